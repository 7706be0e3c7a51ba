import type { Name, Names } from "./rest/names.ts";
import type { Shelf } from "./rest/shelf.ts";
import type { Shelves } from "./rest/shelves.ts";
import type { Sources } from "./sources.ts";
import { keepingSubjectFacts, SubjectFacts } from "./subject-facts.ts";

/** Something that open bundles state, with one bundle to cite for it. */
export interface Fact {
  readonly object: Name;
  /** The bundle to cite: a posted document, else the earliest event that states it. */
  readonly support: Name;
  /** The earliest event that states it; undefined when only posted RDF does. */
  readonly eventSupport: Name | undefined;
}

/**
 * The facts of all open bundles, a multiset: a fact goes when the last bundle that states it closes. Each names the
 * bundle that is to be cited, so that a statement's reasons do not change with every event that repeats them.
 */
export class SupportedFacts {
  readonly #names: Names;
  readonly #sources: Sources;
  /** By subject. */
  readonly #facts: Shelf<SubjectFacts>;

  constructor(shelves: Shelves, sources: Sources) {
    this.#names = shelves.names;
    this.#sources = sources;
    this.#facts = shelves.shelf("facts", keepingSubjectFacts);
  }

  /** The objects in an order that does not depend on how they came, so that a rule may take the first. */
  of(subject: Name, predicate: Name): readonly Fact[] {
    const facts = this.#facts.get(subject);
    const rows = facts?.rowsOf(predicate);
    if (facts === undefined || rows === undefined || rows.length === 0) return none;
    const found = rows.map((row) => factAt(facts, row));
    return found.length === 1 ? found : found.sort((a, b) => this.#names.compareTerms(a.object, b.object));
  }

  /** One fact. O(1). */
  find(subject: Name, predicate: Name, object: Name): Fact | undefined {
    const facts = this.#facts.get(subject);
    const row = facts?.find(predicate, object) ?? -1;
    return facts === undefined || row < 0 ? undefined : factAt(facts, row);
  }

  /** Returns whether what `of` answers has changed. O(1) when events come in order, else O(log n). */
  add(bundle: Name, subject: Name, predicate: Name, object: Name): boolean {
    let facts = this.#facts.get(subject);
    if (facts === undefined) {
      facts = new SubjectFacts();
      this.#facts.set(subject, facts);
    }
    const row = facts.find(predicate, object);
    if (row < 0) {
      facts.add(predicate, object, bundle, this.#sources.isEvent(bundle) ? bundle : noEvent);
      return true;
    }
    const bundles = facts.several.get(row) ?? [facts.rows[row + support] as Name];
    bundles.splice(this.#placeOf(bundle, bundles), 0, bundle);
    facts.setSeveral(row, bundles);
    return this.#settle(facts, row, bundles);
  }

  /** Returns whether what `of` answers has changed. O(n) in the bundles that state it. */
  remove(bundle: Name, subject: Name, predicate: Name, object: Name): boolean {
    const facts = this.#facts.get(subject);
    const row = facts?.find(predicate, object) ?? -1;
    if (facts === undefined || row < 0) return false;
    const bundles = facts.several.get(row) ?? [facts.rows[row + support] as Name];
    const at = bundles.indexOf(bundle);
    if (at < 0) return false;
    bundles.splice(at, 1);
    if (bundles.length > 0) {
      if (bundles.length === 1) facts.deleteSeveral(row);
      return this.#settle(facts, row, bundles);
    }
    facts.remove(row);
    if (facts.isEmpty) this.#facts.delete(subject);
    return true;
  }

  #placeOf(bundle: Name, bundles: readonly Name[]): number {
    let high = bundles.length;
    if (this.#sources.compare(bundles[high - 1] as Name, bundle) < 0) return high;
    let low = 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sources.compare(bundles[middle] as Name, bundle) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Notes which bundles are to be cited, and returns whether they are others than before. */
  #settle({ rows }: SubjectFacts, row: number, bundles: readonly Name[]): boolean {
    const first = bundles[0] as Name;
    const event = bundles.find((bundle) => this.#sources.isEvent(bundle)) ?? noEvent;
    if (rows[row + support] === first && rows[row + eventSupport] === event) return false;
    rows[row + support] = first;
    rows[row + eventSupport] = event;
    return true;
  }
}

const none: readonly never[] = [];
/** Where the numbers of a row stand, behind predicate and object. */
const [support, eventSupport] = [2, 3] as const;
const noEvent = 0;

function factAt({ rows }: SubjectFacts, row: number): Fact {
  return {
    object: rows[row + 1] as Name,
    support: rows[row + support] as Name,
    eventSupport: (rows[row + eventSupport] as Name) || undefined,
  };
}
