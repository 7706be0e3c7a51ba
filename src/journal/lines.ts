import type { Quad, Term } from "@rdfjs/types";
import { type CompareTexts, codePointOrder } from "../code-points.ts";
import { statementText, termText } from "../quads/nquads.ts";

/** Quads and their lines, each once, in the order of the lines. */
export interface WrittenQuads {
  readonly lines: readonly string[];
  readonly quads: readonly Quad[];
}

/**
 * Writes quads in the order in which the journal stores them; each must be in a graph for which `isInside` holds.
 *
 * They are sorted term by term, since most terms that meet are one text. That is the order of the lines: in these a space follows a
 * term, and where the text of a term begins with that of another, it goes on with a character above the space.
 */
export function written(
  quads: readonly Quad[],
  graph: string,
  isInside: (name: string) => boolean,
): WrittenQuads {
  const texts = termTexts();
  let known: Term | undefined;
  const statements = quads.map((quad): Statement => {
    if (quad.graph !== known && !isInside(quad.graph.value))
      throw new Error(`A quad of <${graph}> is in the graph <${quad.graph.value}>`);
    known = quad.graph;
    return {
      quad,
      subject: texts.of(quad.subject),
      predicate: texts.of(quad.predicate),
      object: texts.of(quad.object),
      graph: texts.of(quad.graph),
    };
  });
  statements.sort(inOrder(texts.order()));

  const lines: string[] = [];
  const ordered: Quad[] = [];
  for (const { quad, subject, predicate, object, graph: name } of statements) {
    const line = statementText(subject, predicate, object, name);
    if (line === lines.at(-1)) continue;
    lines.push(line);
    ordered.push(quad);
  }
  return { lines, quads: ordered };
}

/** A quad with the texts of its terms. */
interface Statement {
  readonly quad: Quad;
  readonly subject: string;
  readonly predicate: string;
  readonly object: string;
  readonly graph: string;
}

/** Writes terms, each IRI once, and tells how all that it wrote is ordered. */
function termTexts(): { readonly of: (term: Term) => string; readonly order: () => CompareTexts } {
  const textOfIri = new Map<string, string>();
  const others: string[] = [];
  return {
    of(term) {
      const isIri = term.termType === "NamedNode";
      const known = isIri ? textOfIri.get(term.value) : undefined;
      if (known !== undefined) return known;
      const text = termText(term);
      if (isIri) textOfIri.set(term.value, text);
      else others.push(text);
      return text;
    },
    order: () => codePointOrder([...textOfIri.values(), ...others]),
  };
}

function inOrder(order: CompareTexts): (one: Statement, other: Statement) => number {
  const compare = (one: string, other: string) => (one === other ? 0 : order(one, other));
  return (one, other) =>
    compare(one.subject, other.subject) ||
    compare(one.predicate, other.predicate) ||
    compare(one.object, other.object) ||
    compare(one.graph, other.graph);
}

/** Sorted lines as they are stored: each ended by a line feed. */
export function textOf(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

/** The lines of a stored text. */
export function linesOf(text: string): string[] {
  return text === "" ? [] : text.slice(0, -1).split("\n");
}
