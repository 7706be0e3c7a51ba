import { beforeEach, describe, expect, it } from "vitest";
import { freshEvent, post, problemIn, serving } from "./serving.ts";

const store = serving({ limits: { queuedEvents: 2, concurrentQueries: 1, queryTimeoutMs: 2_000 } });

/** Joins every statement with every other: no engine ends it in time. */
const endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

const ask = (query: string, more = "", init: RequestInit = {}) =>
  fetch(`${store.url}/sparql?query=${encodeURIComponent(query)}${more}`, init);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Settles when so many queries run. */
async function running(count: number): Promise<void> {
  for (;;) {
    const { queries } = (await (await fetch(`${store.url}/queries`)).json()) as { queries: unknown[] };
    if (queries.length === count) return;
    await pause(20);
  }
}

beforeEach(() => running(0));

describe("a server under load", () => {
  it("answers 503 with Retry-After when more events wait for the disk than may", async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => post(store, "/api/v1/lineage", freshEvent())),
    );

    const refused = answers.filter(({ status }) => status === 503);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 503]));
    expect(refused.map((answer) => answer.headers.get("retry-after"))).toEqual(refused.map(() => "2"));
    for (const answer of refused) expect(await problemIn(answer)).toMatchObject({ code: "overloaded" });
  });

  it("stops a query at the time that its asker gives it, and answers others meanwhile", async () => {
    await ask("ASK {}");
    const heavy = ask(endless, "&timeout=500");
    const first = await Promise.race([heavy, fetch(`${store.url}/healthz`)]);

    const answer = await heavy;

    expect(first.status).toBe(200);
    expect([answer.status, answer.headers.has("retry-after")]).toEqual([503, false]);
    expect(await problemIn(answer)).toMatchObject({
      code: "query-timeout",
      detail: expect.stringContaining("after 500 ms"),
    });
  });

  it("gives no query more time than the limit", async () => {
    const answer = await ask(endless, "&timeout=60000");

    expect(answer.status).toBe(503);
    expect(await problemIn(answer)).toMatchObject({ detail: expect.stringContaining("after 2000 ms") });
  });

  it("runs no more queries at once than may, questions included", async () => {
    const leaving = new AbortController();
    const heavy = ask(endless, "", { signal: leaving.signal });
    await running(1);

    const [question, query] = await Promise.all([
      fetch(`${store.url}/questions/without-provenance`),
      ask("ASK {}"),
    ]);

    for (const answer of [question, query]) {
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
      expect(await problemIn(answer)).toMatchObject({ code: "too-many-queries" });
    }
    leaving.abort();
    await expect(heavy).rejects.toThrow();
  });

  it("gives the place of a query free whose answer nobody could accept, or waits for", async () => {
    const unacceptable = await ask("SELECT * { ?s ?p ?o }", "", { headers: { accept: "image/png" } });
    const leaving = new AbortController();
    const left = ask(endless, "", { signal: leaving.signal });
    await running(1);
    leaving.abort();
    await expect(left).rejects.toThrow();
    await running(0);

    const next = await ask("ASK {}");

    expect([unacceptable.status, next.status]).toEqual([406, 200]);
  });
});
