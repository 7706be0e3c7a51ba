import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson, parseJsonDocument } from "../../src/events/json.ts";
import { MalformedJsonError } from "../../src/events/json-error.ts";
import { isExactNumber, isJsonObject } from "../../src/events/json-value.ts";

const bytesOf = (text: string): Uint8Array => Buffer.from(text, "utf8");
const parsed = (text: string) => parseJson(bytesOf(text));

function errorOf(input: string | Uint8Array): MalformedJsonError {
  try {
    parseJson(typeof input === "string" ? bytesOf(input) : input);
  } catch (error) {
    if (error instanceof MalformedJsonError) return error;
    throw error;
  }
  throw new Error("It was parsed");
}

describe("parseJson", () => {
  it("reads what JSON.parse reads, for every value and spacing", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 1, 3, "\t", "\r\n "), (text, space) => {
        const value: unknown = JSON.parse(text);
        const spaced = JSON.stringify(value, null, space);

        expect(JSON.stringify(parsed(spaced))).toBe(JSON.stringify(value));
      }),
      { numRuns: 300 },
    );
  });

  it("reads every string of Unicode characters, escaped or not", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (text, isEscaped) => {
        const json = isEscaped
          ? `"${[...Array(text.length).keys()].map((index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, "0")}`).join("")}"`
          : JSON.stringify(text);

        expect(parsed(json)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it("refuses exactly the text that JSON.parse refuses, but for what JSON.parse would lose", () => {
    const token = fc.constantFrom(
      ...'{}[],:"\\\n 019-+.eEtrufalsn/é'.split(""),
      "true",
      "null",
      '"a"',
      '"a":',
      "\\u00e9",
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
        const text = tokens.join("");
        const theirs = outcome(() => JSON.parse(text));
        const ours = outcome(() => parsed(text));

        if (ours instanceof MalformedJsonError && ours.fault !== "syntax") expect(theirs).toBe("parsed");
        else expect(ours === "parsed").toBe(theirs === "parsed");
      }),
      { numRuns: 2_000 },
    );
  });

  it("gives objects no prototype, so that every key is a key", () => {
    const value = parsed('{"__proto__":{"a":1},"constructor":2,"toString":3}');

    expect(isJsonObject(value) && Object.keys(value)).toEqual(["__proto__", "constructor", "toString"]);
    expect(Object.getPrototypeOf(value)).toBeNull();
  });

  it.each([
    ["1", 1],
    ["1.0", 1],
    ["10e-1", 1],
    ["-0", 0],
    ["-0.0e7", 0],
    ["0.1", 0.1],
    ["1e21", 1e21],
    ["5e-324", 5e-324],
    ["9007199254740993", { exactDecimal: "9007199254740993" }],
    ["3049729675574597004", { exactDecimal: "3049729675574597004" }],
    ["-12345678901234567.50", { exactDecimal: "-12345678901234567.5" }],
    ["0.1000000000000000055", { exactDecimal: "0.1000000000000000055" }],
    ["1234567890123456789e-3", { exactDecimal: "1234567890123456.789" }],
    ["1e309", { exactDecimal: `1${"0".repeat(309)}` }],
    ["-1e-400", { exactDecimal: `-0.${"0".repeat(399)}1` }],
    ["0e99999999999999999999", 0],
  ])("reads the number %s without loss", (text, expected) => {
    expect(parsed(text)).toEqual(expected);
  });

  it("keeps the decimal of any number", () => {
    const digits = fc.stringMatching(/^(0|[1-9]\d{0,24})(\.\d{1,24})?$/);
    fc.assert(
      fc.property(digits, fc.integer({ min: -40, max: 40 }), fc.boolean(), (text, exponent, isNegative) => {
        const sent = `${isNegative ? "-" : ""}${text}e${exponent}`;
        const value = parsed(sent);

        const kept = isExactNumber(value) ? value.exactDecimal : JSON.stringify(value);
        expect(scaled(kept)).toBe(scaled(sent));
      }),
    );
  });

  it("tells a number kept as text from an object that looks like one", () => {
    expect(isExactNumber(parsed('{"exactDecimal":"12345678901234567890"}'))).toBe(false);
    expect(isExactNumber(parsed("12345678901234567890"))).toBe(true);
  });

  it.each([
    ['{"a":{"b":1,"b":2}}', "duplicate-key", "/a/b", 12],
    ['{"a":1,"\\u0061":2}', "duplicate-key", "/a", 7],
    ['{"a~/b":[0,"\\ud800"]}', "lone-surrogate", "/a~0~1b/1", 12],
    ['["\\udc00\\ud800"]', "lone-surrogate", "/0", 2],
    ['{"x":{"\\ud800":1}}', "lone-surrogate", "/x", 7],
    ['{"a":1e9999}', "number-too-long", "/a", 5],
    ['{"a":[1,2,}', "syntax", "/a/2", 10],
    ['{"a":1 "b"}', "syntax", "/a", 7],
    ['{"a":tru}', "syntax", "/a", 5],
    ["[1]x", "syntax", "", 3],
    ["", "syntax", "", 0],
    ['"\n"', "syntax", "", 1],
    ['"\\x"', "syntax", "", 1],
    ["01", "syntax", "", 1],
  ])("refuses %s", (text, fault, pointer, offset) => {
    expect(errorOf(text)).toMatchObject({
      code: "malformed-json",
      fault,
      pointer,
      offset,
      line: expect.any(Number),
    });
  });

  it.each([
    ["hello", "found 'h' at"],
    ["\u0001", "found the byte 0x01 at"],
    [gzipSync("{}"), "found gzip at"],
    [Buffer.from("\ufeff{}", "utf16le"), "found UTF-16 at"],
    ["", "found the end at"],
  ])("says what stands where JSON should: %j", (text, found) => {
    expect(() => parseJson(Buffer.from(text))).toThrow(found);
  });

  it("names the line", () => {
    expect(errorOf('{\n"a": 1,\n"a": 2\n}')).toMatchObject({ line: 3, offset: 10 });
  });

  it.each([
    ["a surrogate in bytes", [0xed, 0xa0, 0x80]],
    ["an overlong form", [0xc0, 0xaf]],
    ["a sequence cut short", [0xe2, 0x82]],
  ])("refuses %s, and takes the character U+FFFD itself", (_, bytes) => {
    const text = Buffer.concat([Buffer.from('{"a":"é\ufffd'), Buffer.from(bytes), Buffer.from('"}')]);

    expect(errorOf(text)).toMatchObject({ fault: "invalid-utf-8", pointer: "/a", offset: 11 });
    expect(parsed('"\ufffd"')).toBe("\ufffd");
  });

  it("ignores a byte order mark at the start, and keeps one in a string", () => {
    expect(parsed('\ufeff"\ufeffx"')).toBe("\ufeffx");
  });

  it.each([10_000, 2_000_000])("refuses %i levels without running out of stack", (depth) => {
    const error = errorOf("[".repeat(depth) + "]".repeat(depth));

    expect(error).toMatchObject({ fault: "too-deep", offset: 512 });
    expect(errorOf('{"a":'.repeat(depth))).toMatchObject({ fault: "syntax" });
  });

  it("takes as many levels as the limit says, and no more", () => {
    expect(() => parseJson(bytesOf("[[[1]]]"), { maxDepth: 3 })).not.toThrow();
    expect(() => parseJson(bytesOf("[[[[]]]]"), { maxDepth: 3 })).toThrow("More than 3 levels");
  });

  it("cuts a pointer that would echo the body", () => {
    expect(errorOf(`{"a":{"${"k".repeat(5_000)}":[x]}}`).pointer).toBe("/a");
  });

  it("throws nothing but its own error, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(["parsed", MalformedJsonError]).toContain(asKind(outcome(() => parseJson(bytes))));
      }),
    );
  });
});

describe("parseJsonDocument", () => {
  it("gives each element of an array with the exact slice that it was read from", () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 1 }),
        fc.constantFrom("", " ", "\n\t"),
        (values, space) => {
          const texts = values.map((value) => JSON.stringify(value, null, 1));
          const bytes = bytesOf(`${space}[${texts.map((text) => space + text + space).join(",")}]${space}`);

          const { elements, isArray, error } = parseJsonDocument(bytes);

          expect({ isArray, error }).toEqual({ isArray: true, error: undefined });
          expect(
            elements.map(({ start, end }) => Buffer.from(bytes.subarray(start, end)).toString()),
          ).toEqual(texts);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("loses only the element that has a fault", () => {
    const deep = "[".repeat(600) + "]".repeat(600);
    const bytes = Buffer.from(`[1,{"a":1,"a":2},"\\ud800",${deep},"\u00ff",[2]]`, "utf8");
    bytes[bytes.indexOf("\u00ff")] = 0xff;

    const { elements, error } = parseJsonDocument(bytes);

    expect(elements.map((element) => ("error" in element ? element.error.fault : element.value))).toEqual([
      1,
      "duplicate-key",
      "lone-surrogate",
      "too-deep",
      "invalid-utf-8",
      [2],
    ]);
    expect(elements[1]).toMatchObject({ error: { pointer: "/a", offset: 10 } });
    expect(error).toBeUndefined();
  });

  it("takes time in proportion to the length, however many elements are at fault", () => {
    const bytes = bytesOf(`[${'{"a":1,"a":2},\n'.repeat(50_000)}0]`);
    const started = performance.now();

    const { elements } = parseJsonDocument(bytes);

    expect(elements.at(-2)).toMatchObject({ error: { line: 50_000 } });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("keeps what comes before broken syntax, and says where it breaks", () => {
    const { elements, error } = parseJsonDocument(bytesOf('[{"a":1},\n{"b":[2,}]},{"c":3}]'));

    expect(elements).toHaveLength(1);
    expect(error).toMatchObject({ fault: "syntax", pointer: "/1/b/1", line: 2 });
  });

  it.each([
    ["[]", 0, undefined],
    [" {} ", 1, undefined],
    ["[1,]", 1, "/1"],
    ["[1", 1, ""],
    ["[1] 2", 1, ""],
    ["", 0, ""],
  ])("reads %s", (text, count, pointer) => {
    const { elements, error } = parseJsonDocument(bytesOf(text));

    expect(elements).toHaveLength(count);
    expect(error?.pointer).toBe(pointer);
  });
});

function outcome(attempt: () => unknown): unknown {
  try {
    attempt();
    return "parsed";
  } catch (error) {
    return error;
  }
}

function asKind(result: unknown): unknown {
  return result instanceof MalformedJsonError ? MalformedJsonError : result;
}

/** A decimal times 10^1500, as an integer. */
function scaled(text: string): bigint {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text) ?? [];
  return BigInt(`${sign}${whole}${fraction}`) * 10n ** BigInt(1500 + Number(exponent) - fraction.length);
}
