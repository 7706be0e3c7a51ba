import type { Quad_Object } from "@rdfjs/types";
import { compareCodePoints } from "../code-points.ts";
import { compareInstants } from "../instant.ts";
import { termKey } from "../quads/term-key.ts";

/** Something that open bundles state, with one bundle to cite for it. */
export interface Fact {
  readonly object: Quad_Object;
  /** The bundle to cite: a posted document, else the earliest event that states it. */
  readonly support: string;
  /** The earliest event that states it; absent when only posted RDF does. */
  readonly eventSupport?: string;
}

/**
 * The facts of all open bundles, a multiset: a fact goes when the last bundle that states it closes. Each names the
 * bundle that is to be cited, so that a statement's reasons do not change with every event that repeats them.
 */
export class SupportedFacts {
  readonly #entries = new Map<string, Map<string, Map<string, Entry>>>();
  readonly #timeOf: (bundle: string) => string | undefined;

  constructor(timeOf: (bundle: string) => string | undefined) {
    this.#timeOf = timeOf;
  }

  /** The objects in an order that does not depend on how they came, so that a rule may take the first. */
  of(subject: string, predicate: string): readonly Fact[] {
    const entries = this.#entries.get(subject)?.get(predicate);
    if (entries === undefined) return [];
    if (entries.size < 2) return [...entries.values()];
    return [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  }

  /** Returns whether what `of` answers has changed. O(1). */
  add(bundle: string, subject: string, predicate: string, object: Quad_Object): boolean {
    const bySubject = memberOf(this.#entries, subject, () => new Map<string, Map<string, Entry>>());
    const byPredicate = memberOf(bySubject, predicate, () => new Map<string, Entry>());
    const key = termKey(object);
    const entry = byPredicate.get(key);
    if (entry !== undefined) return entry.add(bundle, this.#timeOf);
    byPredicate.set(key, new Entry(object, bundle, this.#timeOf));
    return true;
  }

  /** Returns whether what `of` answers has changed. O(bundles that state it) when the cited one goes. */
  remove(bundle: string, subject: string, predicate: string, object: Quad_Object): boolean {
    const bySubject = this.#entries.get(subject);
    const byPredicate = bySubject?.get(predicate);
    const key = termKey(object);
    const entry = byPredicate?.get(key);
    if (entry === undefined) return false;
    const isChanged = entry.remove(bundle, this.#timeOf);
    if (entry.isEmpty) {
      byPredicate?.delete(key);
      if (byPredicate?.size === 0) bySubject?.delete(predicate);
      if (bySubject?.size === 0) this.#entries.delete(subject);
    }
    return isChanged;
  }
}

type TimeOf = (bundle: string) => string | undefined;

class Entry implements Fact {
  readonly object: Quad_Object;
  support: string;
  eventSupport?: string;
  /** The bundles that state it, when there are several. */
  #bundles: Set<string> | undefined;
  #isEmpty = false;

  constructor(object: Quad_Object, bundle: string, timeOf: TimeOf) {
    this.object = object;
    this.support = bundle;
    if (timeOf(bundle) !== undefined) this.eventSupport = bundle;
  }

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  add(bundle: string, timeOf: TimeOf): boolean {
    this.#bundles ??= new Set([this.support]);
    this.#bundles.add(bundle);
    const { support, eventSupport } = this;
    if (isBefore(bundle, support, timeOf)) this.support = bundle;
    const isEvent = timeOf(bundle) !== undefined;
    if (isEvent && (eventSupport === undefined || isBefore(bundle, eventSupport, timeOf)))
      this.eventSupport = bundle;
    return support !== this.support || eventSupport !== this.eventSupport;
  }

  remove(bundle: string, timeOf: TimeOf): boolean {
    const rest = this.#bundles ?? new Set([this.support]);
    if (!rest.delete(bundle)) return false;
    this.#isEmpty = rest.size === 0;
    if (this.#isEmpty) return true;
    if (bundle !== this.support && bundle !== this.eventSupport) return false;
    const first = (candidates: readonly string[]) =>
      candidates.reduce((best, other) => (isBefore(other, best, timeOf) ? other : best));
    const events = [...rest].filter((other) => timeOf(other) !== undefined);
    this.support = first([...rest]);
    if (events.length > 0) this.eventSupport = first(events);
    else delete this.eventSupport;
    return true;
  }
}

/** Posted documents first, then events by time; what is left is settled by the IRI. */
function isBefore(a: string, b: string, timeOf: TimeOf): boolean {
  const [timeA, timeB] = [timeOf(a), timeOf(b)];
  if (timeA === timeB) return compareCodePoints(a, b) < 0;
  if (timeA === undefined || timeB === undefined) return timeA === undefined;
  return compareInstants(timeA, timeB) < 0;
}

function memberOf<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const found = map.get(key) ?? create();
  map.set(key, found);
  return found;
}
