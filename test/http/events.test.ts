import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { contentsOf, freshEvent, post, problemIn, raw, send, serving } from "./serving.ts";

const store = serving({ limits: { batchEvents: 5 } });
const lineage = "/api/v1/lineage";

describe("POST /api/v1/lineage", () => {
  it("answers a new event with 201, an empty body and Content-Length: 0, and its repeat with 200", async () => {
    const event = freshEvent();

    const first = await post(store, lineage, event);
    const second = await post(store, lineage, event);

    expect([first.status, await first.text(), first.headers.get("content-length")]).toEqual([201, "", "0"]);
    expect([second.status, await second.text(), second.headers.get("content-length")]).toEqual([
      200,
      "",
      "0",
    ]);
  });

  it.each(["text/plain", "application/json; charset=iso-8859-1"])(
    "keeps that events of type %s were refused, and says what is taken",
    async (type) => {
      const before = store.muniment.refusals().kept;

      const answer = await post(store, lineage, freshEvent(), { "content-type": type });

      expect([answer.status, answer.headers.get("accept-post")]).toEqual([415, "application/json"]);
      const { kept, refusals } = store.muniment.refusals();
      expect(kept).toBe(before + 1);
      expect(refusals.at(-1)).toMatchObject({ code: "unsupported-media-type", mediaType: type });
    },
  );

  it("shows an event to whoever asks once it is acknowledged", async () => {
    await post(store, lineage, freshEvent({ outputs: ["seen-at-once"] }));

    const query =
      "ASK { ?d a <http://www.w3.org/ns/dcat#Dataset> FILTER(CONTAINS(STR(?d), 'seen-at-once')) }";
    const answer = await fetch(`${store.url}/sparql?query=${encodeURIComponent(query)}`);

    expect(await answer.json()).toMatchObject({ boolean: true });
  });

  it("takes gzip, with and without Content-Length, as the Java client sends it", async () => {
    const [announced, chunked] = [gzipSync(freshEvent()), gzipSync(freshEvent())];

    const first = await post(store, lineage, announced, { "content-encoding": "gzip" });
    const head = `POST ${lineage} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json; charset=UTF-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
    const second = await raw(store, Buffer.concat([Buffer.from(head), inChunks(chunked, 100)]));

    expect(first.status).toBe(201);
    expect(second).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    expect(second).toMatch(/\r\nContent-Length: 0\r\n/i);
  });

  it("takes an event without Accept, with a bearer token, which it neither checks nor keeps", async () => {
    const answer = await send(store, {
      method: "POST",
      path: lineage,
      headers: { "content-type": "application/json", authorization: "Bearer no-secret-of-ours" },
      body: freshEvent(),
    });

    expect(answer.status).toBe(201);
    const log = await fetch(`${store.url}/export?format=nquads`);
    expect(await log.text()).not.toContain("no-secret-of-ours");
  });

  it("refuses one bad event with its pointer, and keeps the refusal", async () => {
    const before = await contentsOf(store);

    const answer = await post(store, lineage, JSON.stringify({ eventTime: "2026-11-01T06:00:00Z" }));

    expect(answer.status).toBe(422);
    expect(await problemIn(answer)).toMatchObject({ code: "malformed-event", pointer: expect.any(String) });
    expect(await contentsOf(store)).toEqual({ ...before, refusals: before.refusals + 1 });
  });

  it("tells how many notes it made of what breaks the specification", async () => {
    const event = freshEvent().replace(/"schemaURL":"[^"]*"/, '"schemaURL":"no uri of a schema"');

    const answer = await post(store, lineage, event);

    expect([answer.status, Number(answer.headers.get("muniment-notes")) > 0]).toEqual([201, true]);
  });

  it("answers an array with a summary, in which one bad event spoils no other", async () => {
    const [one, two] = [freshEvent(), freshEvent()];
    const body = `[${one},{"eventTime":"2026-11-01T06:00:00Z"},${two},${one}]`;

    const answer = await post(store, lineage, body);

    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      status: "partial_success",
      summary: {
        received: 4,
        successful: 3,
        duplicates: 1,
        with_findings: 0,
        failed: 1,
        retriable: 0,
        non_retriable: 1,
      },
      failed_events: [
        {
          index: 1,
          reason: expect.stringContaining("malformed-event"),
          retriable: false,
          pointer: expect.any(String),
        },
      ],
    });
  });

  it("stores nothing of an array that is broken off, though its first event is whole", async () => {
    const before = await contentsOf(store);

    const answer = await post(store, lineage, `[${freshEvent()},{"eventTime":`);

    expect(answer.status).toBe(400);
    expect(await problemIn(answer)).toMatchObject({ code: "malformed-json" });
    expect(await contentsOf(store)).toEqual({ ...before, refusals: before.refusals + 1 });
  });

  it("refuses an array beyond the limit whole, and keeps the refusal", async () => {
    const before = await contentsOf(store);

    const answer = await post(store, lineage, `[${Array.from({ length: 6 }, () => freshEvent()).join()}]`);

    expect(answer.status).toBe(413);
    expect(await problemIn(answer)).toMatchObject({ code: "batch-too-large" });
    expect(await contentsOf(store)).toEqual({ ...before, refusals: before.refusals + 1 });
  });

  it("refuses another media type and another charset", async () => {
    const answers = await Promise.all([
      post(store, lineage, freshEvent(), { "content-type": "text/plain" }),
      post(store, lineage, freshEvent(), { "content-type": "application/json; charset=utf-16" }),
      send(store, { method: "POST", path: lineage, body: freshEvent() }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([415, 415, 415]);
  });

  it("says which methods there are to any other", async () => {
    const answer = await fetch(store.url + lineage);

    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
    expect(await problemIn(answer)).toMatchObject({ code: "method-not-allowed" });
  });
});

describe("POST /api/v1/lineage/batch", () => {
  it("answers 200 with a summary, of a single event and of none too", async () => {
    const summaries = [];
    for (const body of [`[${freshEvent()}]`, freshEvent(), "[]"]) {
      const answer = await post(store, `${lineage}/batch`, body);
      summaries.push([answer.status, await answer.json()]);
    }

    const summary = (received: number) =>
      expect.objectContaining({ received, successful: received, failed: 0 });
    expect(summaries).toEqual([
      [200, expect.objectContaining({ status: "success", summary: summary(1), failed_events: [] })],
      [200, expect.objectContaining({ status: "success", summary: summary(1) })],
      [200, expect.objectContaining({ status: "success", summary: summary(0) })],
    ]);
  });

  it("refuses what is no JSON with 400", async () => {
    const answer = await post(store, `${lineage}/batch`, "not json");

    expect(answer.status).toBe(400);
  });
});

function inChunks(bytes: Uint8Array, size: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), Buffer.from(part), Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}
