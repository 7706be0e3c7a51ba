import type { Quad_Object } from "@rdfjs/types";
import { compareCodePoints } from "../code-points.ts";
import { compareInstants } from "../instant.ts";
import { termKey } from "../quads/term-key.ts";
import type { Name, Names } from "./rest/names.ts";
import type { Keeping, Shelf } from "./rest/shelf.ts";
import type { Shelves } from "./rest/shelves.ts";
import { Sorted } from "./sorted.ts";

/** Something that open bundles state, with one bundle to cite for it. */
export interface Fact {
  readonly object: Quad_Object;
  /** The bundle to cite: a posted document, else the earliest event that states it. */
  readonly support: string;
  /** The earliest event that states it; absent when only posted RDF does. */
  readonly eventSupport?: string;
}

/** A bundle that states something. */
export interface Source {
  readonly bundle: string;
  /** The time of its event; absent for posted RDF. */
  readonly time?: string;
}

/**
 * The facts of all open bundles, a multiset: a fact goes when the last bundle that states it closes. Each names the
 * bundle that is to be cited, so that a statement's reasons do not change with every event that repeats them.
 */
export class SupportedFacts {
  readonly #names: Names;
  /** By subject. */
  readonly #facts: Shelf<FactsOfSubject>;

  constructor(shelves: Shelves) {
    this.#names = shelves.names;
    this.#facts = shelves.shelf("facts", keepingFacts);
  }

  /** The objects in an order that does not depend on how they came, so that a rule may take the first. */
  of(subject: Name, predicate: string): readonly Fact[] {
    return this.#facts.get(subject)?.get(predicate)?.inOrder ?? none;
  }

  /** One fact. O(1). */
  find(subject: Name, predicate: string, object: Quad_Object): Fact | undefined {
    return this.#facts.get(subject)?.get(predicate)?.byKey.get(termKey(object));
  }

  /** Returns whether what `of` answers has changed. O(1) when events come in order, else O(log n). */
  add(source: Source, subject: string, predicate: string, object: Quad_Object): boolean {
    const name = this.#names.of(subject);
    let bySubject = this.#facts.get(name);
    if (bySubject === undefined) {
      bySubject = new Map();
      this.#facts.set(name, bySubject);
    }
    let entries = bySubject.get(predicate);
    if (entries === undefined) {
      entries = new Entries();
      bySubject.set(predicate, entries);
    }
    const key = termKey(object);
    const entry = entries.byKey.get(key);
    if (entry !== undefined) return entry.add(source);
    entries.set(key, new Entry(object, source));
    return true;
  }

  /** Returns whether what `of` answers has changed. O(log n). */
  remove(source: Source, subject: string, predicate: string, object: Quad_Object): boolean {
    const name = this.#names.of(subject);
    const bySubject = this.#facts.get(name);
    const entries = bySubject?.get(predicate);
    const key = termKey(object);
    const entry = entries?.byKey.get(key);
    if (entry === undefined) return false;
    const isChanged = entry.remove(source);
    if (entry.isEmpty) {
      entries?.delete(key);
      if (entries?.byKey.size === 0) bySubject?.delete(predicate);
      if (bySubject?.size === 0) this.#facts.delete(name);
    }
    return isChanged;
  }
}

/** By predicate. */
type FactsOfSubject = Map<string, Entries>;

const keepingFacts: Keeping<FactsOfSubject> = {
  write(facts, record) {
    record.list(facts, facts.size, ([predicate, { byKey }]) => {
      record.text(predicate);
      record.list(byKey.values(), byKey.size, ({ object, sources }) => {
        record.term(object);
        record.list(sources, sources.length, (source) => keepingSource.write(source, record));
      });
    });
  },
  read: (record) =>
    new Map(
      record.list(() => {
        const predicate = record.text();
        const entries = new Entries();
        record.list(() => {
          const object = record.term() as Quad_Object;
          const [first, ...others] = record.list(() => keepingSource.read(record));
          if (first === undefined) return;
          const entry = new Entry(object, first);
          for (const source of others) entry.add(source);
          entries.set(termKey(object), entry);
        });
        return [predicate, entries] as const;
      }),
    ),
};

export const keepingSource: Keeping<Source> = {
  write({ bundle, time }, record) {
    record.text(bundle);
    record.optionalText(time);
  },
  read(record) {
    const bundle = record.text();
    const time = record.optionalText();
    return { bundle, ...(time === undefined ? {} : { time }) };
  },
};

/** The objects of a subject and predicate, by the keys of their terms. */
class Entries {
  readonly byKey = new Map<string, Entry>();
  #inOrder: readonly Entry[] | undefined;

  /** Sorted when asked for, and kept until one comes or goes: rules ask far more often. */
  get inOrder(): readonly Entry[] {
    if (this.#inOrder === undefined) {
      const keys = [...this.byKey.keys()];
      if (keys.length > 1) keys.sort();
      this.#inOrder = keys.flatMap((key) => this.byKey.get(key) ?? []);
    }
    return this.#inOrder;
  }

  set(key: string, entry: Entry): void {
    this.byKey.set(key, entry);
    this.#inOrder = undefined;
  }

  delete(key: string): void {
    this.byKey.delete(key);
    this.#inOrder = undefined;
  }
}

const none: readonly never[] = [];

class Entry implements Fact {
  readonly object: Quad_Object;
  support: string;
  eventSupport?: string;
  isEmpty = false;
  /** The bundle that states it, when there is one alone, as mostly. */
  #only: Source | undefined;
  /** In the order of citation. */
  #sources: Sorted<Source> | undefined;

  constructor(object: Quad_Object, source: Source) {
    this.object = object;
    this.support = source.bundle;
    if (source.time !== undefined) this.eventSupport = source.bundle;
    this.#only = source;
  }

  /** In the order of citation. */
  get sources(): readonly Source[] {
    return this.#only === undefined ? (this.#sources?.items ?? none) : [this.#only];
  }

  add(source: Source): boolean {
    this.#several().add(source);
    return this.#settle();
  }

  remove(source: Source): boolean {
    this.#several().remove(source);
    return this.#settle();
  }

  #several(): Sorted<Source> {
    this.#sources ??= new Sorted(compareSources);
    if (this.#only !== undefined) this.#sources.add(this.#only);
    this.#only = undefined;
    return this.#sources;
  }

  #settle(): boolean {
    const { support, eventSupport } = this;
    const items = this.#sources?.items ?? [];
    const isPosted = ({ time }: Source) => time === undefined;
    const [first] = items;
    const firstEvent = first && isPosted(first) ? items[this.#sources?.countWhile(isPosted) ?? 0] : first;
    this.isEmpty = first === undefined;
    if (first !== undefined) this.support = first.bundle;
    if (firstEvent === undefined) delete this.eventSupport;
    else this.eventSupport = firstEvent.bundle;
    return this.isEmpty || support !== this.support || eventSupport !== this.eventSupport;
  }
}

/** Posted documents first, then events by time; what is left is settled by the IRI. */
function compareSources(a: Source, b: Source): number {
  if (a.time !== undefined && b.time !== undefined)
    return compareInstants(a.time, b.time) || compareCodePoints(a.bundle, b.bundle);
  if (a.time === b.time) return compareCodePoints(a.bundle, b.bundle);
  return a.time === undefined ? -1 : 1;
}
