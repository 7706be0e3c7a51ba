import type { Quad, Term } from "@rdfjs/types";
import { statementText, termText } from "../quads/nquads.ts";
import { sortedLines } from "./commitments.ts";

/** Quads and their lines, each once, in the order of the lines. */
export interface WrittenQuads {
  readonly lines: readonly string[];
  readonly quads: readonly Quad[];
}

/** Writes quads in the order in which the journal stores them. */
export function written(
  quads: readonly Quad[],
  graph: string,
  isInside: (name: string) => boolean,
): WrittenQuads {
  const byLine = new Map<string, Quad>();
  for (const [i, line] of linesOfQuads(quads, graph, isInside).entries()) {
    const quad = quads[i];
    if (quad !== undefined) byLine.set(line, quad);
  }
  const lines = sortedLines(byLine.keys());
  return { lines, quads: lines.flatMap((line) => byLine.get(line) ?? []) };
}

/** Writes quads as lines of canonical N-Quads; each must be in a graph for which `isInside` holds. Writes a term once. */
function linesOfQuads(quads: readonly Quad[], graph: string, isInside: (name: string) => boolean): string[] {
  const texts = new Map<Term, string>();
  const textOnce = (term: Term) => {
    const known = texts.get(term);
    if (known !== undefined) return known;
    const text = termText(term);
    texts.set(term, text);
    return text;
  };
  const known = new Set<Term>();
  return quads.map((quad) => {
    if (!known.has(quad.graph)) {
      if (!isInside(quad.graph.value))
        throw new Error(`A quad of <${graph}> is in the graph <${quad.graph.value}>`);
      known.add(quad.graph);
    }
    return statementText(
      textOnce(quad.subject),
      textOnce(quad.predicate),
      textOnce(quad.object),
      textOnce(quad.graph),
    );
  });
}

/** Sorted lines as they are stored: each ended by a line feed. */
export function textOf(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

/** The lines of a stored text. */
export function linesOf(text: string): string[] {
  return text === "" ? [] : text.slice(0, -1).split("\n");
}
