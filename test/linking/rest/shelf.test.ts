import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { keepingPlain } from "../../../src/linking/rest/shelf.ts";
import { Shelves } from "../../../src/linking/rest/shelves.ts";
import { createDictionary, restoredDictionary } from "../../../src/quads/dictionary/dictionary.ts";

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.webUrl(),
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1 }), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const steps = fc.array(
  fc.record({
    key: fc.integer({ min: 1, max: 30 }),
    does: fc.constantFrom("set", "set", "get", "delete", "settle", "rest"),
    value: plain.filter((value) => value !== undefined),
  }),
  { maxLength: 120 },
);

describe("a shelf", () => {
  it("has what a map would, however much of it is at rest, and after it was restored", () => {
    fc.assert(
      fc.property(steps, (all) => {
        let dictionary = createDictionary();
        let shelves = new Shelves({ dictionary, inUse: 3 });
        let shelf = shelves.shelf("test", keepingPlain<unknown>());
        const model = new Map<number, unknown>();
        for (const { key, does, value } of all) {
          if (does === "set") {
            shelf.set(key, value);
            model.set(key, value);
          } else if (does === "delete") {
            shelf.delete(key);
            model.delete(key);
          } else if (does === "settle") shelves.settle();
          else if (does === "rest") {
            const columns = shelves.columns();
            dictionary = restoredDictionary(dictionary.columns());
            shelves = new Shelves({ dictionary, columns, inUse: 3 });
            shelf = shelves.shelf("test", keepingPlain<unknown>());
          }
          expect(shelf.get(key)).toEqual(model.get(key));
        }

        const inOrder = (keys: Iterable<number>) => [...keys].sort((a, b) => a - b);
        expect(inOrder(shelf.keys())).toEqual(inOrder(model.keys()));
        for (const [key, value] of model) expect(shelf.get(key)).toEqual(value);
      }),
    );
  });

  it("tells every key once, though what it has comes to rest and goes on while they are gone through", () => {
    const shelves = new Shelves({ inUse: 2 });
    const shelf = shelves.shelf("test", keepingPlain<number>());
    const every = Array.from({ length: 50 }, (_, i) => i + 1);
    for (const key of every) {
      shelf.set(key, key);
      if (key < 40) shelves.settle();
    }
    // These have rested, and are in use when the keys begin to be told.
    for (const key of [1, 2, 3]) shelf.get(key);

    const told: number[] = [];
    for (const key of shelf.keys()) {
      told.push(key);
      shelf.get(key);
      shelves.settle();
    }

    expect(told.sort((a, b) => a - b)).toEqual(every);
  });

  it("takes no more room than twice what is alive, however often it changes", () => {
    const shelves = new Shelves({ inUse: 1 });
    const shelf = shelves.shelf("test", keepingPlain<unknown>());
    const long = (n: number) => Array.from({ length: 2000 }, (_, i) => i + n);
    for (let round = 0; round < 100; round++)
      for (let key = 1; key <= 20; key++) {
        shelf.set(key, long(round));
        shelves.settle();
      }

    expect(shelf.get(7)).toEqual(long(99));
    expect(shelves.sizes.log).toBeLessThan(3_000_000);
  });
});

describe("names", () => {
  const { names } = new Shelves();
  const part = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.webUrl(),
    fc.constantFrom("", " ", "  ", "class"),
  );
  const texts = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(" "));

  it("are the same for the same text, and give it back", () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(names.text(names.of(a))).toBe(a);
        expect(names.of(a) === names.of(b)).toBe(a === b);
      }),
    );
  });

  it("keep pairs apart from each other and from texts", () => {
    fc.assert(
      fc.property(texts, texts, texts, (a, b, c) => {
        const pair = names.pair(names.of(a), names.of(b));

        expect([names.first(pair), names.second(pair)].map((name) => names.text(name))).toEqual([a, b]);
        expect(pair).not.toBe(names.of(c));
        expect(names.pair(names.of(a), names.of(c)) === pair).toBe(b === c);
      }),
    );
  });

  it("keep lists apart from each other and from texts", () => {
    const listOf = (each: readonly string[]) => names.ofList(each.map((text) => names.of(text)));
    fc.assert(
      fc.property(fc.array(texts), fc.array(texts), (a, b) => {
        expect(names.list(listOf(a)).map((name) => names.text(name))).toEqual(a);
        expect(listOf(a) === listOf(b)).toBe(a.length === b.length && a.every((each, i) => each === b[i]));
      }),
    );
  });

  it("give terms back, of every kind", () => {
    const terms = [
      DataFactory.namedNode("http://example.org/a"),
      DataFactory.literal("http://example.org/a"),
      DataFactory.literal("a", "en"),
      DataFactory.literal("1", DataFactory.namedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ];
    for (const term of terms) expect(names.term(names.ofTerm(term)).equals(term)).toBe(true);
  });
});
