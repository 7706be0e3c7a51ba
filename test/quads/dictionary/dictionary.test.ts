import type { BaseQuad, Literal, NamedNode, Term } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { compareCodePoints } from "../../../src/code-points.ts";
import {
  createDictionary,
  type Dictionary,
  type DictionaryReader,
  dictionaryReader,
  restoredDictionary,
} from "../../../src/quads/dictionary/dictionary.ts";
import { noTerm, termKind } from "../../../src/quads/id-view.ts";
import { termText, UnwritableTermError } from "../../../src/quads/nquads.ts";
import { rdf, xsd } from "../../../src/vocabulary.ts";
import { aTerm, directional } from "./a-term.ts";

/** Limits at which every block, table and segment grows with a few terms. */
const smallLimits = { textBlockBytes: 64, recordBlockEntries: 4, segmentSlots: 4 };

describe("a dictionary", () => {
  it("gives every term its own number, without gaps, and the same one each time", () => {
    fc.assert(
      fc.property(fc.array(aTerm()), (terms) => {
        const dictionary = createDictionary(smallLimits);

        const ids = terms.map((term) => dictionary.add(term));

        const distinct = new Set(terms.map(termText)).size;
        expect(dictionary.size).toBe(distinct);
        expect(new Set(ids)).toEqual(new Set(Array.from({ length: distinct }, (_, i) => i + 1)));
        expect(terms.map((term) => dictionary.add(term))).toEqual(ids);
        expect(terms.map((term) => dictionary.idOf(term))).toEqual(ids);
      }),
    );
  });

  it("knows a whole number as the integer that is written so, whichever comes first", () => {
    const aNumber = fc.oneof(fc.nat({ max: 20 }), fc.maxSafeNat());
    fc.assert(
      fc.property(fc.array(fc.record({ number: aNumber, isTerm: fc.boolean() })), (numbers) => {
        const dictionary = createDictionary(smallLimits);
        const integer = (number: number) => DataFactory.literal(String(number), xsd.integer);

        const ids = numbers.map(({ number, isTerm }) =>
          isTerm ? dictionary.add(integer(number)) : dictionary.addInteger(number),
        );

        numbers.forEach(({ number }, i) => {
          const id = ids[i] ?? noTerm;
          expect(dictionary.term(id).equals(integer(number))).toBe(true);
          expect([dictionary.idOf(integer(number)), dictionary.addInteger(number)]).toEqual([id, id]);
          expect([dictionary.kind(id), dictionary.number(id)]).toEqual([termKind.integer, number]);
        });
        expect(dictionary.size).toBe(new Set(ids).size);
      }),
    );
  });

  it("gives back the terms it was given, to the writer as to readers", () => {
    fc.assert(
      fc.property(fc.array(aTerm()), (terms) => {
        const dictionary = createDictionary(smallLimits);
        const ids = terms.map((term) => dictionary.add(term));

        for (const reader of [dictionary, dictionaryReader(dictionary.share())]) {
          terms.forEach((term, i) => {
            const id = ids[i] ?? noTerm;
            const again = reader.term(id);
            expect(again.equals(term)).toBe(true);
            expect(term.equals(again)).toBe(true);
            expect(again.value).toBe(term.value);
            expect(reader.text(id)).toBe(term.value);
            expect(reader.idOf(term)).toBe(id);
          });
        }
      }),
    );
  });

  it("orders texts by code point as they stand in its bytes, whatever of them is escaped", () => {
    const characters = [
      "a",
      "z",
      "!",
      "#",
      "[",
      "]",
      '"',
      "\\",
      "\n",
      "\t",
      "\u0001",
      "\u007f",
      "é",
      "字",
      "\ufffd",
      "\ufffe",
      "\uffff",
      "𝒳",
    ];
    const aText = fc.array(fc.constantFrom(...characters), { maxLength: 6 }).map((each) => each.join(""));
    const aDatatype = fc.constantFrom(xsd.string, rdf.JSON);
    fc.assert(
      fc.property(aText, aText, aText, aDatatype, aDatatype, (same, a, b, typeOfA, typeOfB) => {
        const dictionary = createDictionary();
        const [left, right] = [same + a, same + b];
        const ids = [
          dictionary.add(DataFactory.literal(left, typeOfA)),
          dictionary.add(DataFactory.literal(right, typeOfB)),
        ] as const;

        expect(Math.sign(dictionary.compareTexts?.(...ids) ?? Number.NaN)).toBe(
          Math.sign(compareCodePoints(left, right)),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("orders what it can without reading texts as the texts are ordered, and leaves the rest", () => {
    fc.assert(
      fc.property(aTerm(), aTerm(), (a, b) => {
        const dictionary = createDictionary(smallLimits);

        const order = dictionary.compareTexts?.(dictionary.add(a), dictionary.add(b));

        if (order !== undefined)
          expect(Math.sign(order)).toBe(Math.sign(compareCodePoints(a.value, b.value)));
      }),
      { numRuns: 1000 },
    );
  });

  it("copies texts that are N-Quads and JSON between their quotes", () => {
    fc.assert(
      fc.property(aTerm(), (term) => {
        const dictionary = createDictionary(smallLimits);
        const id = dictionary.add(term);

        const text = copied(dictionary, id);

        expect(JSON.parse(`"${text}"`)).toBe(term.value);
        if (term.termType === "Literal") expect(termText(term).startsWith(`"${text}"`)).toBe(true);
        else expect(termText(term)).toContain(text);
      }),
    );
  });

  it("keeps characters that IRIs must not have, escaped in what it copies", () => {
    const dictionary = createDictionary();
    const iri = DataFactory.namedNode('http://a.example/"<\\ \n\u007fü😀/x{');

    const id = dictionary.add(iri);

    expect(dictionary.text(id)).toBe(iri.value);
    expect(dictionary.idOf(iri)).toBe(id);
    expect(JSON.parse(`"${copied(dictionary, id)}"`)).toBe(iri.value);
    expect(copied(dictionary, id)).toContain("\\u0022\\u003C\\u005C\\u0020\\u000A\\u007Fü😀/x\\u007B");
  });

  it("tells terms apart that look alike", () => {
    const dictionary = createDictionary();
    const terms = [
      DataFactory.namedNode(""),
      DataFactory.namedNode("a"),
      DataFactory.namedNode("_:a"),
      DataFactory.namedNode('"a"'),
      DataFactory.namedNode("_:"),
      DataFactory.blankNode("a"),
      DataFactory.blankNode("_:a"),
      DataFactory.literal(""),
      DataFactory.literal("a"),
      DataFactory.literal("a", DataFactory.namedNode("a")),
      DataFactory.literal("a", "a"),
      DataFactory.literal("a", "a-b"),
      directional("a", "a", "ltr"),
      directional("a", "a", "rtl"),
      DataFactory.literal('a"@a'),
      DataFactory.literal("\\u0041"),
      DataFactory.literal("A"),
    ];

    const ids = terms.map((term) => dictionary.add(term));

    expect(ids).toEqual(terms.map((_, i) => i + 1));
    expect(terms.every((term, i) => dictionary.term(i + 1).equals(term))).toBe(true);
  });

  it("tells IRIs apart that are remembered in one place", () => {
    const dictionary = createDictionary();
    const iris = ["a", "b", "c"].map((letter) =>
      DataFactory.namedNode(`http://a.example/${letter}${"x".repeat(60)}`),
    );

    const ids = [...iris, ...iris].map((iri) => dictionary.add(iri));

    expect(ids).toEqual([1, 2, 3, 1, 2, 3]);
    expect(iris.map((iri) => dictionary.idOf(iri))).toEqual([1, 2, 3]);
  });

  it("takes language tags for equal whatever the case of their letters, as n3 does", () => {
    const dictionary = createDictionary();
    const id = dictionary.add(DataFactory.literal("a", "en-us"));
    const foreign = aForeignLiteral("a", "en-US");

    expect(dictionary.add(foreign)).toBe(id);
    expect(dictionary.idOf(foreign)).toBe(id);
    expect((dictionary.term(id) as Literal).language).toBe("en-us");
    expect(dictionary.idOf(aForeignLiteral("A", "en-US"))).toBe(noTerm);
  });

  it("takes terms of other libraries for those of n3", () => {
    const dictionary = createDictionary();
    const integer = "http://www.w3.org/2001/XMLSchema#integer";
    const string = "http://www.w3.org/2001/XMLSchema#string";

    expect(dictionary.add({ ...aForeignLiteral("1", ""), datatype: DataFactory.namedNode(integer) })).toBe(
      dictionary.add(DataFactory.literal("1", DataFactory.namedNode(integer))),
    );
    expect(dictionary.add({ ...aForeignLiteral("1", ""), datatype: DataFactory.namedNode(string) })).toBe(
      dictionary.add(DataFactory.literal("1")),
    );
    expect(dictionary.add({ termType: "NamedNode", value: "a:b" } as NamedNode)).toBe(
      dictionary.add(DataFactory.namedNode("a:b")),
    );
  });

  it("has no number for what it was not given", () => {
    fc.assert(
      fc.property(fc.array(aTerm()), fc.array(aTerm()), (known, others) => {
        const dictionary = createDictionary(smallLimits);
        const texts = new Set(known.map((term) => termText(term)));
        for (const term of known) dictionary.add(term);

        for (const term of others.filter((each) => !texts.has(termText(each)))) {
          expect(dictionary.idOf(term)).toBe(noTerm);
        }
      }),
    );
  });

  it("refuses what is no term of a quad, and half a surrogate pair", () => {
    const dictionary = createDictionary();
    const refused: Term[] = [
      DataFactory.defaultGraph(),
      DataFactory.variable("a"),
      DataFactory.literal("a\ud800"),
      DataFactory.namedNode("http://a.example/\udc00"),
    ];

    for (const term of refused) {
      expect(() => dictionary.add(term)).toThrow(UnwritableTermError);
      expect(dictionary.idOf(term)).toBe(noTerm);
    }
    expect(dictionary.size).toBe(0);
  });

  it("throws for a number that was not given out", () => {
    const dictionary = createDictionary();
    dictionary.add(DataFactory.literal("a"));

    for (const id of [0, 2, 3_000_000, 2 ** 31]) {
      expect(() => dictionary.term(id)).toThrow(RangeError);
      expect(() => dictionary.text(id)).toThrow(RangeError);
    }
    expect(dictionary.kind(noTerm)).toBe(termKind.none);
    expect(dictionary.number(noTerm)).toBeNaN();
  });

  it("holds texts longer than a block, and then short ones again", () => {
    const dictionary = createDictionary(smallLimits);
    const terms = [
      DataFactory.literal("short"),
      DataFactory.literal("long ".repeat(1000)),
      DataFactory.namedNode(`http://a.example/${"ü".repeat(500)}`),
      DataFactory.literal(`"${"\n".repeat(5000)}`),
      DataFactory.literal("x".repeat(64)),
      DataFactory.literal("short again"),
    ];

    const ids = terms.map((term) => dictionary.add(term));

    expect(ids.every((id, i) => terms[i]?.equals(dictionary.term(id)))).toBe(true);
    expect(ids.map((id) => copied(dictionary, id)).map((text) => JSON.parse(`"${text}"`))).toEqual(
      terms.map(({ value }) => value),
    );
  });

  it("holds IRIs of any number of segments", () => {
    const dictionary = createDictionary();
    const iris = [1, 2, 3, 4, 5, 6, 20_000].map((count) =>
      DataFactory.namedNode(`http://a.example/${`${hashOf(count)}/`.repeat(count)}end`),
    );

    const ids = iris.map((iri) => dictionary.add(iri));

    expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(ids.map((id) => dictionary.text(id))).toEqual(iris.map(({ value }) => value));
    expect(ids.map((id) => copied(dictionary, id))).toEqual(iris.map(({ value }) => value));
    const reader = dictionaryReader(dictionary.share());
    expect(iris.map((iri) => reader.idOf(iri))).toEqual(ids);
  });

  it("packs UUIDs and hashes, and only those in lower case", () => {
    const dictionary = createDictionary();
    const uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";
    const hash = "00112233445566778899aabbccddeeff".repeat(2);
    const texts = [uuid, uuid.toUpperCase(), uuid.replaceAll("-", "0"), hash, hash.toUpperCase(), `${hash}0`];

    const ids = texts.flatMap((text) => [
      dictionary.add(DataFactory.literal(text)),
      dictionary.add(DataFactory.namedNode(`http://a.example/${text}`)),
    ]);

    expect(ids.map((id) => dictionary.text(id))).toEqual(
      texts.flatMap((text) => [text, `http://a.example/${text}`]),
    );
    expect(ids.map((id) => copied(dictionary, id))).toEqual(ids.map((id) => dictionary.text(id)));
  });

  it("knows the literals that share a datatype, language and direction", () => {
    const dictionary = createDictionary();
    const typeOf = (term: Term) => dictionary.literalType(dictionary.add(term));

    expect(typeOf(DataFactory.literal("a"))).toBe(typeOf(DataFactory.literal("b")));
    expect(typeOf(DataFactory.literal("a", "en"))).toBe(typeOf(DataFactory.literal("b", "en")));
    expect(typeOf(DataFactory.literal("a", "en"))).not.toBe(typeOf(directional("a", "en", "ltr")));
    expect(typeOf(DataFactory.literal("a", DataFactory.namedNode("a:b")))).not.toBe(
      typeOf(DataFactory.literal("a")),
    );
    expect([typeOf(DataFactory.blankNode("a")), typeOf(DataFactory.namedNode("a:b"))]).toEqual([0, 0]);
  });

  it("finds and reads thousands of terms over many segments and heads", () => {
    const dictionary = createDictionary({
      textBlockBytes: 1024,
      recordBlockEntries: 64,
      segmentSlots: 32,
    });
    const terms = Array.from({ length: 5000 }, (_, i) => [
      DataFactory.namedNode(`http://a.example/run/${hashOf(i % 50)}/column/${i}`),
      DataFactory.namedNode(`http://a.example/run/${hashOf(i)}/in/${hashOf(i + 1)}/${i}`),
      DataFactory.literal(String(i), DataFactory.namedNode(`http://a.example/type#${i % 1500}`)),
      DataFactory.literal(`${i}`, `en-x-${i % 1500}`),
    ]).flat();

    const ids = terms.map((term) => dictionary.add(term));

    const reader = dictionaryReader(dictionary.share());
    expect(ids).toEqual(terms.map((_, i) => i + 1));
    expect(terms.every((term, i) => reader.idOf(term) === i + 1)).toBe(true);
    expect(terms.every((term, i) => reader.term(i + 1).equals(term))).toBe(true);
    expect(reader.idOf(DataFactory.namedNode(`http://a.example/run/${hashOf(5001)}/column/1`))).toBe(noTerm);
  });

  it("takes little more memory than it needs", () => {
    const dictionary = createDictionary();
    expect(dictionary.sizeBytes).toBeLessThan(20_000);

    for (let i = 0; i < 50_000; i++)
      dictionary.add(DataFactory.namedNode(`http://a.example/run/${hashOf(i)}`));

    expect(dictionary.sizeBytes / dictionary.size).toBeLessThan(90);
  });
});

describe("a reader of a dictionary", () => {
  it("sees what there was when it was shared, and nothing that was added since", () => {
    fc.assert(
      fc.property(fc.array(aTerm()), fc.array(aTerm()), (before, after) => {
        const dictionary = createDictionary(smallLimits);
        const early = before.map((term) => dictionary.add(term));
        const reader = dictionaryReader(dictionary.share());
        const size = dictionary.size;

        const late = after.map((term) => dictionary.add(term));

        expect(reader.size).toBe(size);
        expect(before.map((term) => reader.idOf(term))).toEqual(early);
        expect(after.map((term) => reader.idOf(term))).toEqual(late.map((id) => (id <= size ? id : noTerm)));
        for (const id of late.filter((each) => each > size))
          expect(() => reader.term(id)).toThrow(RangeError);
      }),
    );
  });
});

function copied(reader: Dictionary | DictionaryReader, id: number): string {
  const target = Buffer.alloc(reader.textLength(id) + 2, "x");
  const end = reader.copyText(id, target, 1);
  expect(end).toBe(target.length - 1);
  expect([target[0], target[end]]).toEqual([0x78, 0x78]);
  return target.toString("utf8", 1, end);
}

function hashOf(number: number): string {
  return number.toString(16).padStart(64, "0123456789abcdef");
}

/** A literal whose library keeps the tag as it was given. */
function aForeignLiteral(value: string, language: string): Literal {
  const datatype = DataFactory.namedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString");
  return { termType: "Literal", value, language, datatype, equals: () => false };
}

describe("a triple term in a dictionary", () => {
  const aTriple = () =>
    fc.tuple(aTerm(), aTerm(), aTerm(), fc.boolean()).map(([subject, predicate, object, isNested]) => {
      const inner = DataFactory.quad(subject as never, predicate as never, object as never);
      return (
        isNested
          ? DataFactory.quad(DataFactory.namedNode("a:s"), DataFactory.namedNode("a:p"), inner as never)
          : inner
      ) as BaseQuad;
    });

  it("has one number, and terms that have theirs, to the writer as to readers and when it has rested", () => {
    fc.assert(
      fc.property(fc.array(aTriple()), fc.array(aTerm()), fc.boolean(), (triples, others, isSmall) => {
        const dictionary = createDictionary(isSmall ? smallLimits : {});
        for (const term of others) dictionary.add(term);
        const ids = triples.map((term) => dictionary.add(term));

        expect(new Set(ids).size).toBe(new Set(triples.map(termText)).size);
        const restored = restoredDictionary(dictionary.columns());
        for (const reader of [dictionary, dictionaryReader(dictionary.share()), restored])
          triples.forEach((term, i) => {
            const id = ids[i] ?? noTerm;
            const components = [term.subject, term.predicate, term.object].map((each) => reader.idOf(each));
            expect(reader.kind(id)).toBe(termKind.triple);
            expect(reader.number(id)).toBeNaN();
            expect(reader.text(id)).toBe("");
            expect(reader.literalType(id)).toBe(0);
            expect(reader.term(id).equals(term)).toBe(true);
            expect(reader.idOf(term)).toBe(id);
            expect(reader.tripleOf(id)).toEqual(components);
            expect(reader.idOfTriple(...reader.tripleOf(id))).toBe(id);
          });
      }),
    );
  });

  it("is not there when a reader's memory was shared before, nor where one of its terms is missing", () => {
    const dictionary = createDictionary();
    const [s, p] = [
      dictionary.add(DataFactory.namedNode("a:s")),
      dictionary.add(DataFactory.namedNode("a:p")),
    ];
    const before = dictionaryReader(dictionary.share());
    const term = DataFactory.quad(
      DataFactory.namedNode("a:s"),
      DataFactory.namedNode("a:p"),
      DataFactory.namedNode("a:s"),
    ) as BaseQuad;
    dictionary.add(term);

    expect(before.idOf(term)).toBe(noTerm);
    expect(before.idOfTriple(s, p, s)).toBe(noTerm);
    expect(
      dictionary.idOf(
        DataFactory.quad(
          DataFactory.namedNode("a:s"),
          DataFactory.namedNode("a:p"),
          DataFactory.literal("x"),
        ),
      ),
    ).toBe(noTerm);
    expect(dictionary.idOfTriple(s, noTerm, s)).toBe(noTerm);
  });

  it("is refused with a graph, and no other term is one", () => {
    const dictionary = createDictionary();
    const inGraph = DataFactory.quad(
      DataFactory.namedNode("a:s"),
      DataFactory.namedNode("a:p"),
      DataFactory.blankNode("b"),
      DataFactory.namedNode("a:g"),
    );

    expect(() => dictionary.add(inGraph)).toThrow(UnwritableTermError);
    expect(() => dictionary.tripleOf(dictionary.add(DataFactory.namedNode("a:s")))).toThrow(RangeError);
  });
});
