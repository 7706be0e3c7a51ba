import { describe, expect, it, vi } from "vitest";
import { serve } from "../../src/http/server.ts";
import { contentsOf, freshEvent, post, problemIn, raw, send, serving } from "./serving.ts";

const store = serving({
  limits: { headersTimeoutMs: 400, requestTimeoutMs: 800, headerBytes: 8_000, connections: 20 },
});

/** Status and problem of each response in what came back. */
function responsesIn(
  text: string,
): readonly { readonly status: number; readonly code: string | undefined }[] {
  return text
    .split(/(?=HTTP\/1\.1 \d{3})/)
    .filter((part) => part !== "")
    .map((part) => ({ status: Number(part.slice(9, 12)), code: /"code":"([^"]*)"/.exec(part)?.[1] }));
}

describe("a request from elsewhere", () => {
  it.each([
    "evil.example",
    "evil.example:3030",
    "localhost.evil.example",
    "10.0.0.1",
    "[::2]",
    "localhost:3030.evil",
    "127.0.0.1@evil.example",
  ])("is refused when its Host is not this machine: %s", async (host) => {
    const answer = await send(store, { path: "/healthz", headers: { host } });

    expect([answer.status, JSON.parse(answer.text).code]).toEqual([421, "misdirected-host"]);
  });

  it.each(["localhost", "LOCALHOST:1", "127.0.0.1:3030", "127.0.0.2", "[::1]:80"])(
    "is taken when its Host is: %s",
    async (host) => {
      expect((await send(store, { path: "/healthz", headers: { host } })).status).toBe(200);
    },
  );

  it("is refused without a Host, and with two", async () => {
    const none = await raw(store, "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n");
    const two = await raw(
      store,
      "GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    );

    expect([...responsesIn(none), ...responsesIn(two)]).toEqual([
      { status: 421, code: "misdirected-host" },
      { status: 421, code: "misdirected-host" },
    ]);
  });

  it("is refused when a page of another origin makes a browser send it", async () => {
    const before = await contentsOf(store);
    const cross = { "sec-fetch-site": "cross-site", "sec-fetch-dest": "image" };

    const answers = await Promise.all([
      send(store, { method: "POST", path: "/remap", headers: { origin: "https://evil.example" } }),
      send(store, { method: "POST", path: "/refusals/retry", headers: { origin: "null" } }),
      send(store, { method: "POST", path: "/verify", headers: { origin: "http://localhost:9999" } }),
      send(store, { path: "/sparql?query=ASK%7B%7D", headers: cross }),
      send(store, { path: "/export", headers: { ...cross, "sec-fetch-site": "same-site" } }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(await contentsOf(store)).toEqual(before);
  });

  it("is taken from our own pages, from an address bar, and from a link that was followed", async () => {
    const document = { "sec-fetch-dest": "document", "sec-fetch-mode": "navigate" };

    const answers = await Promise.all([
      send(store, { headers: { ...document, "sec-fetch-site": "none" } }),
      send(store, { headers: { ...document, "sec-fetch-site": "cross-site" } }),
      send(store, {
        headers: {
          ...document,
          "sec-fetch-site": "same-origin",
          origin: store.url,
          host: new URL(store.url).host,
        },
      }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it("is told of no other origin by any header", async () => {
    const answer = await send(store, {
      method: "OPTIONS",
      path: "/api/v1/lineage",
      headers: { "access-control-request-method": "POST" },
    });

    expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

describe("what is hardly HTTP", () => {
  const line = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";

  it.each<[string, string, number, string]>([
    ["garbage", "\u0016\u0003\u0001\u0002\u0000\u0001", 400, "malformed-request"],
    ["a header without a colon", `${line}oops\r\n\r\n`, 400, "malformed-request"],
    ["a header with a bare line feed in it", `${line}X-A: b\nX-C: d\r\n\r\n`, 400, "malformed-request"],
    ["a length that is no number", `${line}Content-Length: 1e3\r\n\r\n`, 400, "malformed-request"],
    ["two lengths", `${line}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400, "malformed-request"],
    [
      "a length beside chunks",
      `${line}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
      400,
      "malformed-request",
    ],
    [
      "a broken chunk",
      `POST /api/v1/lineage HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      400,
      "malformed-request",
    ],
    ["headers beyond the limit", `${line}X-A: ${"a".repeat(9_000)}\r\n\r\n`, 431, "header-too-large"],
    [
      "an endless URL",
      `GET /${"a".repeat(9_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      431,
      "header-too-large",
    ],
    [
      "an absolute target",
      "GET http://localhost/healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
      400,
      "malformed-target",
    ],
    [
      "a target that is a star",
      "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
      400,
      "malformed-target",
    ],
    ["a head that never ends", line, 408, "request-timeout"],
    [
      "a body that never ends",
      `POST /api/v1/lineage HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{`,
      408,
      "request-timeout",
    ],
  ])("is answered with a problem and a closed connection: %s", async (_what, bytes, status, code) => {
    const before = await contentsOf(store);

    const answer = await raw(store, bytes, 4_000);

    expect(responsesIn(answer)).toEqual([{ status, code }]);
    expect(answer).toMatch(/Content-Type: application\/problem\+json\r\n/i);
    expect((await contentsOf(store)).contents).toEqual(before.contents);
  });

  it("is answered as any other when it expects what there is not", async () => {
    const answer = await raw(store, `${line}Expect: a-miracle\r\nConnection: close\r\n\r\n`);

    expect(responsesIn(answer)).toEqual([{ status: 200, code: undefined }]);
  });

  it("does not hold up the request before it on the same connection", async () => {
    const answer = await raw(store, `${line}\r\n${line}\r\nGARBAGE\r\n\r\n`);

    const statuses = responsesIn(answer).map(({ status }) => status);
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 400]);
  });

  it("smuggles nothing behind a body that is shorter than it says it is", async () => {
    const before = await contentsOf(store);
    const event = freshEvent();
    const head = "POST /api/v1/lineage HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    const answer = await raw(store, `${head}Content-Length: 5\r\n\r\n${event}`);

    expect(new Set(responsesIn(answer).map(({ status }) => status))).toEqual(new Set([400]));
    expect((await contentsOf(store)).contents).toEqual(before.contents);
  });

  it("cannot put a header into an answer", async () => {
    const injected = "%0d%0aSet-Cookie:%20a=b";

    const answers = await Promise.all(
      [
        `/id/x${injected}`,
        `/questions/x${injected}`,
        `/export?graph=e:x${injected}`,
        `/sparql?query=ASK%7B%7D&mode=${injected}`,
      ].map((path) => send(store, { path })),
    );

    expect(answers.filter(({ status }) => status < 400 || status >= 500)).toEqual([]);
    expect(answers.filter(({ headers }) => "set-cookie" in headers)).toEqual([]);
  });

  it("holds no more connections than it may, and serves again once they are gone", async () => {
    const idle = Array.from({ length: 25 }, () => raw(store, "GET /", 600));

    await Promise.all(idle);

    await vi.waitFor(async () => expect((await send(store, { path: "/healthz" })).status).toBe(200));
  });
});

describe("a path that is none of ours", () => {
  it.each([
    "/nope",
    "/api/v1/lineage/x",
    "/.git/config",
    "/id",
    "/questions/a/b",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/SPARQL2",
  ])("is 404: %s", async (path) => {
    const answer = await fetch(store.url + path);

    expect(answer.status).toBe(404);
    expect(await problemIn(answer)).toMatchObject({ code: "not-found" });
    expect((await post(store, path, "{}")).status).toBe(404);
  });
});

describe("serve", () => {
  it.each(["0.0.0.0", "::", "10.0.0.1", "example.org", "127.0.0.1.example.org", ""])(
    "refuses to listen on %s",
    async (host) => {
      await expect(serve({ muniment: store.muniment, port: 0, host })).rejects.toMatchObject({
        code: "not-loopback",
      });
    },
  );

  it("says when the port is taken", async () => {
    await expect(serve({ muniment: store.muniment, port: store.port })).rejects.toMatchObject({
      code: "cannot-listen",
    });
  });
});
