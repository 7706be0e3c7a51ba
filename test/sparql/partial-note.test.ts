import { Parser } from "n3";
import { SparqlJsonParser } from "sparqljson-parse";
import { describe, expect, it } from "vitest";
import { QueryTimeoutError } from "../../src/pipeline/query-limits.ts";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import type { QueryResult } from "../../src/sparql/engine.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { hasRoomForNote, withNote } from "../../src/sparql/partial-note.ts";
import { partialResult } from "../../src/sparql/partial-result.ts";
import { serialiseResult } from "../../src/sparql/results.ts";
import { iris, quadsOf } from "./fixtures.ts";

const select = "SELECT ?o { ?s ?p ?o } ORDER BY ?o";
const construct = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }";
const detail = "stopped after --5 ms";

describe.each([
  ["as numbers", true],
  ["as terms", false],
])("an answer that is cut, %s", (_, isOfIds) => {
  it("says so beside the results in JSON, and is read as results", async () => {
    const text = await cutText(select, "application/sparql-results+json");

    expect(JSON.parse(text)).toEqual({
      head: { vars: ["o"] },
      results: { bindings: [{ o: expect.objectContaining({ value: "1" }) }] },
      partial: { code: "query-timeout", detail, rows: 1 },
    });
    expect(new SparqlJsonParser().parseJsonResults(JSON.parse(text))).toHaveLength(1);
  });

  it("says so in a comment in XML", async () => {
    const text = await cutText(select, "application/sparql-results+xml");

    expect(text).toMatch(
      /<\/result>\n<\/results>\n<!-- Partial: query-timeout after 1 row\. .* -->\n<\/sparql>\n$/,
    );
    expect(text.match(/<!--(.*)-->/)?.[1]).not.toContain("--");
  });

  it.each(["text/turtle", "application/trig", "application/n-triples", "application/n-quads"])(
    "says so in a comment of %s",
    async (mediaType) => {
      const text = await cutText(construct, mediaType);

      expect(text).toMatch(/\n# Partial: query-timeout after 1 row\. [^\n]*\n$/);
      expect(new Parser({ format: mediaType }).parse(text)).toHaveLength(1);
    },
  );

  it("is of one piece too when nothing came before the limit", async () => {
    const text = await cutText(select, "application/sparql-results+json", 0);

    expect(JSON.parse(text)).toMatchObject({ results: { bindings: [] }, partial: { rows: 0 } });
  });

  async function cutText(query: string, mediaType: string, after = 1): Promise<string> {
    const result = cutAfter(await answered(query, isOfIds), after);
    const { result: partial, cut } = partialResult(result);
    return textOf(withNote(serialiseResult(partial, mediaType), mediaType, cut));
  }
});

it("leaves a whole answer as it is", async () => {
  const json = "application/sparql-results+json";
  const { result, cut } = partialResult(await answered(select, true));

  const text = await textOf(withNote(serialiseResult(result, json), json, cut));

  expect(text).toBe(await textOf(serialiseResult(await answered(select, true), json)));
  expect(cut()).toBeUndefined();
});

it("fails as any other where no limit is at fault", async () => {
  const { result } = partialResult(cutAfter(await answered(select, true), 1, new Error("a bug")));

  await expect(textOf(serialiseResult(result, "application/sparql-results+json"))).rejects.toThrow("a bug");
});

it("has no room in CSV, TSV and JSON-LD", () => {
  const types = ["text/csv", "text/tab-separated-values", "application/ld+json"];
  expect(types.filter(hasRoomForNote)).toEqual([]);
});

async function answered(query: string, isOfIds: boolean): Promise<QueryResult> {
  const store = integerQuadStore({ iris });
  for (const [id, quads] of quadsOf(":g { :a :p 1, 2, 3 }")) store.open({ id, quads }, 1);
  const result = await integerEngine().query(query, store.view({ mode: "exact" }));
  if (isOfIds || result.kind === "boolean") return result;
  const { ids: _, ...terms } = result;
  return terms;
}

/** The answer, of which an error comes after so many rows. */
function cutAfter(
  result: QueryResult,
  after: number,
  error: Error = new QueryTimeoutError(detail),
): QueryResult {
  if (result.kind === "boolean") return result;
  async function* some<Item>(items: AsyncIterable<Item>, first: (item: Item) => Item = (item) => item) {
    if (after > 0)
      for await (const item of items) {
        yield first(item);
        break;
      }
    throw error;
  }
  const ids = result.ids && {
    ids: { ...result.ids, chunks: some(result.ids.chunks, (chunk) => ({ ...chunk, length: 1 })) },
  };
  if (result.kind === "quads") return { ...result, quads: some(result.quads), ...ids };
  return { ...result, rows: some(result.rows), ...ids };
}

async function textOf(pieces: AsyncIterable<string | Uint8Array>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const piece of pieces) parts.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(parts).toString();
}
