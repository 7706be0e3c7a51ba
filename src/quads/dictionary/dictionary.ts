import type { Term } from "@rdfjs/types";
import type { Columns } from "../../columns/columns.ts";
import type { TermBytes, TermId, TermReader } from "../id-view.ts";
import { type EntryLimits, EntryReader, type SharedEntries } from "./entry-reader.ts";
import { GrowingDictionary } from "./growing-dictionary.ts";
import { StoredTerms } from "./stored-terms.ts";

/** Terms by their numbers, for reading. */
export interface DictionaryReader extends TermReader, TermBytes {
  /** How many terms there are; their numbers are 1 to `size`. */
  readonly size: number;
}

/** The numbers of a store's terms: they begin at 1 and have no gaps, and a term keeps its number for good. */
export interface Dictionary extends DictionaryReader {
  /**
   * The number of a term, a new one if it has none.
   *
   * @throws {UnwritableTermError} for what is no IRI, blank node, literal or triple of them, and for half a surrogate pair.
   * @throws {RangeError} for a text of 64 MiB and more, and beyond 4 GiB of text.
   */
  add(term: Term): TermId;
  /** As `add`, of the canonical `xsd:integer` of a whole number from 0 to 2^53: of which no text is made. */
  addInteger(value: number): TermId;
  /** What another thread reads: the terms up to now. Nothing is copied; take it anew for those added since. */
  share(): SharedDictionary;
  /** All terms, to rest in a file. */
  columns(): Columns;
  /** The memory that is taken. */
  readonly sizeBytes: number;
}

/** The memory of a dictionary, to be posted to another thread. */
export interface SharedDictionary {
  readonly terms: SharedEntries;
  readonly heads: SharedEntries;
}

/** An empty dictionary. Limits are powers of two; only tests need others than the usual. */
export function createDictionary(limits: Partial<EntryLimits> = {}): Dictionary {
  return new GrowingDictionary({ ...usualLimits, ...limits });
}

/** The dictionary that rests in columns: terms have the numbers that they had. */
export function restoredDictionary(columns: Columns): Dictionary {
  return new GrowingDictionary(usualLimits, columns);
}

/** Reads the terms that another thread shared. What is added after that is not seen, whatever the writer does. */
export function dictionaryReader({ terms, heads }: SharedDictionary): DictionaryReader {
  return new StoredTerms(new EntryReader(terms), new EntryReader(heads));
}

const usualLimits: EntryLimits = {
  textBlockBytes: 2 ** 22,
  recordBlockEntries: 2 ** 17,
  segmentSlots: 2 ** 14,
};
