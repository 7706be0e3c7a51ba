import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { Names } from "../../../src/linking/rest/names.ts";
import { createDictionary } from "../../../src/quads/dictionary/dictionary.ts";
import { xsd } from "../../../src/vocabulary.ts";

describe("names", () => {
  it("tell whether a list has some members and no others, whatever their order and repeats", () => {
    const members = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(members, members, (a, b) => {
        const names = new Names(createDictionary());
        const [distinctInA, distinctInB] = [new Set(a), new Set(b)];

        const isList = names.isListOf(names.ofList([...distinctInA]), b);

        const isSame = distinctInA.size === distinctInB.size && a.every((each) => distinctInB.has(each));
        expect(isList).toBe(isSame);
      }),
    );
  });

  it("name a whole number as its term, again and again", () => {
    const names = new Names(createDictionary());
    const numbers = [0, 1, 9, 10, 131_072, 131_073, 2 ** 32 - 1];

    for (const number of [...numbers, ...numbers])
      expect(names.integer(number)).toBe(names.ofTerm(DataFactory.literal(String(number), xsd.integer)));
  });
});
