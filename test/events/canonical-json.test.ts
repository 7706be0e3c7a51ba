import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/events/canonical-json.ts";
import { parseJson } from "../../src/events/json.ts";

const canonical = (text: string): string => canonicalJson(parseJson(Buffer.from(text, "utf8")));

describe("canonicalJson", () => {
  it("is a fixed point of parsing", () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: "binary" }), (text) => {
        const once = canonical(text);

        expect(canonical(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  it("depends neither on the order of keys nor on white space", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(JSON.stringify(reversed(value), null, "\t "))).toBe(
          canonical(JSON.stringify(value)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [["1.0", "1e0", "10e-1", "1", "0.1e1"], "1"],
    [["0", "-0", "0.0", "-0e5"], "0"],
    [["1e21", "1000000000000000000000", "1E+21"], "1e+21"],
    [["3049729675574597004", "3049729675574597004.0", "3.049729675574597004e18"], "3049729675574597004"],
    [["0.1", "1e-1", "0.10"], "0.1"],
    [["0.1000000000000000055", "1000000000000000055e-19"], "0.1000000000000000055"],
    [["-1e400"], `-1${"0".repeat(400)}`],
  ])("writes %j as %s", (spellings, expected) => {
    expect(spellings.map(canonical)).toEqual(spellings.map(() => expected));
  });

  it("keeps different numbers different", () => {
    expect(canonical("9007199254740993")).not.toBe(canonical("9007199254740992"));
    expect(canonical('{"exactDecimal":"9007199254740993"}')).not.toBe(canonical("9007199254740993"));
  });

  it("sorts keys by UTF-16 code units and escapes as RFC 8785 §3.2.3 does", () => {
    const text = String.raw`{"\uff5e":1,"\ud83d\udc7d":2,"b":3,"\n":4,"B":5,"\u00df":"\u0001\u007f\/"}`;

    expect(canonical(text)).toBe('{"\\n":4,"B":5,"b":3,"ß":"\\u0001\u007f/","👽":2,"～":1}');
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
