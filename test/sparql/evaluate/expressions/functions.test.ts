import { describe, expect, it } from "vitest";
import { MalformedQueryError } from "../../../../src/sparql/errors.ts";
import { evaluated, answerOf as of, shown } from "../fixtures.ts";

const yes = '"true"';
const no = '"false"';

describe("arithmetic", () => {
  it("is exact for integers and decimals of any length", () => {
    expect(of("9007199254740993 + 1")).toBe('"9007199254740994"^^xsd:integer');
    expect(of("123456789012345678 * 1000")).toBe('"123456789012345678000"^^xsd:integer');
    expect(of("0.1 + 0.2")).toBe('"0.3"^^xsd:decimal');
    expect(of("0.12345678901234567891 * 10")).toBe('"1.2345678901234567891"^^xsd:decimal');
  });

  it("promotes, and answers in canonical form", () => {
    expect(of("1 + 1.0")).toBe('"2.0"^^xsd:decimal');
    expect(of("1 + 1.5E0")).toBe('"2.5E0"^^xsd:double');
    expect(of('"1.5"^^xsd:float + 1')).toBe('"2.5E0"^^xsd:float');
    expect(of('-"7"^^xsd:byte')).toBe('"-7"^^xsd:integer');
    expect(of("1 / 3")).toBe('"0.3333333333333333"^^xsd:decimal');
    expect(of("6 / 2")).toBe('"3.0"^^xsd:decimal');
    expect(of("1.5E0 / 0")).toBe('"INF"^^xsd:double');
  });

  it("cannot divide an integer or decimal by zero", () => {
    expect(of("1 / 0")).toBe("-");
    expect(of("1.5 / 0")).toBe("-");
  });

  it("divides exactly where the quotient ends, however small it is", () => {
    expect(of("1 / 100000000000000000000000")).toBe('"0.00000000000000000000001"^^xsd:decimal');
    expect(of("1 / 1180591620717411303424")).toBe(
      '"0.0000000000000000000008470329472543003390683225006796419620513916015625"^^xsd:decimal',
    );
    expect(of("1 / 30000000000000000000000000")).toBe(
      '"0.00000000000000000000000003333333333333333"^^xsd:decimal',
    );
  });

  it("rounds halves up", () => {
    expect(of("ROUND(-2.5)")).toBe('"-2.0"^^xsd:decimal');
    expect(of("ROUND(2.5)")).toBe('"3.0"^^xsd:decimal');
    expect(of("CEIL(-0.5)")).toBe('"0.0"^^xsd:decimal');
    expect(of("FLOOR(-0.5)")).toBe('"-1.0"^^xsd:decimal');
  });

  it("keeps the sign of a double zero", () => {
    expect(of("0 * -1E0")).toBe('"-0.0E0"^^xsd:double');
    expect(of("ROUND(-0.4E0)")).toBe('"-0.0E0"^^xsd:double');
    expect(of("1 / ?a", '"-0"^^xsd:double')).toBe('"-INF"^^xsd:double');
    expect(of('xsd:string("-0"^^xsd:double)')).toBe('"-0"');
    expect(of("0 * -1")).toBe('"0"^^xsd:integer');
  });

  it("reckons with dates", () => {
    const date = (text: string) => `"${text}"^^xsd:dateTime`;
    const days = (text: string) => `"${text}"^^xsd:dayTimeDuration`;

    expect(of(`${date("2024-02-28T23:00:00Z")} + ${days("PT2H")}`)).toBe(date("2024-02-29T01:00:00Z"));
    expect(of(`${date("2024-01-31T00:00:00Z")} + "P1M"^^xsd:yearMonthDuration`)).toBe(
      date("2024-02-29T00:00:00Z"),
    );
    expect(of(`${date("2024-01-01T00:00:00Z")} - ${date("2024-01-01T01:30:05.5Z")}`)).toBe(
      days("-PT1H30M5.5S"),
    );
    expect(of(`"2024-03-01"^^xsd:date - "2024-02-01"^^xsd:date`)).toBe(days("P29D"));
  });
});

describe("a function", () => {
  it("takes ill-typed literals for the literals that they are", () => {
    expect(of('DATATYPE("abc"^^xsd:integer)')).toBe("xsd:integer");
    expect(of('LANG("abc"^^xsd:integer)')).toBe('""');
    expect(of('isNumeric("1200"^^xsd:byte)')).toBe(no);
    expect(of('"abc"^^xsd:integer + 1')).toBe("-");
  });

  it("gives back the lexical form of a dateTime", () => {
    expect(of("STR(?a)", '"2024-05-01T12:00:00.123456+00:00"^^xsd:dateTime')).toBe(
      '"2024-05-01T12:00:00.123456+00:00"',
    );
    expect(of("xsd:string(?a)", '"2024-05-01T12:00:00.1234560+00:00"^^xsd:dateTime')).toBe(
      '"2024-05-01T12:00:00.123456Z"',
    );
  });

  it("has all digits of a fraction of a second", () => {
    const moment = (fraction: string) => `"2024-05-01T12:00:59.${fraction}Z"^^xsd:dateTime`;

    expect(of("SECONDS(?a)", moment("9999999999"))).toBe('"59.9999999999"^^xsd:decimal');
    expect(of("SECONDS(?a)", moment("00000000010"))).toBe('"59.0000000001"^^xsd:decimal');
    expect(of("xsd:string(?a)", moment("9999999999"))).toBe('"2024-05-01T12:00:59.9999999999Z"');
    expect(of("xsd:string(?a)", moment("00000000000"))).toBe('"2024-05-01T12:00:59Z"');
  });

  it("takes the end of a day for its beginning, in a time without a day", () => {
    expect(of('"24:00:00"^^xsd:time = "00:00:00"^^xsd:time')).toBe(yes);
    expect(of('"24:00:00"^^xsd:time < "01:00:00"^^xsd:time')).toBe(yes);
    expect(of('HOURS("24:00:00"^^xsd:time)')).toBe('"0"^^xsd:integer');
  });

  it("makes no term that could not be written", () => {
    for (const tag of ["en us", "en_us", "1en", "en-", 'a\\"><b>'])
      expect([of(`STRLANG("x", "${tag}")`), of(`STRLANGDIR("x", "${tag}", "ltr")`)]).toEqual(["-", "-"]);
    for (const iri of ["a b", "http://x/<y>", "http://x/{z}", "a\\nb", "a|b"])
      expect(of(`IRI("${iri}")`)).toBe("-");
    expect(of('STRLANG("x", "x-private-1")')).toBe('"x"@x-private-1');
    expect(of("IRI(<http://x/a/../b>)")).toBe("http://x/a/../b");
  });

  it("cuts strings by code points", () => {
    expect(of('SUBSTR("a𝒳b", 2, 1)')).toBe('"𝒳"');
    expect(of('SUBSTR("abc", 0, 2)')).toBe('"a"');
    expect(of('SUBSTR("abc", -1)')).toBe('"abc"');
    expect(of('STRLEN("a𝒳b")')).toBe('"3"^^xsd:integer');
    expect(of('STRBEFORE("abc"@en, "a")')).toBe('""@en');
    expect(of('STRAFTER("abc"@en, "z")')).toBe('""');
  });

  it("escapes all that is reserved in a URI", () => {
    expect(of('ENCODE_FOR_URI("Los Angeles/é!~")')).toBe('"Los%20Angeles%2F%C3%A9%21~"');
  });

  it("matches languages by prefix", () => {
    expect(of('langMatches("de-latn-de", "de-DE")')).toBe(no);
    expect(of('langMatches("de-DE-1996", "de-de")')).toBe(yes);
    expect(of('langMatches("", "*")')).toBe(no);
  });

  it("replaces as XPath does", () => {
    expect(of('REPLACE("abcd", "b(c)", "$1\\\\$")')).toBe('"ac$d"');
    expect(of('REPLACE("abc", "b*", "x")')).toBe("-");
    expect(of('REPLACE("abc", "b", "$")')).toBe("-");
    expect(of('REPLACE("a.c", ".", "$1", "q")')).toBe('"a$1c"');
    expect(of('REPLACE("abc", "(b)", "$12")')).toBe('"ab2c"');
  });

  it("reads patterns that XPath has, and JavaScript has not", () => {
    expect(of('REGEX("2020-01", "^2020\\\\-0")')).toBe(yes);
    expect(of('REGEX("2020-", "[\\\\-]$")')).toBe(yes);
    expect(of('REGEX("a\\\\-b", "a\\\\\\\\-b")')).toBe(yes);
    expect(of('REGEX("hello world", "hello\\\\ sworld", "x")')).toBe(yes);
  });

  it("casts signed numbers, of any length", () => {
    expect(of('xsd:integer("-5")')).toBe('"-5"^^xsd:integer');
    expect(of('xsd:integer("9007199254740993")')).toBe('"9007199254740993"^^xsd:integer');
    expect(of('xsd:decimal("-.5")')).toBe('"-0.5"^^xsd:decimal');
    expect(of("xsd:integer(1E21)")).toBe('"1000000000000000000000"^^xsd:integer');
    expect(of('xsd:integer("1.5")')).toBe("-");
    expect(of('xsd:double("")')).toBe("-");
    expect([of('xsd:integer(" 5\\n")'), of('xsd:integer("\u00a05")')]).toEqual(['"5"^^xsd:integer', "-"]);
  });

  it("resolves IRIs as RFC 3986 does", () => {
    const resolved = [
      "g",
      "./g",
      "../g",
      "/g",
      "//g",
      "?y",
      "#s",
      "",
      "../../../g",
      "g/../h",
      "mailto:x",
    ].map((iri) => of(`IRI("${iri}")`));

    expect(resolved).toEqual([
      "http://base.example/dir/g",
      "http://base.example/dir/g",
      "http://base.example/g",
      "http://base.example/g",
      "http://g",
      "http://base.example/dir/file?y",
      "http://base.example/dir/file?query#s",
      "http://base.example/dir/file?query",
      "http://base.example/g",
      "http://base.example/dir/h",
      "mailto:x",
    ]);
  });

  it("makes a new term each time, where that is what it is for", () => {
    for (const call of ["UUID()", "STRUUID()", "BNODE()", "RAND()"]) {
      const values = evaluated(call, "VALUES ?a { 1 1 1 }").map(shown);

      expect(new Set(values).size).toBe(3);
    }
    expect(new Set(evaluated("STR(RAND() < ?a)", "VALUES ?a { 2 2 }").map(shown))).toEqual(
      new Set(['"true"']),
    );
    expect(of("NOW()")).toBe('"2020-01-02T03:04:05Z"^^xsd:dateTime');
  });

  it("refuses a pattern of the query that is none, and passes over one of the data", () => {
    expect(() => of('REGEX("a", "(")')).toThrow(MalformedQueryError);
    expect(of('REGEX("a", ?a)', '"("')).toBe("-");
    expect(evaluated('REGEX("a", "(")', "VALUES ?a { }")).toEqual([]);
  });
});

describe("a base direction", () => {
  it("is told beside the language, and is the literal's datatype", () => {
    expect(of('LANG("x"@ar--rtl)')).toBe('"ar"');
    expect(of('LANGDIR("x"@ar--rtl)')).toBe('"rtl"');
    expect(of('LANGDIR("x"@ar)')).toBe('""');
    expect(of("LANGDIR(:a)")).toBe("-");
    expect(of('DATATYPE("x"@ar--rtl)')).toBe("http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString");
    expect([of('hasLANG("x"@ar)'), of('hasLANG("x")'), of("hasLANG(:a)")]).toEqual([yes, no, no]);
    expect([of('hasLANGDIR("x"@ar--rtl)'), of('hasLANGDIR("x"@ar)'), of("hasLANGDIR(1)")]).toEqual([
      yes,
      no,
      no,
    ]);
  });

  it("is made of a text, a language and one of two words", () => {
    expect(of('STRLANGDIR("x", "AR", "rtl")')).toBe('"x"@ar--rtl');
    for (const call of [
      'STRLANGDIR("x", "ar", "RTL")',
      'STRLANGDIR("x", "", "rtl")',
      'STRLANGDIR(1, "ar", "rtl")',
      'STRLANGDIR("x"@en, "ar", "rtl")',
      'STRLANGDIR("x", "ar--ltr", "rtl")',
      'STRLANG("x", "ar--rtl")',
    ])
      expect(of(call)).toBe("-");
  });

  it("stays with a text that is changed, and keeps from those of another", () => {
    expect(of('UCASE("x"@ar--rtl)')).toBe('"X"@ar--rtl');
    expect(of('SUBSTR("xyz"@ar--rtl, 2)')).toBe('"yz"@ar--rtl');
    expect(of('STRAFTER("xyz"@ar--rtl, "x")')).toBe('"yz"@ar--rtl');
    expect(of('REPLACE("xyz"@ar--rtl, "x", "a")')).toBe('"ayz"@ar--rtl');
    expect(of('CONCAT("x"@ar--rtl, "y"@ar--rtl)')).toBe('"xy"@ar--rtl');
    expect(of('CONCAT("x"@ar--rtl, "y"@ar)')).toBe('"xy"');
    expect(of('STRSTARTS("xyz"@ar--rtl, "x"@ar--rtl)')).toBe(yes);
    expect(of('STRSTARTS("xyz"@ar--rtl, "x"@ar)')).toBe("-");
    expect([
      of('"x"@ar--rtl = "x"@ar--rtl'),
      of('"x"@ar--rtl = "x"@ar--ltr'),
      of('"x"@ar--rtl = "x"@ar'),
    ]).toEqual([yes, no, no]);
  });
});
