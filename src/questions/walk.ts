import type { Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { QuadView } from "../quads/quad-store.ts";
import { termKey } from "../quads/term-key.ts";
import type { Link, Path } from "./path.ts";

/** A statement that a path goes along, read from subject to object whichever way it was walked. */
export interface Hop {
  readonly subject: Term;
  readonly predicate: Term;
  readonly object: Term;
  /** Stated by the linker from a dataset that the producer named, and by nobody else. */
  readonly isLinked: boolean;
}

/** What was reached from the anchors of a walk. */
export interface Walk {
  /** The fewest linked hops on any path to the term, and the hops of one such path; undefined: not reached. */
  pathTo(term: Term): { readonly linkedHops: number; readonly hops: readonly Hop[] } | undefined;
  /** The bound was reached, so what was not found may exist. */
  readonly isBounded: boolean;
}

export interface Walked {
  readonly view: QuadView;
  /** The same at `mode=asserted`: what it does not see is linked. */
  readonly assertedView: QuadView;
}

/** Before a step of the path at a term: the nodes of the search. */
interface Place {
  readonly step: number;
  readonly term: Term;
  readonly key: string;
}

interface Reached {
  readonly linkedHops: number;
  readonly from?: { readonly place: Place; readonly hop?: Hop };
}

/**
 * Walks a path from all anchors at once, in order of linked hops: a 0–1 breadth-first search over pairs of term and
 * step, where an asserted edge costs nothing and a linked one costs one. O(edges seen).
 */
export function walk(
  { view, assertedView }: Walked,
  anchors: readonly Term[],
  path: Path,
  maxPlaces: number,
): Walk {
  const best = new Map<string, Reached>();
  const settled = new Set<string>();
  let isBounded = false;
  let current: Place[] = [];
  let next: Place[] = [];
  const reach = (place: Place, reached: Reached) => {
    const known = best.get(place.key);
    if (known !== undefined && known.linkedHops <= reached.linkedHops) return;
    if (known === undefined && best.size >= maxPlaces) {
      isBounded = true;
      return;
    }
    best.set(place.key, reached);
    const isLinkedHop = reached.from?.hop?.isLinked === true;
    (isLinkedHop ? next : current).push(place);
  };
  for (const anchor of anchors) reach(placeOf(0, anchor), { linkedHops: 0 });

  while (current.length > 0 || next.length > 0) {
    if (current.length === 0) [current, next] = [next, current];
    const place = current.pop();
    if (place === undefined || settled.has(place.key)) continue;
    settled.add(place.key);
    const linkedHops = best.get(place.key)?.linkedHops ?? 0;
    const step = path[place.step];
    if (step === undefined) continue;
    if (step.times !== "once") {
      reach(placeOf(place.step + 1, place.term), { linkedHops, from: { place } });
    }
    const after = step.times === "any" ? place.step : place.step + 1;
    for (const { hop, other } of hopsFrom(view, assertedView, place.term, step.links)) {
      const cost = hop.isLinked ? 1 : 0;
      reach(placeOf(after, other), { linkedHops: linkedHops + cost, from: { place, hop } });
    }
  }

  return {
    isBounded,
    pathTo(term) {
      const end = placeOf(path.length, term);
      const reached = best.get(end.key);
      if (reached === undefined) return undefined;
      const hops: Hop[] = [];
      for (let at: Reached | undefined = reached; at?.from !== undefined; at = best.get(at.from.place.key)) {
        if (at.from.hop !== undefined) hops.push(at.from.hop);
      }
      return { linkedHops: reached.linkedHops, hops: hops.reverse() };
    },
  };
}

/** Whether a path leads from a term to anything at all. */
export function leadsAnywhere(view: QuadView, start: Term, path: Path): boolean {
  const seen = new Set<string>();
  const open = [placeOf(0, start)];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (seen.has(place.key)) continue;
    seen.add(place.key);
    const step = path[place.step];
    if (step === undefined) return true;
    if (step.times !== "once") open.push(placeOf(place.step + 1, place.term));
    const after = step.times === "any" ? place.step : place.step + 1;
    for (const { other } of neighbours(view, place.term, step.links)) open.push(placeOf(after, other));
  }
  return false;
}

function* hopsFrom(view: QuadView, assertedView: QuadView, term: Term, links: readonly Link[]) {
  for (const { predicate, other, isInverse } of neighbours(view, term, links)) {
    const [subject, object] = isInverse ? [other, term] : [term, other];
    const isLinked = !has(assertedView, subject, predicate, object);
    yield { other, hop: { subject, predicate, object, isLinked } };
  }
}

function* neighbours(view: QuadView, term: Term, links: readonly Link[]) {
  for (const { predicate: iri, isInverse } of links) {
    const predicate = DataFactory.namedNode(iri);
    if (!isInverse && term.termType === "Literal") continue;
    const [subject, object] = isInverse ? [null, term] : [term, null];
    for (const quad of view.match(subject, predicate, object, DataFactory.defaultGraph())) {
      yield { predicate, other: isInverse ? quad.subject : quad.object, isInverse };
    }
  }
}

/** Whether some graph in view states it. */
export function has(view: QuadView, subject: Term, predicate: Term, object: Term): boolean {
  for (const _ of view.match(subject, predicate, object, DataFactory.defaultGraph())) return true;
  return false;
}

function placeOf(step: number, term: Term): Place {
  return { step, term, key: `${step} ${termKey(term)}` };
}
