import type { Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { DataFactory } from "n3";
import type { Dataset } from "./dataset-view.ts";
import type { QueryOptions } from "./engine.ts";
import type { ParsedQuery, QueryParser } from "./parse-query.ts";
import { rewriteQuery } from "./rewrite-query.ts";

/** A query as an engine evaluates it: in algebra, its parameters put in, its dataset apart. */
export interface PreparedQuery {
  readonly operation: Algebra.Operation;
  /** What it reads in place of the whole view. */
  readonly dataset: Dataset | undefined;
  /** What the function `IRI` resolves against. */
  readonly baseIri: string | undefined;
}

export type QueryPreparer = (text: string, options: QueryOptions) => Promise<PreparedQuery>;

/** Parsing takes longer than many a query runs, so the last texts keep their algebra, which does not depend on data. */
const mostParsed = 1_000;

/**
 * Prepares queries, ours or anybody's; the parser is made with the first one, since that takes a while.
 * @throws {MalformedQueryError} and whatever else `SparqlEngine.query` may throw at a text.
 */
export function queryPreparer(): QueryPreparer {
  let loading: Promise<QueryParser> | undefined;
  const parsedOf = new Map<string, ParsedQuery>();

  return async (text, options) => {
    const { baseIri, parameters, predicates } = options;
    const key = `${baseIri ?? ""} ${text}`;
    let parsed = parsedOf.get(key);
    if (parsed === undefined) {
      loading ??= import("./parse-query.ts").then(({ queryParser }) => queryParser());
      parsed = (await loading)(text, baseIri);
    }
    parsedOf.delete(key);
    parsedOf.set(key, parsed);
    for (const oldest of parsedOf.keys()) if (parsedOf.size > mostParsed) parsedOf.delete(oldest);
    const query = rewriteQuery(parsed.operation, {
      ...(parameters && { parameters: spokenOf(parameters, text) }),
      ...(predicates && { predicates }),
    });
    return { ...withoutFrom(query, options), baseIri: parsed.baseIri };
  };
}

/** The parameters that the query names: the algebra has variables of its own, which no parameter may reach. */
function spokenOf(parameters: Readonly<Record<string, Term>>, text: string): Record<string, Term> {
  const names = new Set(Array.from(text.matchAll(/[?$]([\p{L}\p{N}\p{M}_·‿⁀]+)/gu), ([, name]) => name));
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => names.has(name)));
}

/** Takes the dataset clause off a query; the protocol's dataset, where given, replaces it (SPARQL Protocol §2.1.4). */
function withoutFrom(
  query: Algebra.Operation,
  { defaultGraphs, namedGraphs }: QueryOptions,
): Pick<PreparedQuery, "operation" | "dataset"> {
  const clause = query.type === "from" ? query : undefined;
  const operation = clause === undefined ? query : clause.input;
  const nodes = (iris: readonly string[] = []) => iris.map((iri) => DataFactory.namedNode(iri));
  const given = { defaultGraphs: nodes(defaultGraphs), namedGraphs: nodes(namedGraphs) };
  if (given.defaultGraphs.length + given.namedGraphs.length > 0) return { operation, dataset: given };
  return {
    operation,
    dataset: clause && { defaultGraphs: clause.default, namedGraphs: clause.named },
  };
}
