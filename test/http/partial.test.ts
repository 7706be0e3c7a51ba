import { get as httpGet, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, it } from "vitest";
import { post, problemIn, serving } from "./serving.ts";

const store = serving({ limits: { queryRows: 3_000 } });

const pairs = "SELECT ?a ?b { ?a <urn:x:p> ?o . ?b <urn:x:p> ?o2 }";
/** Joins every statement with every other, and passes none. */
const endless = `SELECT ?a { ?a ?p ?o . ?b ?q ?r . ?c ?s ?t . ?d ?u ?v
  FILTER(STRLEN(CONCAT(STR(?o), STR(?r), STR(?t), STR(?v))) < 0) }`;

beforeAll(async () => {
  const triples = Array.from({ length: 100 }, (_, n) => `<urn:x:s${n}> <urn:x:p> ${n} .`).join("\n");
  await post(store, "/prov", triples, { "content-type": "text/turtle" });
  // A thread that has not answered yet needs half a second to begin, and a query whose time ends before that has no part.
  await asked({ query: endless, timeout: "5000" });
});

describe("partial=true", () => {
  it("answers what there is until a limit, and says so at the end and in a trailer", async () => {
    const { response, body } = await asked({ query: pairs, partial: "true" });

    const { results, partial } = JSON.parse(body);
    expect(response.statusCode).toBe(200);
    expect(results.bindings).toHaveLength(3_000);
    expect(partial).toMatchObject({ code: "too-many-rows", rows: 3_000 });
    expect(response.headers.trailer).toBe("Muniment-Partial");
    expect(response.trailers["muniment-partial"]).toBe("too-many-rows");
  });

  it("says so in a header where it is known in time", async () => {
    const { response, body } = await asked({ query: endless, partial: "true", timeout: "3000" });

    expect(response.headers["muniment-partial"]).toBe("query-timeout");
    expect(JSON.parse(body)).toMatchObject({ results: { bindings: [] }, partial: { code: "query-timeout" } });
  });

  it("leaves a whole answer as it is", async () => {
    const query = `${pairs} LIMIT 3000`;
    const [part, whole] = await Promise.all([asked({ query, partial: "true" }), asked({ query })]);

    expect(part.body).toBe(whole.body);
    expect(part.response.headers["muniment-partial"]).toBeUndefined();
    expect(part.response.trailers).toEqual({});
  });

  it("is an error without: before the first row a problem, after it a broken connection", async () => {
    const late = await asked({ query: endless, timeout: "150" });

    expect([late.response.statusCode, JSON.parse(late.body).code]).toEqual([503, "query-timeout"]);
    await expect(asked({ query: pairs })).rejects.toThrow("aborted");
  });

  it("is refused where the format has no place to say it", async () => {
    const url = `${store.url}/sparql?partial=true&query=${encodeURIComponent(pairs)}`;
    const csv = await fetch(url, { headers: { accept: "text/csv" } });
    const either = await fetch(url, { headers: { accept: "text/csv, application/json;q=0.5" } });

    expect(await problemIn(csv)).toMatchObject({
      code: "not-acceptable",
      status: 406,
      detail: "A partial result of SELECT is application/sparql-results+json, application/sparql-results+xml",
    });
    expect(either.headers.get("content-type")).toBe("application/sparql-results+json");
    await either.text();
  });

  it("changes nothing of an ASK", async () => {
    const { body } = await asked({ query: "ASK { ?s ?p ?o }", partial: "true" });

    expect(JSON.parse(body)).toEqual({ head: {}, boolean: true });
  });
});

/** An answer with its trailers, which `fetch` does not tell. */
async function asked(
  parameters: Record<string, string>,
): Promise<{ response: IncomingMessage; body: string }> {
  const url = `${store.url}/sparql?${new URLSearchParams(parameters).toString()}`;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpGet(url, { agent: false }, resolve).on("error", reject);
  });
  return { response, body: await text(response) };
}
