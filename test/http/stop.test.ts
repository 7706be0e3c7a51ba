import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { type RunningServer, serve } from "../../src/http/server.ts";
import { Muniment } from "../../src/muniment.ts";
import { testStoreKey } from "../builders.ts";
import { freshEvent, post } from "./serving.ts";

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

async function opened(directory = mkdtempSync(join(tmpdir(), "muniment-stop-"))) {
  directories.push(directory);
  const muniment = await Muniment.open({ directory, storeKey: testStoreKey });
  return { directory, muniment, server: await serve({ muniment, port: 0 }) };
}

/** A request that began, and ends when it is told to; settles with all that came back. */
function slowRequest(
  { url }: RunningServer,
  body: string,
): { finish: (more?: string) => void; answer: Promise<string> } {
  const head = `POST /api/v1/lineage HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(head + body.slice(0, 10));
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
  });
  const answer = new Promise<string>((resolve) => socket.on("close", () => resolve(text)));
  return { finish: (more = "") => socket.write(body.slice(10) + more), answer };
}

describe("stop", () => {
  it("finishes the request under way, refuses new ones, and then settles without waiting", async () => {
    const { muniment, server } = await opened();
    await fetch(`${server.url}/healthz`);
    const slow = slowRequest(server, freshEvent());
    await pause(100);

    const stopped = server.stop();
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    slow.finish();
    const answer = await slow.answer;
    await stopped;

    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
    await muniment.close();
  });

  it("answers the next request of a connection with 503, Retry-After and the connection's end", async () => {
    const { muniment, server } = await opened();
    const slow = slowRequest(server, freshEvent());
    await pause(100);

    const stopped = server.stop();
    slow.finish("GET /refusals HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const [first = "", second = ""] = (await slow.answer).split(/(?=HTTP\/1\.1 503)/);
    await stopped;

    expect(first).toMatch(/^HTTP\/1\.1 201 /);
    expect(second).toMatch(/\r\nRetry-After: 10\r\n/i);
    expect(second).toMatch(/\r\nConnection: close\r\n/i);
    expect(second).toContain('"code":"closing"');
    await muniment.close();
  });

  it("loses no event that was acknowledged while it stopped", async () => {
    const { directory, muniment, server } = await opened();
    const events = Array.from({ length: 60 }, () => freshEvent());

    const sent = events.map((event) => post(server, "/api/v1/lineage", event).catch(() => undefined));
    await Promise.race(sent);
    await server.stop();
    const answers = await Promise.all(sent);
    await muniment.close();
    const again = await opened(directory);
    const repeats = await Promise.all(
      events.map((event) =>
        again.muniment.ingest({ bytes: Buffer.from(event), mediaType: "application/json" }, { id: "test" }),
      ),
    );

    const acknowledged = answers.map((answer) => answer?.status === 201);
    expect(acknowledged).toContain(true);
    expect(repeats.filter(({ outcome }, i) => acknowledged[i] && outcome !== "duplicate")).toEqual([]);
    await again.server.stop();
    await again.muniment.close();
  });

  it("is over at once when nothing is under way, however many connections are kept", async () => {
    const { muniment, server } = await opened();
    await Promise.all(Array.from({ length: 10 }, () => fetch(`${server.url}/readyz`)));
    const silent = connect(Number(new URL(server.url).port), "127.0.0.1");
    await new Promise((resolve) => silent.on("connect", resolve));

    const end = await Promise.race([
      server.stop().then(() => "stopped"),
      pause(8_000, "waited for the connections"),
    ]);

    expect(end).toBe("stopped");
    silent.destroy();
    await muniment.close();
  });
});
