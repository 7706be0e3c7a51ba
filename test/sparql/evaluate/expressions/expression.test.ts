import { describe, expect, it } from "vitest";
import { compileFilter, refusalOf } from "../../../../src/sparql/evaluate/expressions/expression.ts";
import { algebraOf, answerOf as of, tableOf } from "../fixtures.ts";

const yes = '"true"';
const no = '"false"';

describe("a comparison", () => {
  it("tells integers and decimals apart that are one double", () => {
    expect(of("9007199254740993 = 9007199254740992")).toBe(no);
    expect(of("?a > 9007199254740992", "9007199254740993")).toBe(yes);
    expect(of("0.12345678901234567891 < 0.12345678901234567892")).toBe(yes);
    expect(of("?a IN (9007199254740992)", "9007199254740993")).toBe(no);
    expect(of("1.50 = 1.5")).toBe(yes);
  });

  it("tells dateTimes apart that are one millisecond, and knows one by its other time zone", () => {
    const noon = '"2024-05-01T12:00:00.1234567Z"^^xsd:dateTime';

    expect(of(`?a < "2024-05-01T12:00:00.12345671Z"^^xsd:dateTime`, noon)).toBe(yes);
    expect(of(`?a = "2024-05-01T14:00:00.12345670+02:00"^^xsd:dateTime`, noon)).toBe(yes);
    expect(of('"2024-01-01T24:00:00Z"^^xsd:dateTime = "2024-01-02T00:00:00Z"^^xsd:dateTime')).toBe(yes);
  });

  it("takes a dateTime without time zone as UTC", () => {
    expect(of('"2024-01-01T00:00:00"^^xsd:dateTime = "2024-01-01T00:00:00Z"^^xsd:dateTime')).toBe(yes);
  });

  it("compares strings by code point", () => {
    expect(of('"B" < "a"')).toBe(yes);
    expect(of('"é" = "e\u0301"')).toBe(no);
    expect(of('"\uffff" < "𝒳"')).toBe(yes);
  });

  it("is an error between what has no common order, and an inequality of what is plainly different", () => {
    expect(of('1 < "1"')).toBe("-");
    expect(of(":a < :b")).toBe("-");
    expect(of('"a"@en < "b"@en')).toBe("-");
    expect(of('"x"^^:t = "y"^^:t')).toBe("-");
    expect(of('"x"^^:t = "x"^^:t')).toBe(yes);
    expect(of("1 = :a")).toBe(no);
    expect(of('"a" = "a"@en')).toBe(no);
  });

  it("has NaN equal to nothing and in no order", () => {
    const nan = '"NaN"^^xsd:double';

    for (const operator of ["=", "<", ">", "<=", ">="]) expect(of(`?a ${operator} ?a`, nan)).toBe(no);
    expect(of("?a != ?a", nan)).toBe(yes);
    expect(of("1 <= ?a", nan)).toBe(no);
    expect(of("sameTerm(?a, ?a)", nan)).toBe(yes);
  });

  it("compares durations by their length", () => {
    expect(of('"P12M"^^xsd:duration = "P1Y"^^xsd:yearMonthDuration')).toBe(yes);
    expect(of('"PT24H"^^xsd:dayTimeDuration = "P1D"^^xsd:dayTimeDuration')).toBe(yes);
    expect(of('"PT23H"^^xsd:dayTimeDuration < "P1D"^^xsd:dayTimeDuration')).toBe(yes);
    expect(of('"PT23H"^^xsd:duration < "P1D"^^xsd:duration')).toBe("-");
  });
});

describe("logic", () => {
  it("has three values", () => {
    const values = { true: "true", false: "false", error: "(1/0)" };
    const table = (operator: string) =>
      Object.values(values).map((a) => Object.values(values).map((b) => of(`${a} ${operator} ${b}`)));

    expect(table("&&")).toEqual([
      [yes, no, "-"],
      [no, no, no],
      ["-", no, "-"],
    ]);
    expect(table("||")).toEqual([
      [yes, yes, yes],
      [yes, no, "-"],
      [yes, "-", "-"],
    ]);
  });

  it("takes what has no boolean value as an error, an ill-typed number or boolean too (SPARQL 1.2 §17.2.2)", () => {
    expect(of('!"abc"^^xsd:integer')).toBe("-");
    expect(of('IF("maybe"^^xsd:boolean, 1, 2)')).toBe("-");
    expect(of('!"abc"^^xsd:date')).toBe("-");
    expect(of("!:a")).toBe("-");
    expect(of('!"a"@en')).toBe("-");
    expect(of('!""')).toBe(yes);
    expect(of('!"NaN"^^xsd:double')).toBe(yes);
  });

  it("has an error of a variable that nothing binds", () => {
    for (const expression of [
      "?never > 1",
      "1 < ?never",
      "?a = ?never",
      "?never = 1",
      "?a IN (?never, 2)",
      "!?never",
    ])
      expect(of(expression, "1")).toBe("-");
    expect(of("BOUND(?never)")).toBe(no);
    expect(of("COALESCE(?never, ?a, 2)", "1")).toBe('"1"^^xsd:integer');
  });

  it("finds a member although another cannot be compared", () => {
    expect(of("?a IN (:b, 1/0, :a)", ":a")).toBe(yes);
    expect(of("?a IN (:b, 1/0)", ":a")).toBe("-");
    expect(of("?a NOT IN (:b, :c)", ":a")).toBe(yes);
    expect(of("?a IN ()", ":a")).toBe(no);
    expect(of("?a IN (1.0, 2)", "1")).toBe(yes);
  });
});

describe("what cannot be evaluated", () => {
  const refused = (expression: string, onExists: () => string | undefined = () => undefined) => {
    const operation = algebraOf(`SELECT (${expression} AS ?r) { VALUES ?a { 1 } }`);
    if (operation.type !== "project" || operation.input.type !== "extend") throw new Error(operation.type);
    return refusalOf(operation.input.expression, onExists);
  };

  it("is named", () => {
    expect(refused("<urn:f>(?a)")).toBe("<urn:f> of 1 arguments");
    expect(refused("1 + BNODE(STR(?a))")).toBe("bnode of 1 arguments");
    expect(refused("xsd:integer(?a, ?a)")).toBe("<http://www.w3.org/2001/XMLSchema#integer> of 2 arguments");
    expect(refused("!EXISTS { ?a ?b ?c }", () => "a pattern")).toBe("a pattern");
    expect(refused("EXISTS { ?a ?b ?c } || STRLEN(STR(?a)) > 1")).toBeUndefined();
  });
});

describe("an aggregate", () => {
  it("is judged by its expression", () => {
    const judged = (aggregate: string) => {
      const operation = algebraOf(`SELECT (${aggregate} AS ?r) { VALUES ?a { 1 } }`);
      if (operation.type !== "project" || operation.input.type !== "extend") throw new Error(operation.type);
      const { input } = operation.input;
      if (input.type !== "group" || input.aggregates[0] === undefined) throw new Error(input.type);
      return refusalOf(input.aggregates[0], () => undefined);
    };

    expect(judged("COUNT(*)")).toBeUndefined();
    expect(judged("SUM(?a + 1)")).toBeUndefined();
    expect(judged("SUM(<urn:f>(?a))")).toBe("<urn:f> of 1 arguments");
  });
});

describe("a filter", () => {
  it("asks EXISTS of each row, and lets no error pass", () => {
    const operation = algebraOf(
      "SELECT * { VALUES ?a { 1 2 3 UNDEF } FILTER(?a > 1 && EXISTS { ?a ?b ?c }) }",
    );
    if (operation.type !== "project" || operation.input.type !== "filter") throw new Error(operation.type);
    const { input, expression } = operation.input;
    if (input.type !== "values") throw new Error(input.type);
    const table = tableOf(input);
    const context = { ...table.context, exists: () => (_: unknown, row: number) => row !== 1 };
    const passes = compileFilter(expression, table.variables, context);

    expect([0, 1, 2, 3].filter((row) => passes(table.columns, row))).toEqual([2]);
  });
});
