import { toAlgebra } from "@traqula/algebra-sparql-1-2";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { Parser } from "@traqula/parser-sparql-1-2";
import { ProvenanceError } from "../errors.ts";
import { resolveIri } from "../iri-reference.ts";
import { checkScope } from "./check-scope.ts";
import { MalformedQueryError, UpdateRefusedError } from "./errors.ts";
import { sampleUngrouped } from "./sample-ungrouped.ts";
import { writeGraphs } from "./write-graphs.ts";

/** A query in algebra. */
export interface ParsedQuery {
  /** In the algebra of SPARQL 1.2 §18, with the graph of each pattern written on the pattern. */
  readonly operation: Algebra.Operation;
  /** What the function `IRI` resolves against: the query's own `BASE`, else what the parser was given. */
  readonly baseIri: string | undefined;
}

export type QueryParser = (text: string, baseIri?: string) => ParsedQuery;

/**
 * A parser of SPARQL 1.2 queries. Making one takes some 50 ms; it may be used any number of times.
 * @throws {MalformedQueryError} when the text is no query.
 * @throws {UpdateRefusedError} when it is an update.
 */
export function queryParser(): QueryParser {
  // The type of `Parser` does not tell that it takes an `errorHandler`.
  const parserOptions = {
    lexerConfig: { positionTracking: "full" as const },
    errorHandler: ([first]: readonly SyntaxFault[]) => {
      throw first === undefined ? new MalformedQueryError("The query is malformed") : unexpected(first);
    },
  };
  const parser = new Parser(parserOptions);
  return (text, baseIri) => {
    const base = baseIri === undefined ? {} : { baseIRI: baseIri };
    try {
      const query = parser.parse(text, base);
      if (query.type === "update") {
        const isEmpty = query.updates.every(({ operation }) => operation === undefined);
        throw isEmpty ? new MalformedQueryError("The query is empty") : new UpdateRefusedError();
      }
      if (text.includes("\\")) unescapeNames(query);
      const operation = sliceWithin(toAlgebra(query, { ...base, quads: false, blankToVariable: true }));
      sampleUngrouped(operation);
      checkScope(operation);
      const declared = query.context.filter((each) => each.subType === "base");
      const inForce = declared.reduce<string | undefined>(
        (before, { value }) => resolveIri(value.value, before) ?? value.value,
        baseIri,
      );
      return { operation: writeGraphs(operation), baseIri: inForce };
    } catch (error) {
      throw malformed(error, text);
    }
  };
}

/** LIMIT and OFFSET count solutions, not the triples made of them (SPARQL 1.1 §16.2.3); the algebra comes with them outside. */
function sliceWithin(query: Algebra.Operation): Algebra.Operation {
  if (query.type !== "slice") return query;
  const { input: form } = query;
  if (form.type !== "construct" && form.type !== "describe" && form.type !== "ask") return query;
  return { ...form, input: { ...query, input: form.input } };
}

/** Takes the backslashes out of the local parts of prefixed names (`PN_LOCAL_ESC`), where the parser leaves them. */
function unescapeNames(part: unknown): void {
  if (typeof part !== "object" || part === null) return;
  if (isPrefixedName(part)) part.value = part.value.replace(/\\(.)/g, "$1");
  for (const each of Object.values(part)) unescapeNames(each);
}

function isPrefixedName(part: object): part is { value: string } {
  return "subType" in part && part.subType === "namedNode" && "prefix" in part && part.prefix !== undefined;
}

interface SyntaxFault {
  readonly token: {
    readonly image: string;
    readonly startLine?: number | undefined;
    readonly startColumn?: number | undefined;
  };
}

function unexpected({ token: { image, startLine, startColumn } }: SyntaxFault): MalformedQueryError {
  if (image === "" || startLine === undefined || startColumn === undefined)
    return new MalformedQueryError("The query ends too early");
  return new MalformedQueryError(`Unexpected "${image}"`, { line: startLine, column: startColumn });
}

/** What Traqula throws about a text, as our own error; its lexer says the place in words only. */
function malformed(error: unknown, text: string): unknown {
  if (error instanceof ProvenanceError || !(error instanceof Error)) return error;
  if (error instanceof RangeError) return new MalformedQueryError("The query is nested too deeply");
  const offset = /^unexpected character: .* at offset: (\d+)/s.exec(error.message)?.[1];
  if (offset === undefined) return new MalformedQueryError(firstLine(error.message));
  const before = text.slice(0, Number(offset)).split("\n");
  const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return new MalformedQueryError("Unexpected character", place);
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}
