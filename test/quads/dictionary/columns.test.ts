import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import {
  createDictionary,
  type Dictionary,
  dictionaryReader,
  restoredDictionary,
} from "../../../src/quads/dictionary/dictionary.ts";
import { copied } from "../../columns/copied.ts";
import { aTerm } from "./a-term.ts";
import { nthTerm } from "./nth-term.ts";

/** So small that a hundred terms fill several blocks of each sort and split the hash table. */
const small = { textBlockBytes: 4096, recordBlockEntries: 64, segmentSlots: 16 };

describe("the columns of a dictionary", () => {
  it("make one in which each term has its number, and the next one that it would have had", () => {
    fc.assert(
      fc.property(
        fc.array(aTerm(), { maxLength: 200 }),
        fc.array(aTerm(), { maxLength: 200 }),
        (terms, more) => {
          const dictionary = createDictionary(small);
          for (const term of terms) dictionary.add(term);

          const restored = restoredDictionary(dictionary.columns());

          expect(restored.size).toBe(dictionary.size);
          for (const term of terms) {
            expect(restored.idOf(term)).toBe(dictionary.idOf(term));
            expect(restored.term(restored.idOf(term))).toEqual(dictionary.term(dictionary.idOf(term)));
          }
          expect(more.map((term) => restored.add(term))).toEqual(more.map((term) => dictionary.add(term)));
        },
      ),
    );
  });

  it("stay as they are while terms are added", () => {
    const dictionary = withTerms(createDictionary(small), 0, 500);
    const columns = dictionary.columns();
    const before = copied(columns);

    withTerms(dictionary, 500, 3_000);

    expect(copied(columns)).toEqual(before);
  });

  it("settle once and for all", () => {
    const dictionary = withTerms(createDictionary(small), 0, 500);
    const before = settled(dictionary);

    const after = settled(withTerms(restoredDictionary(dictionary.columns()), 500, 3_000));

    expect(before.size).toBeGreaterThan(8);
    for (const [name, column] of before) expect(after.get(name)).toEqual(column);
    expect(after.size).toBeGreaterThan(before.size);
  });

  it("make one that other threads can read", () => {
    const restored = restoredDictionary(copied(withTerms(createDictionary(), 0, 5_000).columns()));

    const reader = dictionaryReader(structuredClone(restored.share()));

    for (let n = 0; n < 5_000; n += 7) expect(reader.term(n + 1)).toEqual(restored.term(n + 1));
    expect(reader.idOf(DataFactory.namedNode("urn:none"))).toBe(0);
  });
});

function withTerms(dictionary: Dictionary, from: number, to: number): Dictionary {
  for (let n = from; n < to; n++) dictionary.add(nthTerm(n));
  return dictionary;
}

function settled(dictionary: Dictionary): Map<string, unknown> {
  return new Map(Object.entries(dictionary.columns()).filter(([name]) => name.endsWith(".settled")));
}
