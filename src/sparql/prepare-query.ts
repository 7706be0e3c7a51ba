import type { Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { DataFactory } from "n3";
import { Recent } from "../recent.ts";
import type { Dataset } from "./dataset-view.ts";
import type { QueryOptions } from "./engine.ts";
import type { ParsedQuery, QueryParser } from "./parse-query.ts";
import { shapeOf, withConstants } from "./query-shape.ts";
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
/** What is longer is parsed as it is: its constants are most of it. */
const mostTextWithShape = 16_384;

/** What is known of a text. */
interface Parsed extends ParsedQuery {
  /** The same, prepared: what it is without parameters and other predicates. */
  readonly plain: PreparedQuery;
}

/**
 * Prepares queries, ours or anybody's; the parser is made with the first one, since that takes a while. Of one text with no
 * parameters, the operation is the same object each time: what is found out about it may be kept by it. Texts that differ in their
 * constants or comments are parsed once.
 * @throws {MalformedQueryError} and whatever else `SparqlEngine.query` may throw at a text.
 */
export function queryPreparer(): QueryPreparer {
  let loading: Promise<QueryParser> | undefined;
  const parsedOfText = new Recent<string, Parsed>(mostParsed / 2, () => 1);
  const parsedOfShape = new Recent<string, ParsedQuery>(mostParsed / 2, () => 1);

  return async (text, options) => {
    const { baseIri, parameters, predicates } = options;
    const key = keyOf(text, baseIri);
    let parsed = parsedOfText.get(key);
    if (parsed === undefined) {
      loading ??= import("./parse-query.ts").then(({ queryParser }) => queryParser());
      parsed = withPlain(parsedByShape(await loading, text, baseIri));
      parsedOfText.set(key, parsed);
    }
    if (isEmpty(parameters) && isEmpty(predicates)) return withDataset(parsed.plain, options);
    const operation = rewriteQuery(parsed.operation, {
      ...(parameters && { parameters: spokenOf(parameters, text) }),
      ...(predicates && { predicates }),
    });
    return withDataset({ ...withoutFrom(operation), baseIri: parsed.baseIri }, options);
  };

  function parsedByShape(parse: QueryParser, text: string, baseIri: string | undefined): ParsedQuery {
    const shape = text.length > mostTextWithShape ? undefined : shapeOf(text, baseIri);
    if (shape === undefined) return rewritten(parse(text, baseIri));
    const key = keyOf(shape.text, baseIri);
    let parsed = parsedOfShape.get(key);
    if (parsed === undefined) {
      try {
        parsed = rewritten(parse(shape.text, baseIri));
      } catch {
        // What is wrong is said of the text, and where in it.
        return rewritten(parse(text, baseIri));
      }
      parsedOfShape.set(key, parsed);
    }
    return { ...parsed, operation: withConstants(parsed.operation, shape.constants) };
  }
}

function keyOf(text: string, baseIri: string | undefined): string {
  return `${baseIri ?? ""} ${text}`;
}

/** Refuses what is refused whatever the parameters. */
function rewritten({ operation, baseIri }: ParsedQuery): ParsedQuery {
  return { operation: rewriteQuery(operation, {}), baseIri };
}

function withPlain(parsed: ParsedQuery): Parsed {
  const { operation, baseIri } = parsed;
  return { ...parsed, plain: { ...withoutFrom(operation), baseIri } };
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
