import type { Term } from "@rdfjs/types";
import type { Mode } from "../quads/quad-store.ts";
import type { Question } from "./question.ts";

/** An RDF term as SPARQL 1.1 Query Results JSON writes it (§3.2.2). */
export interface JsonTerm {
  readonly type: "uri" | "literal" | "bnode";
  readonly value: string;
  readonly datatype?: string;
  readonly "xml:lang"?: string;
}

/** One row: what the query bound, and why that may be believed. */
export interface AnswerRow {
  /** By column; a column that is not bound is missing. */
  readonly bindings: Readonly<Record<string, JsonTerm>>;
  /** IRIs of the bundles that the row rests on, by code point. */
  readonly bundles: readonly string[];
  /** The fewest linked edges on any path to the row: 0 when producers said all of it (DESIGN §3). */
  readonly linkedHops: number;
  /**
   * The subject of another row, which says the same more exactly: the version that was found for what this row names,
   * be it a version by its id or a data set as a whole. A table for people leaves this row out.
   */
  readonly moreExactly?: string;
}

/** How many of the relevant things have provenance: an answer without coverage is no evidence. */
export interface Coverage {
  /** What is counted, in words. */
  readonly counted: string;
  readonly covered: number;
  readonly total: number;
}

/** A limit that cut the answer, with its value and what is therefore missing. */
export interface ReachedLimit {
  readonly name: string;
  readonly value: number;
  readonly effect: string;
}

/** By whose axioms an answer follows from what is stated, where it is more than that: PROV-O's, and those of alignments. */
export interface AnsweredFrom {
  readonly kind: "prov" | "aligned";
  /** Those switched on, by their names. */
  readonly alignments: readonly string[];
}

/** What a question answered, and all that one must know to repeat it. */
export interface Answer {
  readonly question: Pick<
    Question,
    "id" | "title" | "question" | "law" | "answer" | "monotone" | "parameters" | "hidden" | "folded"
  >;
  /** The values that were asked with, defaults included. */
  readonly parameters: Readonly<Record<string, JsonTerm>>;
  readonly mode: Mode;
  /** The date on which rules were evaluated: what `NOW()` answered. */
  readonly at: string;
  /** What the store knew then; null: all that it knows. */
  readonly recordedAsOf: string | null;
  /** Absent: from what is stated alone. */
  readonly entailment?: AnsweredFrom;
  readonly columns: readonly string[];
  readonly rows: readonly AnswerRow[];
  readonly coverage: Coverage | null;
  readonly limits: readonly ReachedLimit[];
  /** What a reader should know before relying on the answer, such as that nothing is recorded of a parameter. */
  readonly notes: readonly string[];
  /** Names for people, by IRI; persons by name where the asker may know them. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The bundles that an answer rests on, over all its rows, by code point. */
export function bundlesOf(answer: Answer): readonly string[] {
  return [...new Set(answer.rows.flatMap(({ bundles }) => bundles))].sort();
}

/** A term in SPARQL JSON. */
export function jsonTerm(term: Term): JsonTerm {
  if (term.termType === "Literal") {
    const { value, language, datatype } = term;
    if (language !== "") return { type: "literal", value, "xml:lang": language };
    if (datatype.value === "http://www.w3.org/2001/XMLSchema#string") return { type: "literal", value };
    return { type: "literal", value, datatype: datatype.value };
  }
  return { type: term.termType === "BlankNode" ? "bnode" : "uri", value: term.value };
}
