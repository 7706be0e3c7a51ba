import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { contentsOf, eventText, freshEvent, post, problemIn, raw, serving } from "./serving.ts";

const store = serving();
const lineage = "/api/v1/lineage";
const secret = "do-not-echo-me";
const megabyte = 1024 * 1024;

/** An event with one value in the place of its `eventTime`, `job` and so on. */
function withMember(name: string, json: string): string {
  return eventText().replace(
    new RegExp(`"${name}":("[^"]*"|\\{[^{}]*\\}|\\[[^[\\]]*\\])`),
    `"${name}":${json}`,
  );
}

const text = (body: string) => [Buffer.from(body), {}] as const;

describe("an event that cannot be stored", () => {
  it.each<[string, readonly [Uint8Array, Record<string, string>], number, string]>([
    ["nothing", text(""), 400, "malformed-json"],
    ["no JSON", text(`${secret}`), 400, "malformed-json"],
    ["JSON that ends too early", text(`{"eventTime":"${secret}`), 400, "malformed-json"],
    ["JSON and more", text(`${eventText()} ${secret}`), 400, "malformed-json"],
    ["a key twice", text(`{"eventTime":"${secret}","eventTime":"b"}`), 400, "malformed-json"],
    ["a trailing comma", text(`{"eventTime":"${secret}",}`), 400, "malformed-json"],
    ["NaN", text('{"eventTime":NaN}'), 400, "malformed-json"],
    ["a lone surrogate", text(eventText().replace("daily", "\\ud800")), 400, "malformed-json"],
    [
      "bytes that are no UTF-8",
      [Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]), {}],
      400,
      "malformed-json",
    ],
    ["UTF-16", [Buffer.from(eventText(), "utf16le"), {}], 400, "malformed-json"],
    ["10,000 arrays deep", text("[".repeat(10_000) + "]".repeat(10_000)), 200, ""],
    ["10,000 objects deep", text(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`), 400, "malformed-json"],
    ["a million objects deep", text('{"a":'.repeat(1_000_000)), 400, "malformed-json"],
    ["a string", text(`"${secret}"`), 422, "malformed-event"],
    ["a number", text("42"), 422, "malformed-event"],
    ["null", text("null"), 422, "malformed-event"],
    ["no run, job or dataset", text('{"eventTime":"2026-11-01T06:00:00Z"}'), 422, "malformed-event"],
    ["no eventTime", text(eventText().replace(/"eventTime":"[^"]*",?/, "")), 422, "malformed-event"],
    ["an eventTime that is a number", text(withMember("eventTime", "1")), 422, "malformed-event"],
    ["an eventTime that is no time", text(withMember("eventTime", `"${secret}"`)), 422, "malformed-event"],
    [
      "an eventTime on no calendar",
      text(withMember("eventTime", '"2026-02-30T00:00:00Z"')),
      422,
      "malformed-event",
    ],
    [
      "an eventTime beyond the years",
      text(withMember("eventTime", '"9999-12-31T23:59:59-14:00"')),
      422,
      "malformed-event",
    ],
    [
      "inputs that are an object",
      text(eventText().replace('"inputs":[]', '"inputs":{}')),
      422,
      "malformed-event",
    ],
    [
      "a dataset that is a string",
      text(eventText().replace('"inputs":[]', `"inputs":["${secret}"]`)),
      422,
      "malformed-event",
    ],
    ["a run without runId", text(eventText().replace(/"runId":"[^"]*"/, '"id":"x"')), 422, "malformed-event"],
    ["bad gzip", [Buffer.from(secret), { "content-encoding": "gzip" }], 400, "malformed-body"],
    [
      "broken gzip",
      [gzipSync(eventText()).subarray(0, 60), { "content-encoding": "gzip" }],
      400,
      "malformed-body",
    ],
    ["bad deflate", [Buffer.from(secret), { "content-encoding": "deflate" }], 400, "malformed-body"],
    ["bad brotli", [Buffer.from(secret), { "content-encoding": "br" }], 400, "malformed-body"],
  ])(
    "is refused with its reason, kept as refusal, and leaves nothing: %s",
    async (_what, [body, headers], status, code) => {
      const before = await contentsOf(store);

      const answer = await post(store, lineage, body, headers);

      expect(answer.status).toBe(status);
      if (code === "") await answer.text();
      else {
        const problem = await problemIn(answer);
        expect(problem).toMatchObject({ code });
        expect(JSON.stringify(problem)).not.toContain(secret);
      }
      expect(await contentsOf(store)).toEqual({ ...before, refusals: before.refusals + 1 });
    },
  );

  it.each([
    ["gzip", gzipSync],
    ["x-gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("is refused with its encoding, and whether it was cut short: %s", async (coding, compressed) => {
    const headers = { "content-encoding": coding };

    const other = await problemIn(await post(store, lineage, Buffer.from(secret), headers));
    const cut = await problemIn(await post(store, lineage, compressed(eventText()).subarray(0, 60), headers));

    expect(other.detail).toMatch(new RegExp(`^The body is not ${coding}[ ,]`));
    expect(cut.detail).toBe(`The body ends before its ${coding} data do: it was cut short`);
  });

  it("is refused when it is 50 MB, noted without its bytes, and the server lives on", async () => {
    const before = await contentsOf(store);

    const answer = await post(store, lineage, Buffer.alloc(50 * megabyte, 0x20));

    expect(answer.status).toBe(413);
    expect(await problemIn(answer)).toMatchObject({
      code: "body-too-large",
      limit: store.muniment.limits.bodyBytes,
    });
    expect(await contentsOf(store)).toEqual({ ...before, refusals: before.refusals + 1 });
    expect(store.muniment.refusals().refusals.at(-1)).toMatchObject({ code: "body-too-large", sizeBytes: 0 });
  });

  it("is refused before it is sent when its length is announced", async () => {
    const head = `POST ${lineage} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n`;

    const answer = await raw(store, head, 500);

    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it.each([
    ["gzip", gzipSync(Buffer.alloc(128 * megabyte), { level: 1 })],
    ["a gzip in members", Buffer.concat(Array(1024).fill(gzipSync(Buffer.alloc(megabyte))))],
    ["deflate", deflateSync(Buffer.alloc(64 * megabyte), { level: 1 })],
    ["brotli", brotliCompressSync(Buffer.alloc(64 * megabyte))],
  ])(
    "is refused when it is a bomb of %s",
    async (coding, bomb) => {
      const before = await contentsOf(store);

      const headers = {
        "content-encoding": coding.startsWith("b") ? "br" : coding.startsWith("d") ? "deflate" : "gzip",
      };
      const answer = await post(store, lineage, bomb, headers);

      expect(answer.status).toBe(413);
      expect(await problemIn(answer)).toMatchObject({ code: "body-too-large" });
      expect(await contentsOf(store)).toEqual({ ...before, refusals: before.refusals + 1 });
    },
    60_000,
  );

  it("is refused in a Content-Encoding that nobody knows", async () => {
    const answer = await post(store, lineage, freshEvent(), { "content-encoding": "zip" });

    expect([answer.status, answer.headers.get("accept-encoding")]).toEqual([
      415,
      expect.stringContaining("gzip"),
    ]);
  });

  it("does not come into being when the client leaves in the middle", async () => {
    const before = await contentsOf(store);
    const body = freshEvent();
    const head = `POST ${lineage} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length + 1}\r\n\r\n`;

    await raw(store, head + body, 200);

    expect((await contentsOf(store)).contents).toEqual(before.contents);
  });
});

describe("an event that only looks hostile", () => {
  it.each([
    [
      "unknown facets",
      freshEvent({ runFacets: { shop_specific: { _producer: "p", list: [1, { deep: [null] }] } } }),
    ],
    [
      "names with dots, slashes and escapes",
      freshEvent({ outputs: ["../../etc/passwd", ".", "..", "%2e%2e/%00", "~"] }),
    ],
    [
      "names that are markup",
      freshEvent({ outputs: ["<script>alert(1)</script>", '"><img src=x onerror=1>'] }),
    ],
    ["names with control characters", freshEvent({ outputs: ["a\u0000b", "line\nfeed", "\u202etxt.exe"] })],
    [
      "names like IRIs and patterns",
      freshEvent({ outputs: ["javascript:alert(1)", "?x a ?y } #", "__proto__", "constructor"] }),
    ],
    [
      "facets named like members of objects",
      freshEvent({ runFacets: { __proto__x: {}, constructor: { a: 1 }, toString: { b: 2 } } }),
    ],
    [
      "a number beyond doubles",
      freshEvent().replace('"inputs":[]', '"inputs":[],"n":123456789012345678901234567890.5e-7'),
    ],
  ])("is accepted whole: %s", async (_what, body) => {
    const answer = await post(store, lineage, body);

    expect(answer.status).toBe(201);
    const exported = await fetch(`${store.url}/export?format=nquads`);
    expect(exported.status).toBe(200);
    await exported.text();
  });
});

describe("an input that would grow", () => {
  const fields = Array.from({ length: 3_000 }, (_, i) => ({ name: `c${i}`, type: "int" }));
  const schema = { _producer: "e:p", _schemaURL: "e:s", fields };
  const many = (prefix: string) => Array.from({ length: 1_000 }, (_, i) => `${prefix}${i}`);

  it.each([
    ["an endless name", { outputs: ["n".repeat(5_000)] }, "/outputs/0/name"],
    [
      "an endless namespace",
      { inputs: [{ namespace: "n".repeat(5_000), name: "x" }] },
      "/inputs/0/namespace",
    ],
    ["an endless job", { job: "j".repeat(5_000) }, "/job/name"],
    ["an endless runId", { runId: "r".repeat(5_000) }, "/run/runId"],
    [
      "a long name of many columns",
      { outputs: [{ name: "n".repeat(4_000), facets: { schema } }] },
      "/outputs/0/facets/schema/fields",
    ],
    ["a thousand inputs times a thousand outputs", { inputs: many("i"), outputs: many("o") }, "/outputs"],
  ])("is refused with the place: %s", async (_what, input, pointer) => {
    const before = await contentsOf(store);

    const answer = await post(store, lineage, freshEvent(input));

    expect(answer.status).toBe(422);
    expect(await problemIn(answer)).toMatchObject({ code: "malformed-event", pointer });
    expect(await contentsOf(store)).toEqual({ ...before, refusals: before.refusals + 1 });
  });

  it.each([
    ["text/turtle", (iri: string) => `@prefix p: <${iri}> .\n${"p:a p:b p:c .\n".repeat(10_000)}`],
    [
      "application/ld+json",
      (iri: string) => JSON.stringify({ "@context": { p: iri }, "@graph": manyNodes(6_000) }),
    ],
  ])("is refused when a long prefix meets many terms: %s", async (mediaType, document) => {
    const before = await contentsOf(store);

    const answer = await post(store, "/prov", document(`e:${"a".repeat(8_000)}/`), {
      "content-type": mediaType,
    });

    expect(answer.status).toBe(400);
    expect(await problemIn(answer)).toMatchObject({ code: "malformed-rdf" });
    expect(await contentsOf(store)).toEqual({ ...before, refusals: before.refusals + 1 });
  });
});

function manyNodes(count: number): readonly object[] {
  return Array.from({ length: count }, (_, i) => ({ "@id": `p:s${i}`, "p:p": { "@id": `p:o${i}` } }));
}
