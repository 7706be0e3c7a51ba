import type { Term } from "@rdfjs/types";
import { termFromId } from "n3";
import { noTerm, type TermId, type TermKind, type TermReader, termKind } from "../id-view.ts";
import { termKey } from "../term-key.ts";
import { valueReaderOf } from "./typed-value.ts";

/** Terms by their numbers, for reading. */
export interface DictionaryReader extends TermReader {
  /** How many terms there are; their numbers are 1 to `size`. */
  readonly size: number;
}

/** The numbers of a store's terms: they begin at 1 and have no gaps, and a term keeps its number for good. */
export interface Dictionary extends DictionaryReader {
  /**
   * The number of a term, a new one if it has none.
   *
   * @throws {UnwritableTermError} for what is no IRI, blank node or literal, and for half a surrogate pair.
   */
  add(term: Term): TermId;
  /** What another thread reads: the terms up to now. Nothing is copied; take it anew for those added since. */
  share(): SharedDictionary;
}

/** The memory of a dictionary, to be posted to another thread. */
export interface SharedDictionary {
  readonly size: number;
}

/** An empty dictionary. */
export function createDictionary(): Dictionary {
  const ids = new Map<string, TermId>();
  const terms: Term[] = [];
  const term = (id: TermId) => {
    const found = terms[id - 1];
    if (found === undefined) throw new RangeError(`No term has the number ${id}`);
    return found;
  };
  const valueOf = (id: TermId): { kind: TermKind; number: number } => {
    const found = term(id);
    if (found.termType === "NamedNode") return { kind: termKind.iri, number: Number.NaN };
    if (found.termType !== "Literal") return { kind: termKind.blankNode, number: Number.NaN };
    if (found.language !== "") return { kind: termKind.langString, number: Number.NaN };
    return valueReaderOf(found.datatype.value)(found.value);
  };
  return {
    get size() {
      return terms.length;
    },
    idOf: (each) => ids.get(termKey(each)) ?? noTerm,
    add(each) {
      const key = termKey(each);
      const known = ids.get(key);
      if (known !== undefined) return known;
      terms.push(termFromId(key) as Term);
      ids.set(key, terms.length);
      return terms.length;
    },
    term,
    text: (id) => term(id).value,
    kind: (id) => valueOf(id).kind,
    number: (id) => valueOf(id).number,
    share: () => ({ size: terms.length }),
  };
}
