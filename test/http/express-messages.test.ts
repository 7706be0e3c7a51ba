import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { describe, expect, it } from "vitest";
import { expressMessages } from "../../src/http/express-messages.ts";

describe("the messages of an Express application", () => {
  it("come from Node as Express wants them, and can all that Express' own can", async () => {
    const app = express();
    const messages = expressMessages(app);
    const cameAs: unknown[] = [];
    const server = createServer(messages, (request, response) => {
      cameAs.push(Object.getPrototypeOf(request), Object.getPrototypeOf(response));
      app(request, response);
    });
    app.get("/here", (request, response) => {
      response.json({ path: request.path, app: request.app === app && response.app === app });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;

    const response = await fetch(`http://127.0.0.1:${port}/here`);

    expect(await response.json()).toEqual({ path: "/here", app: true });
    expect(cameAs[0]).toBe(app.request);
    expect(cameAs[1]).toBe(app.response);
    server.close();
  });
});
