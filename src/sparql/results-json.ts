import type { Term } from "@rdfjs/types";
import { xsd } from "../vocabulary.ts";
import type { BindingsResult } from "./results.ts";

/** A term in SPARQL 1.2 Query Results JSON (§3.2.2). */
export type JsonTerm = SimpleTerm | TripleTerm;

interface SimpleTerm {
  readonly type: "uri" | "bnode" | "literal";
  readonly value: string;
  readonly "xml:lang"?: string;
  readonly "its:dir"?: string;
  readonly datatype?: string;
}

interface TripleTerm {
  readonly type: "triple";
  readonly value: { readonly subject: JsonTerm; readonly predicate: JsonTerm; readonly object: JsonTerm };
}

/** SPARQL 1.2 Query Results JSON Format: `{"head":{"vars":["x"]},"results":{"bindings":[…]}}`. */
export async function* writeResultsJson(result: BindingsResult): AsyncGenerator<string> {
  yield jsonHead(result.variables);
  let separator = "\n";
  for await (const row of result.rows) {
    const fields = result.variables.flatMap((name) => {
      const term = row.get(name);
      return term === undefined ? [] : [[name, jsonTerm(term)] as const];
    });
    yield separator + JSON.stringify(Object.fromEntries(fields));
    separator = ",\n";
  }
  yield "\n]}}\n";
}

/** The answer of an ASK. */
export function booleanJson(value: boolean): string {
  return JSON.stringify({ head: {}, boolean: value });
}

/** All before the first row. */
export function jsonHead(variables: readonly string[]): string {
  return `{"head":${JSON.stringify({ vars: variables })},"results":{"bindings":[`;
}

/** A term as the results format writes it; a plain string has no datatype. */
export function jsonTerm(term: Term): JsonTerm {
  if (term.termType === "NamedNode") return { type: "uri", value: term.value };
  if (term.termType === "BlankNode") return { type: "bnode", value: term.value };
  if (term.termType === "Quad") {
    const [subject, predicate, object] = [term.subject, term.predicate, term.object].map(jsonTerm);
    return { type: "triple", value: { subject, predicate, object } as TripleTerm["value"] };
  }
  if (term.termType !== "Literal") throw new Error(`A result has no ${term.termType}`);
  const { value, language, direction, datatype } = term;
  if (language !== "")
    return { type: "literal", value, "xml:lang": language, ...(direction ? { "its:dir": direction } : {}) };
  return { type: "literal", value, ...(datatype.equals(xsd.string) ? {} : { datatype: datatype.value }) };
}
