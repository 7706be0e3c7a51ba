/**
 * Terms and expressions for the laws, in SPARQL's words. They leave out what Comunica does against the specification
 * (`docs/decisions/expressions.md`): `examples` holds what is right there.
 */
import fc from "fast-check";

const numbers = ["0", "1", "2", "5", "10", "-1", "-3", "01", "2.5", "-2.5", "0.25", "3.0", "1.5E0", "-2E3"];
const rareNumbers = [
  '"NaN"^^xsd:double',
  '"INF"^^xsd:double',
  '"-INF"^^xsd:float',
  '"1.5"^^xsd:float',
  '"7"^^xsd:int',
  '"2"^^xsd:unsignedByte',
];
const strings = ['"abc"', '"b"', '"foobar"', '"Foo_Bar"', '"10"', '"2.5"', '"true"', '"é𝒳z"', '"a.c"'];
const tagged = ['"abc"@en', '"abc"@fr', '"b"@en-gb', '"foobar"@en'];
const moments = [
  '"2020-01-02T03:04:05Z"^^xsd:dateTime',
  '"2020-01-02T04:04:05+01:00"^^xsd:dateTime',
  '"2020-01-02T03:04:05"^^xsd:dateTime',
  '"1999-12-31T23:59:59.5-08:00"^^xsd:dateTime',
  '"2020-02-29"^^xsd:date',
  '"2020-02-29Z"^^xsd:date',
  '"2020-03-01+02:00"^^xsd:date',
  '"12:00:00Z"^^xsd:time',
  '"13:30:00"^^xsd:time',
];
const durations = [
  '"P1Y2M"^^xsd:yearMonthDuration',
  '"P1Y3M"^^xsd:yearMonthDuration',
  '"P1DT1H"^^xsd:dayTimeDuration',
  '"PT2H"^^xsd:dayTimeDuration',
  '"P1Y"^^xsd:duration',
  '"P2M"^^xsd:duration',
];
const others = [
  "<http://a.example/b>",
  ":x",
  "true",
  "false",
  '"1"^^xsd:boolean',
  '"x"^^:custom',
  '"y"^^:custom',
  '"http://a.example/b"^^xsd:anyURI',
];
const illTypedTerms = [
  '"abc"^^xsd:integer',
  '"abc"^^xsd:double',
  '"maybe"^^xsd:boolean',
  '"2020-13-01"^^xsd:date',
  '"yesterday"^^xsd:dateTime',
];

export const wellTyped = [
  ...numbers,
  ...rareNumbers,
  ...strings,
  ...tagged,
  ...moments,
  ...durations,
  ...others,
];
export const illTyped = [...wellTyped, ...illTypedTerms, ...illTypedTerms];

const instants = ["dateTime", "date", "time"].map((type) =>
  moments.filter((each) => each.endsWith(`^^xsd:${type}`)),
);
/** Terms that Comunica can put in an order: NaN stands nowhere there, and durations between numbers, URIs with strings. */
export const orderly = [...numbers, '"7"^^xsd:int', ...strings, ...tagged, ...moments, ...others].filter(
  (term) => !term.endsWith("anyURI"),
);
/** Lists of terms that go together in an aggregate. */
export const comparable = [
  numbers,
  [...numbers, '"1.5"^^xsd:float', '"7"^^xsd:int', '"INF"^^xsd:double'],
  [...strings, ...tagged],
  ...instants,
  ["true", "false"],
  orderly.filter((term) => !/^[<:]/.test(term)),
];
const variables = ["?a", "?b", "?c"];

/** A VALUES clause of a few rows, each with its number as `?row`. */
export function aTable(terms: readonly string[], rows = 8): fc.Arbitrary<string> {
  const cell = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...terms) },
    { weight: 1, arbitrary: fc.constant("UNDEF") },
  );
  return fc
    .array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: rows })
    .map(
      (table) => `VALUES (?row ?a ?b ?c) { ${table.map((row, i) => `(${i} ${row.join(" ")})`).join(" ")} }`,
    );
}

const patterns = ['"b"', '"^foo"', '"O+b?"', '"a.c"', '"[a-c]+"', '"(o)(b)"', '"r$"', '"a c"', '"\\\\p{L}"'];
const flags = ['""', '"i"', '"is"', '"x"', '"q"', '"qi"', '"m"'];

interface Depth {
  readonly leaf: fc.Arbitrary<string>;
  readonly inner: fc.Arbitrary<string>;
}

/** Functions that Comunica has right of whatever terms, ill-typed ones too. */
function safeFunctions({ leaf, inner }: Depth): fc.Arbitrary<string>[] {
  const call = (names: readonly string[], ...args: readonly fc.Arbitrary<string>[]) =>
    fc.tuple(fc.constantFrom(...names), ...args).map(([name, ...given]) => `${name}(${given.join(", ")})`);
  const infix = (names: readonly string[], left: fc.Arbitrary<string>, right: fc.Arbitrary<string>) =>
    fc.tuple(left, fc.constantFrom(...names), right).map((parts) => `(${parts.join(" ")})`);
  const text = fc.oneof(inner, call(["STR"], inner));
  const shift = fc.constantFrom('"PT1H"^^xsd:dayTimeDuration', '"P1D"^^xsd:dayTimeDuration', "1", "2.5");
  const divisor = fc.constantFrom("2", "3", "0.5", "0E0", "-4");
  const list = fc.array(inner, { maxLength: 4 }).map((items) => `(${items.join(", ")})`);
  return [
    infix(["=", "!=", "<", ">", "<=", ">="], inner, inner),
    infix(["=", "!=", "<", ">", "<=", ">="], inner, fc.constantFrom(...wellTyped)),
    infix(["=", "!=", "<", ">", "<=", ">="], fc.constantFrom(...wellTyped), inner),
    infix(["+", "*"], inner, inner),
    infix(["-"], inner, shift),
    infix(["/"], inner, divisor),
    infix(["IN", "NOT IN"], inner, list),
    fc.tuple(fc.constantFrom("-", "+"), inner).map(([sign, operand]) => `(${sign} ${operand})`),
    call(["ABS", "CEIL", "FLOOR", "ROUND"], inner),
    call(["sameTerm"], inner, inner),
    call(["isIRI", "isBlank", "isLiteral", "STR", "STRLEN", "UCASE", "LCASE"], inner),
    call(["IRI"], leaf),
    call(["YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS", "TZ", "TIMEZONE"], leaf),
    call(["MD5", "SHA1", "SHA256", "SHA384", "SHA512"], text),
    call(["STRSTARTS", "STRENDS", "CONTAINS"], text, text),
    call(["STRBEFORE", "STRAFTER"], call(["STR"], inner), text),
    call(["SUBSTR"], text, fc.constantFrom("1", "2", "4")),
    call(["SUBSTR"], text, fc.constantFrom("1", "2"), fc.constantFrom("0", "1", "3", "2.5")),
    call(["CONCAT"], text, text),
    call(["REGEX"], text, fc.constantFrom(...patterns)),
    call(["REGEX"], text, fc.constantFrom(...patterns), fc.constantFrom(...flags)),
    call(["REPLACE"], text, fc.constantFrom(...patterns), fc.constantFrom('"x"', '""', '"[$0]"')),
    call(["STRDT"], text, fc.constantFrom("xsd:string", ":custom")),
    call(["STRLANG"], text, fc.constantFrom('"en"', '"EN-GB"', '""')),
    call(
      ["langMatches"],
      fc.constantFrom('"en"', '"en-gb"', '""', '"fr"'),
      fc.constantFrom('"*"', '"EN"', '"en-GB"'),
    ),
    call(["COALESCE"], inner, inner),
    call(["BOUND"], fc.constantFrom(...variables)),
    call(["xsd:boolean", "xsd:integer", "xsd:decimal", "xsd:float", "xsd:double"], leaf),
    call(["xsd:string", "xsd:dateTime", "xsd:date"], leaf),
    fc.constant("NOW()"),
  ];
}

/** Functions that Comunica has right of well-typed terms only. */
function boldFunctions({ inner }: Depth): fc.Arbitrary<string>[] {
  return [
    fc.tuple(inner, fc.constantFrom("&&", "||"), inner).map((parts) => `(${parts.join(" ")})`),
    inner.map((operand) => `(! ${operand})`),
    fc.tuple(inner, inner, inner).map((parts) => `IF(${parts.join(", ")})`),
    inner.map((operand) => `DATATYPE(${operand})`),
    inner.map((operand) => `LANG(${operand})`),
    inner.map((operand) => `isNumeric(${operand})`),
  ];
}

/** A random expression over `?a`, `?b` and `?c`. */
export function anExpression(terms: readonly string[], isBold: boolean, depth = 3): fc.Arbitrary<string> {
  const leaf = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...variables) },
    { weight: 1, arbitrary: fc.constantFrom(...terms) },
  );
  if (depth === 0) return leaf;
  const inner = fc.oneof(
    { weight: 1, arbitrary: leaf },
    { weight: 2, arbitrary: anExpression(terms, isBold, depth - 1) },
  );
  return fc.oneof(...safeFunctions({ leaf, inner }), ...(isBold ? boldFunctions({ leaf, inner }) : []));
}
