import type { Quad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { QuadView } from "../quads/quad-store.ts";
import { termKey } from "../quads/term-key.ts";

/** Statements of things and about them, each list read once: several ask for those of what a batch touches. */
export interface Neighbourhood {
  /** Statements with the thing as subject; undefined when there are too many to be read at once. */
  of(thing: Term): readonly Quad[] | undefined;
  /** Statements with the thing as object; undefined when there are too many. */
  about(thing: Term): readonly Quad[] | undefined;
}

/** A thing of which no more is said is read as a whole. */
const mostReadAtOnce = 64;
const union = DataFactory.defaultGraph();

/** The neighbourhood of any thing in a view, which must not outlive it. */
export function neighbourhoodIn(view: QuadView): Neighbourhood {
  const listsBy = (read: (thing: Term) => readonly [Term | null, null, Term | null, Term]) => {
    const lists = new Map<string, readonly Quad[] | undefined>();
    return (thing: Term) => {
      const key = termKey(thing);
      const known = lists.get(key);
      if (known !== undefined || lists.has(key)) return known;
      const pattern = read(thing);
      const list = view.estimate(...pattern) <= mostReadAtOnce ? [...view.match(...pattern)] : undefined;
      lists.set(key, list);
      return list;
    };
  };
  return {
    of: listsBy((thing) => [thing, null, null, union]),
    about: listsBy((thing) => [null, null, thing, union]),
  };
}
