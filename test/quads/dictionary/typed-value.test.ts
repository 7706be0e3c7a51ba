import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { createDictionary, dictionaryReader } from "../../../src/quads/dictionary/dictionary.ts";
import { valueReaderOf } from "../../../src/quads/dictionary/typed-value.ts";
import { type TermKind, termKind } from "../../../src/quads/id-view.ts";

const xsd = "http://www.w3.org/2001/XMLSchema#";
const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

function read(text: string, type: string): { kind: TermKind; number: number } {
  return valueReaderOf(type.includes(":") ? type : xsd + type)(text);
}

describe("the value of a literal", () => {
  it.each([
    ["integer", "0", 0],
    ["integer", "+1", 1],
    ["integer", "01", 1],
    ["integer", "-0", 0],
    ["integer", `1${"0".repeat(29)}`, 1e29],
    ["integer", " 1 ", 1],
    ["byte", "-128", -128],
    ["unsignedByte", "255", 255],
    ["unsignedByte", "-0", 0],
    ["long", "9223372036854775807", 2 ** 63],
    ["unsignedLong", "18446744073709551615", 2 ** 64],
    ["positiveInteger", "+1", 1],
    ["nonPositiveInteger", "+0", 0],
    ["negativeInteger", "-1", -1],
  ])("is an integer for xsd:%s %j", (type, text, number) => {
    expect(read(text, type)).toEqual({ kind: termKind.integer, number });
  });

  it.each([
    ["decimal", ".5", termKind.decimal, 0.5],
    ["decimal", "1.", termKind.decimal, 1],
    ["decimal", "-01.50", termKind.decimal, -1.5],
    ["double", "1e3", termKind.double, 1000],
    ["double", "1.E-3", termKind.double, 0.001],
    ["double", "INF", termKind.double, Number.POSITIVE_INFINITY],
    ["double", "+INF", termKind.double, Number.POSITIVE_INFINITY],
    ["double", "-INF", termKind.double, Number.NEGATIVE_INFINITY],
    ["double", "NaN", termKind.double, Number.NaN],
    ["double", "-0", termKind.double, -0],
    ["double", "1e400", termKind.double, Number.POSITIVE_INFINITY],
    ["float", "0.1", termKind.float, 0.1],
    ["boolean", "true", termKind.boolean, 1],
    ["boolean", "1", termKind.boolean, 1],
    ["boolean", "false", termKind.boolean, 0],
    ["boolean", "0", termKind.boolean, 0],
  ])("is a number for xsd:%s %j", (type, text, kind, number) => {
    expect(read(text, type)).toEqual({ kind, number });
  });

  it.each([
    ["2026-11-23T10:20:30Z", "2026-11-23T10:20:30.000Z"],
    ["2026-11-23T10:20:30", "2026-11-23T10:20:30.000Z"],
    ["2026-11-23T10:20:30.125+02:00", "2026-11-23T08:20:30.125Z"],
    ["2026-11-23T10:20:30-14:00", "2026-11-24T00:20:30.000Z"],
    ["2026-12-31T24:00:00Z", "2027-01-01T00:00:00.000Z"],
    ["2024-02-29T24:00:00.000+14:00", "2024-02-29T10:00:00.000Z"],
    ["0000-02-29T00:00:00Z", "0000-02-29T00:00:00.000Z"],
    ["-0001-01-01T00:00:00Z", "-000001-01-01T00:00:00.000Z"],
    ["12345-06-07T00:00:00Z", "+012345-06-07T00:00:00.000Z"],
  ])("is the milliseconds of the dateTime %s", (text, instant) => {
    expect(read(text, "dateTime")).toEqual({ kind: termKind.dateTime, number: Date.parse(instant) });
  });

  it("agrees with JavaScript on the dates that it has", () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        const text = date
          .toISOString()
          .replace(/^\+0*(?=\d{4})/, "")
          .replace(/^-0*(?=\d{4})/, "-");

        expect(read(text, "dateTime").number).toBe(date.getTime());
      }),
    );
  });

  it("orders dateTimes by fractions of milliseconds, and years that JavaScript has not", () => {
    const numbers = [
      "-300000-01-01T00:00:00Z",
      "-299999-01-01T00:00:00Z",
      "2026-01-01T00:00:00.0001Z",
      "2026-01-01T00:00:00.0002Z",
      "2026-01-01T00:00:00.001Z",
      "300000-01-01T00:00:00Z",
    ].map((text) => read(text, "dateTime").number);

    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it("is the start of a date, in its zone", () => {
    expect(read("1970-01-02", "date")).toEqual({ kind: termKind.date, number: 86_400_000 });
    expect(read("1970-01-02+01:00", "date").number).toBe(82_800_000);
    expect(read("1900-02-29", "date").kind).toBe(termKind.illTyped);
  });

  it.each([
    ["string", "", termKind.string],
    ["time", "12:00:00", termKind.time],
    ["time", "24:00:00.0Z", termKind.time],
    ["duration", "P1Y2M3DT4H5M6.7S", termKind.duration],
    ["duration", "-PT0S", termKind.duration],
    ["yearMonthDuration", "P13M", termKind.duration],
    ["dayTimeDuration", "P1DT1S", termKind.duration],
    ["anyURI", "a b", termKind.otherLiteral],
    ["gYear", "2026", termKind.otherLiteral],
    ["http://a.example/type", "1", termKind.otherLiteral],
    [`${rdf}HTML`, "<p>", termKind.otherLiteral],
  ])("has a kind and no number for %s %j", (type, text, kind) => {
    expect(read(text, type)).toEqual({ kind, number: Number.NaN });
  });

  it.each([
    ["integer", ["", "a", "1.0", "1e3", "0x1F", "+", "1 2", "\u00a01", "١"]],
    ["byte", ["128", "300", "-129"]],
    ["short", ["32768"]],
    ["int", ["2147483648"]],
    ["long", ["9223372036854775808", "-9223372036854775809", "1".repeat(400)]],
    ["unsignedLong", ["18446744073709551616", "-1"]],
    ["unsignedInt", ["4294967296"]],
    ["unsignedShort", ["65536"]],
    ["unsignedByte", ["256"]],
    ["nonNegativeInteger", ["-1"]],
    ["positiveInteger", ["0"]],
    ["nonPositiveInteger", ["1"]],
    ["negativeInteger", ["0"]],
    ["decimal", ["", ".", "1e3", "INF", "1,5"]],
    ["double", ["", ".", "e3", "1e", "Infinity", "inf", "nan", "-NaN", "0x1F"]],
    ["boolean", ["", "TRUE", "2", " true", "constructor", "__proto__"]],
    [
      "dateTime",
      [
        "",
        "2026-11-23",
        "2026-11-23 10:20:30",
        "2026-11-23T10:20",
        "2026-02-29T00:00:00",
        "2026-13-01T00:00:00",
        "2026-00-01T00:00:00",
        "2026-01-00T00:00:00",
        "2026-01-01T24:00:01",
        "2026-01-01T23:60:00",
        "2026-01-01T23:59:60",
        "2026-01-01T00:00:00.",
        "2026-01-01T00:00:00z",
        "2026-01-01T00:00:00+14:01",
        "2026-01-01T00:00:00+0100",
        "026-01-01T00:00:00",
        "02026-01-01T00:00:00",
        "+2026-01-01T00:00:00",
        " 2026-01-01T00:00:00",
        "2026-01-01T00:00:00\n",
      ],
    ],
    ["dateTimeStamp", ["2026-01-01T00:00:00"]],
    ["date", ["2026-1-1", "2026-01-01T00:00:00", "2026-01-01+15:00"]],
    ["time", ["1:00:00", "24:00:01", "12:00", "12:00:00+1:00"]],
    ["duration", ["", "P", "PT", "P1S", "P1DT", "1D", "P-1D", "P1M1Y", "PT1.S"]],
    ["yearMonthDuration", ["P1D", "P1YT1M"]],
    ["dayTimeDuration", ["P1Y", "P1M"]],
    [`${rdf}langString`, ["a"]],
    [`${rdf}dirLangString`, ["a"]],
  ])("is ill-typed outside the lexical space of %s", (type, texts) => {
    for (const text of texts) expect([text, read(text, type).kind]).toEqual([text, termKind.illTyped]);
  });

  it("is kept with the term, for readers too", () => {
    const dictionary = createDictionary({ textBlockBytes: 32, recordBlockEntries: 2, segmentSlots: 4 });
    const typed = (text: string, type: string) =>
      DataFactory.literal(text, DataFactory.namedNode(xsd + type));
    const terms = [
      typed("1", "integer"),
      DataFactory.namedNode("http://a.example/1"),
      typed("true", "boolean"),
      typed("1.5", "decimal"),
      DataFactory.literal("1.5"),
      DataFactory.literal("1.5", "en"),
      DataFactory.blankNode("b"),
      typed("NaN", "double"),
      typed("1970-01-01T00:00:01.5Z", "dateTime"),
      typed("1".repeat(100), "integer"),
      typed("", "integer"),
    ];
    for (const term of terms) dictionary.add(term);

    const reader = dictionaryReader(dictionary.share());

    expect(terms.map((term) => reader.kind(reader.idOf(term)))).toEqual([
      termKind.integer,
      termKind.iri,
      termKind.boolean,
      termKind.decimal,
      termKind.string,
      termKind.langString,
      termKind.blankNode,
      termKind.double,
      termKind.dateTime,
      termKind.integer,
      termKind.illTyped,
    ]);
    const none = Number.NaN;
    expect(terms.map((term) => reader.number(reader.idOf(term)))).toEqual([
      1,
      none,
      1,
      1.5,
      none,
      none,
      none,
      none,
      1500,
      Number("1".repeat(100)),
      none,
    ]);
  });
});
