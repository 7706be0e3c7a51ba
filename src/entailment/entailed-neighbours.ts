import { type NeighbourReader, type TermId, termKind } from "../quads/id-view.ts";
import { NodeList } from "../quads/lineage/node-list.ts";
import type { Reading } from "./pair-cursors.ts";
import type { Directed, Relation } from "./relations.ts";

/** Reads where a relation leads to, from subjects to objects or inversely; undefined where only a cursor can say so. */
export function entailedNeighbours(
  relation: Relation,
  isInverse: boolean,
  reading: Reading,
): NeighbourReader | undefined {
  const reader = readerOf({ relation, isInverse }, reading);
  if (reader === undefined || !relation.isTurned) return reader;
  const { terms } = reading.view;
  const isNode = (id: TermId) => {
    const kind = terms.kind(id);
    return kind === termKind.iri || kind === termKind.blankNode;
  };
  const found = new NodeList();
  return {
    read(node, into) {
      // A literal is no subject, wherever the walk comes from.
      if (!isInverse) {
        if (isNode(node)) reader.read(node, into);
        return;
      }
      found.length = 0;
      reader.read(node, found);
      for (let i = 0; i < found.length; i++) {
        const next = found.items[i] as TermId;
        if (isNode(next)) into.push(next);
      }
    },
  };
}

function readerOf({ relation, isInverse }: Directed, reading: Reading): NeighbourReader | undefined {
  const { links, chains, types } = relation;
  if (types.length > 0) return undefined;
  const parts = [
    ...links.map((link) => reading.view.neighbours?.(link.predicate, link.isInverse !== isInverse)),
    ...chains.map((chain) => chainReader(chain, isInverse, reading)),
  ];
  if (!parts.every((each) => each !== undefined)) return undefined;
  return {
    read(node, into) {
      for (const part of parts) part.read(node, into);
    },
  };
}

function chainReader(
  [first, second]: readonly [Directed, Directed],
  isInverse: boolean,
  reading: Reading,
): NeighbourReader | undefined {
  const toMiddle = readerOf(turned(isInverse ? second : first, isInverse), reading);
  const toEnd = readerOf(turned(isInverse ? first : second, isInverse), reading);
  if (toMiddle === undefined || toEnd === undefined) return undefined;
  const middle = new NodeList();
  return {
    read(node, into) {
      middle.length = 0;
      toMiddle.read(node, middle);
      reading.spend(middle.length);
      for (let i = 0; i < middle.length; i++) toEnd.read(middle.items[i] as TermId, into);
    },
  };
}

function turned({ relation, isInverse }: Directed, isTurned: boolean): Directed {
  return { relation, isInverse: isInverse !== isTurned };
}
