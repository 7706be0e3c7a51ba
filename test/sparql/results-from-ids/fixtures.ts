import type { Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { createDictionary } from "../../../src/quads/dictionary/dictionary.ts";
import { noTerm, type TermReader } from "../../../src/quads/id-view.ts";
import type { QueryResult } from "../../../src/sparql/engine.ts";
import { queryTerms } from "../../../src/sparql/evaluate/query-terms.ts";
import type { QueryTerms, Rows } from "../../../src/sparql/evaluate/rows.ts";
import { serialiseResult, wholeResult } from "../../../src/sparql/results.ts";

export const mediaTypes = {
  json: "application/sparql-results+json",
  xml: "application/sparql-results+xml",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  ntriples: "application/n-triples",
  nquads: "application/n-quads",
} as const;
export const variables = ["x", "y", "z"];

/** A term of a row: one that the store has, or one that the query made. */
export interface Cell {
  readonly term: Term;
  readonly isStored: boolean;
}
/** Three cells; undefined is unbound. */
export type Row = readonly (Cell | undefined)[];

export interface IdTable {
  readonly rows: readonly Rows[];
  readonly terms: QueryTerms;
}

/** Rows as numbers, so many in a chunk. */
export function tableOf(rows: readonly Row[], chunkRows: number): IdTable {
  const store = createDictionary();
  for (const cell of rows.flat()) if (cell?.isStored) store.add(cell.term);
  const terms = queryTerms(store);
  const chunks: Rows[] = [];
  for (let from = 0; from < rows.length; from += chunkRows) {
    const chunk = rows.slice(from, from + chunkRows);
    const columns = variables.map((_, i) =>
      Uint32Array.from(chunk, (row) => (row[i] === undefined ? noTerm : terms.intern(row[i].term))),
    );
    chunks.push({ columns, length: chunk.length });
  }
  return { rows: chunks, terms };
}

/** The SELECT result, or the CONSTRUCT result, of a table: as numbers and as terms. */
export function resultsOf({ rows: chunks, terms }: IdTable, kind: "bindings" | "quads") {
  const ids = { chunks: given(chunks), whole: chunks, terms };
  const rows = chunks.flatMap((chunk) => termsOf(chunk, terms));
  if (kind === "quads") {
    const quads = () =>
      given(rows.map(([s, p, o]) => DataFactory.quad(s as never, p as never, o as never) as never));
    const asTerms: QueryResult = { kind, quads: quads() };
    return { asTerms, asIds: { ...asTerms, ids } };
  }
  const solutions = rows.map((row) => ({ get: (name: string) => row[variables.indexOf(name)] }));
  const asTerms: QueryResult = { kind, variables, rows: given(solutions) };
  return { asTerms, asIds: { ...asTerms, ids } };
}

/** What is written, or the code of the error that the writer ends with. */
export async function written(result: QueryResult, mediaType: string): Promise<string> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of serialiseResult(result, mediaType)) pieces.push(Buffer.from(piece));
  } catch (error) {
    return `error: ${(error as { code?: string }).code}`;
  }
  return Buffer.concat(pieces).toString();
}

/** The same of what is all there; undefined where it does not fit into one piece. */
export function writtenWhole(result: QueryResult, mediaType: string): string | undefined {
  try {
    const whole = wholeResult(result, mediaType);
    return whole === undefined ? undefined : Buffer.from(whole).toString();
  } catch (error) {
    return `error: ${(error as { code?: string }).code}`;
  }
}

function termsOf({ columns, length }: Rows, terms: TermReader): (Term | undefined)[][] {
  return Array.from({ length }, (_, row) =>
    columns.map((column) => (column[row] === noTerm ? undefined : terms.term(column[row] ?? noTerm))),
  );
}

async function* given<Item>(items: readonly Item[]): AsyncIterable<Item> {
  yield* items;
}
