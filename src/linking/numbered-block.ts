import type { QuadTeller } from "../quads/current-statements.ts";
import type { TermId } from "../quads/id-view.ts";
import type { Block } from "../quads/quad-store.ts";
import { type Name, type Names, nameOf } from "./rest/names.ts";

/** A block with the numbers of its terms: those that it came with, or of the linker's own dictionary. */
export type NumberedBlock = Required<Block>;

export function numbered(block: Block, names: Names): NumberedBlock {
  const { quads } = block;
  if (isNumbered(block)) return block;
  const found = new Uint32Array(quads.length * 4);
  quads.forEach(({ graph, subject, predicate, object }, i) => {
    found.set(
      [graph, subject, predicate, object].map((term) => names.termId(names.ofTerm(term))),
      i * 4,
    );
  });
  return { ...block, numbers: found };
}

function isNumbered(block: Block): block is NumberedBlock {
  return block.numbers !== undefined;
}

/** The triples of a block by name. */
export function triplesOf({ numbers }: NumberedBlock): NamedTriple[] {
  const triples: NamedTriple[] = [];
  for (let at = 0; at < numbers.length; at += 4)
    triples.push({
      subject: nameOf(numbers[at + 1] as TermId),
      predicate: nameOf(numbers[at + 2] as TermId),
      object: nameOf(numbers[at + 3] as TermId),
    });
  return triples;
}

export interface NamedTriple {
  readonly subject: Name;
  readonly predicate: Name;
  readonly object: Name;
}

/** Tells the quads of a block. */
export function tellQuads({ numbers }: NumberedBlock, tell: QuadTeller): void {
  for (let at = 0; at < numbers.length; at += 4)
    tell(
      numbers[at + 1] as TermId,
      numbers[at + 2] as TermId,
      numbers[at + 3] as TermId,
      numbers[at] as TermId,
    );
}
