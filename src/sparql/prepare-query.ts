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

/** What is known of a text. */
interface Parsed extends ParsedQuery {
  /** The same, prepared: what it is without parameters and other predicates. */
  readonly plain: PreparedQuery;
}

/**
 * Prepares queries, ours or anybody's; the parser is made with the first one, since that takes a while. Of one text with no
 * parameters, the operation is the same object each time: what is found out about it may be kept by it.
 * @throws {MalformedQueryError} and whatever else `SparqlEngine.query` may throw at a text.
 */
export function queryPreparer(): QueryPreparer {
  let loading: Promise<QueryParser> | undefined;
  const parsedOf = new Map<string, Parsed>();

  return async (text, options) => {
    const { baseIri, parameters, predicates } = options;
    const key = `${baseIri ?? ""} ${text}`;
    let parsed = parsedOf.get(key);
    if (parsed === undefined) {
      loading ??= import("./parse-query.ts").then(({ queryParser }) => queryParser());
      parsed = withPlain((await loading)(text, baseIri));
    }
    parsedOf.delete(key);
    parsedOf.set(key, parsed);
    for (const oldest of parsedOf.keys()) if (parsedOf.size > mostParsed) parsedOf.delete(oldest);
    if (isEmpty(parameters) && isEmpty(predicates)) return withDataset(parsed.plain, options);
    const operation = rewriteQuery(parsed.operation, {
      ...(parameters && { parameters: spokenOf(parameters, text) }),
      ...(predicates && { predicates }),
    });
    return withDataset({ ...withoutFrom(operation), baseIri: parsed.baseIri }, options);
  };
}

function withPlain(parsed: ParsedQuery): Parsed {
  const { operation, baseIri } = parsed;
  return { ...parsed, plain: { ...withoutFrom(rewriteQuery(operation, {})), baseIri } };
}

function isEmpty(given: Readonly<Record<string, unknown>> | undefined): boolean {
  if (given !== undefined) for (const _ in given) return false;
  return true;
}

/** The parameters that the query names: the algebra has variables of its own, which no parameter may reach. */
function spokenOf(parameters: Readonly<Record<string, Term>>, text: string): Record<string, Term> {
  const names = new Set(Array.from(text.matchAll(/[?$]([\p{L}\p{N}\p{M}_·‿⁀]+)/gu), ([, name]) => name));
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => names.has(name)));
}

/** Takes the dataset clause off a query. */
function withoutFrom(query: Algebra.Operation): Pick<PreparedQuery, "operation" | "dataset"> {
  if (query.type !== "from") return { operation: query, dataset: undefined };
  return { operation: query.input, dataset: { defaultGraphs: query.default, namedGraphs: query.named } };
}

/** The protocol's dataset, where given, replaces the query's (SPARQL Protocol §2.1.4). */
function withDataset(
  query: PreparedQuery,
  { defaultGraphs = [], namedGraphs = [] }: QueryOptions,
): PreparedQuery {
  if (defaultGraphs.length + namedGraphs.length === 0) return query;
  const nodes = (iris: readonly string[]) => iris.map((iri) => DataFactory.namedNode(iri));
  return { ...query, dataset: { defaultGraphs: nodes(defaultGraphs), namedGraphs: nodes(namedGraphs) } };
}
