import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { createDictionary } from "../../../../src/quads/dictionary/dictionary.ts";
import { momentOf, momentReader } from "../../../../src/sparql/evaluate/expressions/moments.ts";

describe("momentOf", () => {
  it("reads a time that ends in Z as it reads the same with +00:00", () => {
    const instants = fc.date({
      min: new Date("0000-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.boolean(), (instant, hasFraction) => {
        const text = hasFraction ? instant.toISOString() : instant.toISOString().replace(/\.\d+/, "");

        expect(momentOf(text)).toEqual(momentOf(text.replace("Z", "+00:00")));
      }),
    );
  });

  it("reads any fraction of a second as Number does", () => {
    const digits = fc.stringMatching(/^\d{1,20}$/);
    fc.assert(
      fc.property(digits, (fraction) => {
        const { fraction: found } = momentOf(`2026-11-24T01:02:03.${fraction}Z`);

        expect(found).toBe(Number(`.${fraction}`));
      }),
    );
  });

  it("reads the end of a day as the start of the next", () => {
    expect(momentOf("2026-12-31T24:00:00Z")).toEqual(momentOf("2027-01-01T00:00:00Z"));
  });
});

describe("momentReader", () => {
  it("reads a term of the store off its bytes as its text", () => {
    const dictionary = createDictionary();
    const read = momentReader({ bytes: dictionary, text: (id) => dictionary.text(id) });
    const year = fc.stringMatching(/^-?[1-9]\d{3,5}$/);
    const time = fc.stringMatching(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,60})?$/);
    const zone = fc.constantFrom("", "Z", "+00:00", "-09:30");
    const texts = fc.oneof(
      fc.tuple(year, time, zone).map(([years, of, z]) => `${years}-02-03T${of}${z}`),
      fc.tuple(time, zone).map(([of, z]) => of + z),
      fc.tuple(year, zone).map(([years, z]) => `${years}-12-31${z}`),
      zone.map((z) => `2026-12-31T24:00:00${z}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const id = dictionary.add(DataFactory.literal(text, DataFactory.namedNode("urn:x:any")));

        expect(read(id)).toEqual(momentOf(text));
      }),
    );
  });
});
