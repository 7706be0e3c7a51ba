import type { Literal, Quad, Term } from "@rdfjs/types";
import { graphText, iriText, stringText, termText } from "../quads/nquads.ts";
import { rdf, xsd } from "../vocabulary.ts";
import { type Compact, compactBy, type Prefixes } from "./prefixes.ts";

interface Options {
  readonly prefixes: Prefixes;
  /** TriG keeps the graphs; Turtle writes the triples as they come. */
  readonly hasGraphs: boolean;
}

/**
 * Writes Turtle or TriG as the quads come: statements about one subject that follow each other share it. Needs memory for one
 * statement.
 */
export async function* writeTurtle(
  quads: AsyncIterable<Quad> | Iterable<Quad>,
  { prefixes, hasGraphs }: Options,
): AsyncGenerator<string> {
  const compact = compactBy(prefixes);
  for (const [prefix, namespace] of Object.entries(prefixes))
    yield `@prefix ${prefix}: ${iriText(namespace)} .\n`;

  let graph = "";
  let subject: string | undefined;
  let predicate = "";
  for await (const quad of quads) {
    const nextGraph = hasGraphs ? graphText(quad) : "";
    const nextSubject = termText(quad.subject);
    const nextPredicate = termText(quad.predicate);
    const object = shortText(quad.object, compact);
    const verb = quad.predicate.equals(rdf.type) ? "a" : shortText(quad.predicate, compact);

    if (nextGraph !== graph) {
      yield `${subject === undefined ? "" : " .\n"}${graph === "" ? "" : "}\n"}`;
      if (nextGraph !== "") yield `\n${shortText(quad.graph, compact)} {`;
      graph = nextGraph;
      subject = undefined;
    }
    if (nextSubject !== subject) {
      yield `${subject === undefined ? "" : " ."}\n${shortText(quad.subject, compact)} ${verb} ${object}`;
    } else if (nextPredicate !== predicate) {
      yield ` ;\n    ${verb} ${object}`;
    } else {
      yield `, ${object}`;
    }
    subject = nextSubject;
    predicate = nextPredicate;
  }
  if (subject !== undefined) yield " .\n";
  if (graph !== "") yield "}\n";
}

function shortText(term: Term, compact: Compact): string {
  if (term.termType === "NamedNode") return compact(term.value) ?? iriText(term.value);
  return term.termType === "Literal" ? shortLiteral(term, compact) : termText(term);
}

/** A short form only where it denotes the very same lexical form and datatype (Turtle §2.5). */
function shortLiteral(literal: Literal, compact: Compact): string {
  const { value, language, datatype } = literal;
  if (language !== "" || datatype.equals(xsd.string)) return termText(literal);
  if (datatype.equals(xsd.integer) && /^[+-]?[0-9]+$/.test(value)) return value;
  if (datatype.equals(xsd.boolean) && (value === "true" || value === "false")) return value;
  return `${stringText(value)}^^${compact(datatype.value) ?? iriText(datatype.value)}`;
}
