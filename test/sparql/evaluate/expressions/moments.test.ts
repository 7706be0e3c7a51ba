import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { momentOf } from "../../../../src/sparql/evaluate/expressions/moments.ts";

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
