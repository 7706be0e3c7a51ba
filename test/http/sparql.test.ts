import { beforeAll, describe, expect, it } from "vitest";
import type { Explanation } from "../../src/sparql/explanation.ts";
import { bindingsIn, contentsOf, freshEvent, post, problemIn, send, serving } from "./serving.ts";

const store = serving({ limits: { queryBytes: 2_000 } });

const documents = "PREFIX e: <http://e.example/> SELECT ?t { ?d a e:Document ; e:title ?t } ORDER BY ?t";

beforeAll(async () => {
  const trig = `@prefix e: <http://e.example/> .
    e:g1 { e:a a e:Document ; e:title "Alpha" } e:g2 { e:b a e:Document ; e:title "=Beta, \\"2\\"" }`;
  await post(store, "/prov", trig, { "content-type": "application/trig" });
  await post(store, "/api/v1/lineage", freshEvent({ outputs: ["report"] }));
});

type Parameters = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

function get(parameters: Parameters, headers: Record<string, string> = {}) {
  const pairs = Array.isArray(parameters) ? parameters : Object.entries(parameters);
  const search = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return fetch(`${store.url}/sparql?${search.join("&")}`, { headers });
}

describe("the SPARQL protocol's query operation", () => {
  it("is the same by GET, by POST of the query and by POST of a form", async () => {
    const answers = await Promise.all([
      get({ query: documents }),
      post(store, "/sparql", documents, { "content-type": "application/sparql-query" }),
      post(store, "/sparql", new URLSearchParams({ query: documents }).toString(), {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      }),
    ]);

    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(texts).size).toBe(1);
    expect(JSON.parse(texts[0] ?? "").results.bindings).toHaveLength(2);
  });

  it("takes mode, at, recordedAsOf and timeout from the URL and from a form alike", async () => {
    const query = "SELECT (NOW() AS ?now) (COUNT(*) AS ?n) { ?s ?p ?o }";
    const beside = { at: "2020-01-01T00:00:00Z", recordedAsOf: "2020-01-01T00:00:00Z", mode: "asserted" };

    const inUrl = await get({ query, ...beside });
    const inForm = await post(store, "/sparql", new URLSearchParams({ query, ...beside }).toString(), {
      "content-type": "application/x-www-form-urlencoded",
    });

    const [binding] = await bindingsIn(inUrl);
    expect(binding).toMatchObject({ now: { value: "2020-01-01T00:00:00Z" }, n: { value: "0" } });
    expect(await bindingsIn(inForm)).toEqual([binding]);
  });

  it.each([
    ["*/*", "application/sparql-results+json"],
    ["application/sparql-results+xml", "application/sparql-results+xml"],
    ["text/csv, application/json;q=0.5", "text/csv; charset=utf-8"],
    ["text/tab-separated-values", "text/tab-separated-values; charset=utf-8"],
    ["application/json", "application/sparql-results+json"],
    [
      "application/sparql-results+json;q=0.1, application/sparql-results+xml;q=0.9",
      "application/sparql-results+xml",
    ],
    ["text/html, application/sparql-results+json;q=0", undefined],
  ])("answers a SELECT by Accept: %s", async (accept, mediaType) => {
    const answer = await get({ query: documents }, { accept });

    if (mediaType === undefined) {
      expect(answer.status).toBe(406);
      return;
    }
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, mediaType]);
    expect(answer.headers.get("vary")).toMatch(/Accept/);
    expect(await answer.text()).toContain("Alpha");
  });

  it.each([
    [undefined, "text/turtle; charset=utf-8"],
    ["application/n-triples", "application/n-triples"],
    ["application/ld+json", "application/ld+json"],
    ["application/trig", "application/trig"],
  ])("answers a CONSTRUCT by Accept: %s", async (accept, mediaType) => {
    const query = "CONSTRUCT WHERE { ?d a <http://e.example/Document> }";

    const answer = await get({ query }, accept === undefined ? {} : { accept });

    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, mediaType]);
    expect(await answer.text()).toContain("http://e.example/a");
  });

  it("answers an ASK, not in CSV", async () => {
    const [json, csv] = await Promise.all([
      get({ query: "ASK {}" }),
      get({ query: "ASK {}" }, { accept: "text/csv" }),
    ]);

    expect(await json.json()).toEqual({ head: {}, boolean: true });
    expect(csv.status).toBe(406);
  });

  it("asks the graphs of default-graph-uri and named-graph-uri alone", async () => {
    const query = "SELECT DISTINCT ?g { GRAPH ?g { ?d a <http://e.example/Document> } }";
    const names = (await bindingsIn(await get({ query }))).map(({ g }) => g?.value ?? "").sort();
    const [first = "", second = ""] = names;
    const titles = async (...dataset: readonly (readonly [string, string])[]) => {
      const answer = await get([["query", documents], ...dataset]);
      return (await bindingsIn(answer)).length;
    };

    expect(names).toHaveLength(2);
    expect(await titles(["default-graph-uri", first])).toBe(1);
    expect(await titles(["default-graph-uri", first], ["default-graph-uri", second])).toBe(2);
    expect(await titles(["named-graph-uri", first])).toBe(0);
  });

  it("resolves relative IRIs against the endpoint", async () => {
    const answer = await get({ query: "CONSTRUCT { <s> <p> 1 } {}" }, { accept: "application/n-triples" });

    expect(await answer.text()).toContain(`<${store.url}/s> <${store.url}/p>`);
  });

  it("answers HEAD like GET without a body", async () => {
    const answer = await send(store, {
      method: "HEAD",
      path: `/sparql?query=${encodeURIComponent(documents)}`,
    });

    expect([answer.status, answer.headers["content-type"], answer.text]).toEqual([
      200,
      "application/sparql-results+json",
      "",
    ]);
  });
});

describe("what is no query", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const direct = { "content-type": "application/sparql-query" };

  it.each<[string, () => Promise<Response>, number, string]>([
    ["no query", () => get({ mode: "exact" }), 400, "malformed-query"],
    ["an empty query", () => get({ query: "" }), 400, "malformed-query"],
    [
      "two queries",
      () =>
        get([
          ["query", "ASK {}"],
          ["query", "ASK {}"],
        ]),
      400,
      "malformed-query",
    ],
    [
      "a query in URL and body",
      () => post(store, "/sparql?query=ASK%7B%7D", "ASK {}", direct),
      400,
      "malformed-query",
    ],
    ["an empty form", () => post(store, "/sparql", "", form), 400, "malformed-query"],
    ["a broken query", () => get({ query: "SELECT ?x {" }), 400, "malformed-query"],
    [
      "a query deep in brackets",
      () => get({ query: `ASK { FILTER(${"(".repeat(900)}1${")".repeat(900)}) }` }),
      400,
      "malformed-query",
    ],
    [
      "a query that is no UTF-8",
      () => post(store, "/sparql", Buffer.from([0x41, 0xff, 0xfe]), direct),
      400,
      "malformed-query",
    ],
    [
      "a form that is no UTF-8",
      () => post(store, "/sparql", "query=ASK%7B%7D%FF", form),
      400,
      "malformed-query",
    ],
    [
      "a URL that is no UTF-8",
      () => fetch(`${store.url}/sparql?query=ASK%7B%7D%FF`),
      400,
      "malformed-target",
    ],
    [
      "a URL with a broken escape",
      () => fetch(`${store.url}/sparql?query=ASK%7B%7D%zz`),
      400,
      "malformed-target",
    ],
    [
      "another charset",
      () => post(store, "/sparql", "ASK {}", { "content-type": "application/sparql-query; charset=UTF-16" }),
      415,
      "unsupported-media-type",
    ],
    [
      "another media type",
      () => post(store, "/sparql", "ASK {}", { "content-type": "text/plain" }),
      415,
      "unsupported-media-type",
    ],
    [
      "a query beyond the limit",
      () => post(store, "/sparql", `ASK {} #${"x".repeat(2_000)}`, direct),
      413,
      "body-too-large",
    ],
    ["an unknown mode", () => get({ query: "ASK {}", mode: "certain" }), 400, "malformed-parameter"],
    [
      "a repeated mode",
      () =>
        get([
          ["query", "ASK {}"],
          ["mode", "exact"],
          ["mode", "exact"],
        ]),
      400,
      "malformed-parameter",
    ],
    [
      "a date that is none",
      () => get({ query: "ASK {}", at: "2026-02-30T00:00:00Z" }),
      400,
      "malformed-parameter",
    ],
    [
      "a record time that is none",
      () => get({ query: "ASK {}", recordedAsOf: "yesterday" }),
      400,
      "malformed-parameter",
    ],
    [
      "a misspelt parameter of ours",
      () => get({ query: "ASK {}", recordedasof: "2026-01-01T00:00:00Z" }),
      400,
      "unknown-parameter",
    ],
    ["no time", () => get({ query: "ASK {}", timeout: "0" }), 400, "malformed-parameter"],
    ["a time that is none", () => get({ query: "ASK {}", timeout: "5s" }), 400, "malformed-parameter"],
    [
      "an unknown function",
      () => get({ query: "SELECT (<http://e.example/f>(1) AS ?x) {}" }),
      400,
      "unsupported-function",
    ],
    [
      "SERVICE",
      () => get({ query: "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }" }),
      403,
      "service-refused",
    ],
    [
      "SERVICE SILENT",
      () => get({ query: "ASK { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }" }),
      403,
      "service-refused",
    ],
    ["LOAD as a query", () => get({ query: "LOAD <http://127.0.0.1:1/>" }), 403, "update-refused"],
    [
      "an update as a query",
      () => get({ query: "INSERT DATA { <a:a> <a:b> <a:c> }" }),
      403,
      "update-refused",
    ],
    ["an update by GET", () => get({ update: "CLEAR ALL" }), 403, "update-refused"],
    ["an update by form", () => post(store, "/sparql", "update=CLEAR+ALL", form), 403, "update-refused"],
    [
      "an update by itself",
      () => post(store, "/sparql", "CLEAR ALL", { "content-type": "application/sparql-update" }),
      403,
      "update-refused",
    ],
    ["PUT", () => fetch(`${store.url}/sparql?query=ASK%7B%7D`, { method: "PUT" }), 405, "method-not-allowed"],
  ])("is refused with its reason, and changes nothing: %s", async (_what, ask, status, code) => {
    const before = await contentsOf(store);

    const answer = await ask();

    expect(await problemIn(answer)).toMatchObject({ code });
    expect(answer.status).toBe(status);
    expect(await contentsOf(store)).toEqual(before);
  });

  it("finds FROM of another place empty, and fetches nothing", async () => {
    const answer = await get({ query: "ASK FROM <http://127.0.0.1:1/data.ttl> { ?s ?p ?o }" });

    expect(await answer.json()).toMatchObject({ boolean: false });
  });
});

describe("the service description", () => {
  it("is what a GET without a query answers, in the formats of RDF", async () => {
    const turtle = await fetch(`${store.url}/sparql`);
    const triples = await fetch(`${store.url}/sparql`, { headers: { accept: "application/n-triples" } });
    const none = await fetch(`${store.url}/sparql`, { headers: { accept: "text/css" } });

    expect([turtle.status, turtle.headers.get("content-type")]).toEqual([200, "text/turtle; charset=utf-8"]);
    expect(await triples.text()).toContain(
      `<${store.url}/sparql> <http://www.w3.org/ns/sparql-service-description#endpoint> <${store.url}/sparql> .`,
    );
    expect(none.status).toBe(406);
  });
});

describe("explain=true", () => {
  it("answers how the query was answered, with the rows of each step", async () => {
    const response = await get({ query: documents, explain: "true" });

    const { answeredBy, rows, steps } = (await response.json()) as Explanation;
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    expect([answeredBy, rows]).toEqual(["native", 2]);
    expect(steps[0]).toMatchObject({ name: "order", rows: 2, evaluations: 1 });
  });

  it("says why Comunica answers", async () => {
    const response = await get({ query: "SELECT (BNODE('x') AS ?x) {}", explain: "true" });

    expect(await response.json()).toMatchObject({
      answeredBy: "comunica",
      reason: "bnode of 1 arguments",
      rows: 1,
    });
  });

  it("tells how far a query came when its time was over", async () => {
    const query =
      "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?q . ?r ?s ?t }";

    const response = await get({ query, explain: "true", timeout: "100" });

    expect(await response.json()).toMatchObject({ stopped: { code: "query-timeout" }, rows: 0 });
  });

  it("is true or false, and nothing else", async () => {
    const answer = await get({ query: documents, explain: "false" });
    const refused = await get({ query: documents, explain: "yes" });

    expect(await bindingsIn(answer)).toHaveLength(2);
    expect((await problemIn(refused)).code).toBe("malformed-parameter");
  });
});
