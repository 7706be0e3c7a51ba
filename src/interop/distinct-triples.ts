import type { Quad } from "@rdfjs/types";
import { ntripleOf } from "../quads/nquads.ts";

/** The first of the quads that state each triple, whatever their graphs. Remembers a line of each. */
export async function* distinctTriples(quads: AsyncIterable<Quad> | Iterable<Quad>): AsyncGenerator<Quad> {
  const seen = new Set<string>();
  for await (const quad of quads) {
    const line = ntripleOf(quad);
    if (seen.has(line)) continue;
    seen.add(line);
    yield quad;
  }
}
