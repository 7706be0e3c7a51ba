import type { Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { createDictionary } from "../../../src/quads/dictionary/dictionary.ts";
import { noTerm } from "../../../src/quads/id-view.ts";
import { termKey } from "../../../src/quads/term-key.ts";
import { comunicaEngine } from "../../../src/sparql/comunica-engine.ts";
import type { Solution } from "../../../src/sparql/engine.ts";
import {
  compileExpression,
  type ExpressionContext,
} from "../../../src/sparql/evaluate/expressions/expression.ts";
import { queryTerms } from "../../../src/sparql/evaluate/query-terms.ts";
import type { QueryTerms } from "../../../src/sparql/evaluate/rows.ts";
import { queryParser } from "../../../src/sparql/parse-query.ts";
import { storeOf } from "../fixtures.ts";

export const now = new Date("2020-01-02T03:04:05Z");
export const baseIri = "http://base.example/dir/file?query";
export const prefixes = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX : <urn:x:>";

const engine = comunicaEngine();
const parse = queryParser();

/** A VALUES table as columns of numbers. */
export interface Table {
  readonly variables: readonly string[];
  readonly columns: readonly Uint32Array[];
  readonly length: number;
  readonly context: ExpressionContext;
}

/** The algebra of a query, with our prefixes and base. */
export function algebraOf(query: string): Algebra.Operation {
  return parse(`${prefixes} ${query}`, baseIri).operation;
}

/** The rows of a VALUES operation; every second term is one that the store has. */
export function tableOf({ variables, bindings }: Algebra.Values): Table {
  const store = createDictionary();
  for (const [i, term] of bindings.flatMap((row) => Object.values(row)).entries())
    if (i % 2 === 0) store.add(term);
  const terms = queryTerms(store);
  const columns = variables.map(({ value }) =>
    Uint32Array.from(bindings, (row) => {
      const term = row[value] ?? row[`?${value}`];
      return term === undefined ? noTerm : terms.intern(term);
    }),
  );
  const context = { terms, now, baseIri, exists: () => () => false };
  return { variables: variables.map(({ value }) => value), columns, length: bindings.length, context };
}

/** What an expression is for each row of a VALUES clause, by our own evaluator. */
export function evaluated(expression: string, values: string): (Term | undefined)[] {
  const operation = algebraOf(`SELECT (${expression} AS ?result) { ${values} }`);
  if (operation.type !== "project" || operation.input.type !== "extend") throw new Error(operation.type);
  const { input, expression: algebra } = operation.input;
  const table = tableOf(input as Algebra.Values);
  const value = compileExpression(algebra, table.variables, table.context);
  return Array.from({ length: table.length }, (_, row) =>
    termOf(value(table.columns, row), table.context.terms),
  );
}

export function termOf(id: number, terms: QueryTerms): Term | undefined {
  return id === noTerm ? undefined : terms.term(id);
}

/** The rows that Comunica answers to a query that reads no quads, . */
export async function asked(query: string): Promise<Solution[]> {
  const view = storeOf("").view({ mode: "exact" });
  const result = await engine.query(`${prefixes} ${query}`, view, { now, baseIri });
  if (result.kind !== "bindings") throw new Error(result.kind);
  const rows: Solution[] = [];
  for await (const row of result.rows) rows.push(row);
  return rows;
}

/** A term as text: `"1"^^xsd:integer`; `-` where there is none. */
export function shown(term: Term | undefined): string {
  if (term === undefined) return "-";
  return termKey(term).replace(/http:\/\/www.w3.org\/2001\/XMLSchema#/g, "xsd:");
}

/** What an expression is, as text: `-` for an error, booleans and strings without datatype; `?a` is the term that is given. */
export function answerOf(expression: string, a = "UNDEF"): string {
  const [answer] = evaluated(expression, `VALUES ?a { ${a} }`);
  return shown(answer).replace(/\^\^xsd:(?:boolean|string)$/, "");
}
