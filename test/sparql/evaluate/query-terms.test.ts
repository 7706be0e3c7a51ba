import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { createDictionary } from "../../../src/quads/dictionary/dictionary.ts";
import { noTerm, termKind } from "../../../src/quads/id-view.ts";
import { queryTerms } from "../../../src/sparql/evaluate/query-terms.ts";
import { firstOwnTerm } from "../../../src/sparql/evaluate/rows.ts";

const integer = DataFactory.namedNode("http://www.w3.org/2001/XMLSchema#integer");

describe("the terms of a query", () => {
  it("keep the store's numbers, and get their own where the store has none", () => {
    const store = createDictionary();
    const stored = store.add(DataFactory.namedNode("urn:x:a"));
    const terms = queryTerms(store);

    expect(terms.intern(DataFactory.namedNode("urn:x:a"))).toBe(stored);
    expect(terms.intern(DataFactory.literal("5", integer))).toBe(firstOwnTerm);
    expect(terms.intern(DataFactory.blankNode("b"))).toBe(firstOwnTerm + 1);
    expect(terms.intern(DataFactory.literal("5", integer))).toBe(firstOwnTerm);
  });

  it("keep their own numbers when the store comes to have them while the query runs", () => {
    const store = createDictionary();
    const terms = queryTerms(store);
    const five = DataFactory.literal("5", integer);
    const own = terms.intern(five);

    store.add(five);

    expect([terms.intern(five), terms.idOf(five)]).toEqual([own, own]);
  });

  it("are read alike, whosever they are", () => {
    const store = createDictionary();
    store.add(DataFactory.literal("7", integer));
    const terms = queryTerms(store);
    const ids = ["7", "8", "x"].map((text) => terms.intern(DataFactory.literal(text, integer)));

    expect(ids.map((id) => terms.kind(id))).toEqual([termKind.integer, termKind.integer, termKind.illTyped]);
    expect(ids.map((id) => terms.number(id))).toEqual([7, 8, Number.NaN]);
    expect(ids.map((id) => terms.text(id))).toEqual(["7", "8", "x"]);
    expect(ids.map((id) => terms.term(id).equals(DataFactory.literal(terms.text(id), integer)))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("are looked up without being made", () => {
    const terms = queryTerms(createDictionary());

    expect(terms.idOf(DataFactory.literal("a"))).toBe(noTerm);
    const id = terms.intern(DataFactory.literal("a"));
    expect(terms.idOf(DataFactory.literal("a"))).toBe(id);
    expect(terms.idOf(DataFactory.literal("a", "en"))).toBe(noTerm);
  });

  it("are charged for, once each, where they are the query's own", () => {
    const store = createDictionary();
    store.add(DataFactory.literal("stored"));
    const charges: number[] = [];
    const terms = queryTerms(store, (bytes) => charges.push(bytes));

    for (const text of ["stored", "own", "own", "x".repeat(1000)]) terms.intern(DataFactory.literal(text));

    expect(charges.length).toBe(2);
    expect(charges[1]).toBeGreaterThan(2000);
  });

  it("have no term for a number that was not given out", () => {
    expect(() => queryTerms(createDictionary()).term(firstOwnTerm)).toThrow(RangeError);
  });
});
