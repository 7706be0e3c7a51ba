import { describe, expect, it } from "vitest";
import { eventText, freshEvent, post, problemIn, serving } from "./serving.ts";

const store = serving({ limits: { queryTimeoutMs: 20_000 } });

/** Joins every statement with every other: no engine ends it in time. */
const endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s }";

interface Listed {
  readonly id: string;
  readonly text: string;
  readonly since: string;
  readonly rows: number;
}

const ask = (query: string, init: RequestInit = {}) =>
  fetch(`${store.url}/sparql?query=${encodeURIComponent(query)}`, init);

describe("/queries", () => {
  it("lists what runs, and stops it by its id while others are answered and events come in", async () => {
    await post(store, "/api/v1/lineage", eventText());
    const heavy = ask(endless);
    const [running] = await runningWhen((queries) => queries.length === 1);

    const health = await ask("ASK { ?s ?p ?o }");
    const event = await post(store, "/api/v1/lineage", freshEvent());
    const stopped = await fetch(`${store.url}/queries/${running?.id}`, { method: "DELETE" });

    expect(running).toMatchObject({ text: endless, rows: 0 });
    expect(Date.parse(running?.since ?? "")).not.toBeNaN();
    expect([health.status, event.status, stopped.status]).toEqual([200, 201, 204]);
    expect(await problemIn(await heavy)).toMatchObject({ code: "query-stopped", status: 503 });
    expect(await listed()).toEqual([]);
  });

  it("forgets a query whose client has left", async () => {
    const leaving = new AbortController();
    const left = ask(endless, { signal: leaving.signal });
    await runningWhen((queries) => queries.length === 1);

    leaving.abort();

    await expect(left).rejects.toThrow();
    expect(await runningWhen((queries) => queries.length === 0)).toEqual([]);
  });

  it("says that a query does not run", async () => {
    const answer = await fetch(`${store.url}/queries/none`, { method: "DELETE" });

    expect(answer.status).toBe(404);
    expect(await problemIn(answer)).toMatchObject({ code: "unknown-query" });
  });

  it("takes GET of the list and DELETE of a query alone", async () => {
    const answers = await Promise.all([
      fetch(`${store.url}/queries`, { method: "DELETE" }),
      fetch(`${store.url}/queries/1`),
    ]);

    expect(answers.map(({ status, headers }) => [status, headers.get("allow")])).toEqual([
      [405, "GET, HEAD, OPTIONS"],
      [405, "DELETE, OPTIONS"],
    ]);
  });

  it("stops what reads a bundle that is redacted", async () => {
    const bytes = Buffer.from(freshEvent());
    const { bundle } = await store.muniment.ingest({ bytes, mediaType: "application/json" }, { id: "test" });
    const heavy = ask(endless);
    await runningWhen((queries) => queries.length === 1);

    await store.muniment.redact(bundle, "asked to", { id: "test" });

    expect(await problemIn(await heavy)).toMatchObject({ code: "query-stopped" });
    expect(await (await ask(`ASK { GRAPH <${bundle}> { ?s ?p ?o } }`)).json()).toMatchObject({
      boolean: false,
    });
  });
});

async function listed(): Promise<readonly Listed[]> {
  const { queries } = (await (await fetch(`${store.url}/queries`)).json()) as { queries: Listed[] };
  return queries;
}

/** The list, as soon as it is as it must become. */
async function runningWhen(holds: (queries: readonly Listed[]) => boolean): Promise<readonly Listed[]> {
  for (;;) {
    const queries = await listed();
    if (holds(queries)) return queries;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
