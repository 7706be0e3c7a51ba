import type { ProvFormat } from "../../src/interop/prov-formats.ts";

/** A document that is to be refused, and how. */
export interface BadDocument {
  readonly kind: string;
  readonly format: ProvFormat;
  readonly text: string | Uint8Array;
  /** A part of what is said. */
  readonly says: string;
  /** Where the fault is: a line, or a JSON pointer. Absent: it is that of the whole, a limit for one. */
  readonly at?: number | string;
  readonly code?: string;
}

const provN = (body: string) => `document\nprefix ex <http://example.org/>\n${body}\nendDocument`;
const json = (members: object) => JSON.stringify({ prefix: { ex: "http://example.org/" }, ...members });
const jsonLd = (...graph: readonly object[]) =>
  JSON.stringify({
    "@context": [{ ex: "http://example.org/" }, "https://openprovenance.org/prov-jsonld/context.jsonld"],
    "@graph": graph,
  });
const xml = (body: string) =>
  `<prov:document xmlns:prov="http://www.w3.org/ns/prov#" xmlns:ex="http://example.org/">\n${body}\n</prov:document>`;
const rdfXml = (body: string) =>
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="http://example.org/">\n${body}\n</rdf:RDF>`;

const laughs = `<!DOCTYPE x [\n<!ENTITY a "ha">\n${Array.from({ length: 20 }, (_, i) => `<!ENTITY ${"a".repeat(i + 2)} "${`&${"a".repeat(i + 1)};`.repeat(10)}">`).join("\n")}\n]>\n`;
const external = '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>\n';
const notUtf8 = (text: string) => Buffer.from(text.replace("?", "\u00ff"), "latin1");

/** Faults of syntax, names and values, in every format. */
export const malformedDocuments: readonly BadDocument[] = [
  { kind: "nothing at all", format: "provn", text: "", says: 'Expected "document"', at: 1 },
  {
    kind: "no end",
    format: "provn",
    text: "document\nprefix ex <e:>\n",
    says: "the end of the document",
    at: 3,
  },
  {
    kind: "a comment without end",
    format: "provn",
    text: provN("/* entity(ex:e)"),
    says: "not closed",
    at: 3,
  },
  {
    kind: "a string without end",
    format: "provn",
    text: provN('entity(ex:e, [ex:a="x])'),
    says: "a literal",
    at: 3,
  },
  {
    kind: "a bad escape",
    format: "provn",
    text: provN('entity(ex:e, [ex:a="\\x"])'),
    says: "a literal",
    at: 3,
  },
  {
    kind: "an unknown prefix",
    format: "provn",
    text: provN("entity(no:e)"),
    says: "prefix that is declared",
    at: 3,
  },
  {
    kind: "an unknown statement",
    format: "provn",
    text: provN("wasMadeBy(ex:e)"),
    says: "a statement",
    at: 3,
  },
  { kind: "too many arguments", format: "provn", text: provN("used(ex:a, ex:e, -, -)"), says: '"["', at: 3 },
  {
    kind: "no day of the calendar",
    format: "provn",
    text: provN("activity(ex:a, 2011-02-30T00:00:00Z, -)"),
    says: "xsd:dateTime",
    at: 3,
  },
  {
    kind: "a bundle within a bundle",
    format: "provn",
    text: provN("bundle ex:b\nbundle ex:c\nendBundle endBundle"),
    says: "endBundle",
    at: 4,
  },
  {
    kind: "text after the end",
    format: "provn",
    text: `${provN("")}\nentity(ex:e)`,
    says: "nothing after",
    at: 5,
  },
  {
    kind: "no UTF-8",
    format: "provn",
    text: notUtf8(provN('entity(ex:e, [ex:a="?"])')),
    says: "UTF-8",
    at: 3,
  },
  { kind: "a blank node", format: "provn", text: provN("entity(_:e)"), says: "no blank nodes", at: 3 },

  {
    kind: "no JSON",
    format: "provjson",
    text: '{"entity":\n{,}}',
    says: "",
    at: "/entity",
    code: "malformed-json",
  },
  {
    kind: "a key twice",
    format: "provjson",
    text: '{"entity":{},"entity":{}}',
    says: "",
    at: "/entity",
    code: "malformed-json",
  },
  { kind: "an array", format: "provjson", text: "[]", says: "an object", at: "" },
  {
    kind: "an unknown record",
    format: "provjson",
    text: json({ wasMadeBy: {} }),
    says: "a type of statement",
    at: "/wasMadeBy",
  },
  {
    kind: "a time that is none",
    format: "provjson",
    text: json({ activity: { "ex:a": { "prov:startTime": "noon" } } }),
    says: "xsd:dateTime",
    at: "/activity/ex:a/prov:startTime",
  },
  {
    kind: "null",
    format: "provjson",
    text: json({ entity: { "ex:e": null } }),
    says: "an object",
    at: "/entity/ex:e",
  },
  {
    kind: "a relative namespace",
    format: "provjson",
    text: json({ prefix: { ex: "here" } }),
    says: "an absolute IRI",
    at: "/prefix/ex",
  },
  {
    kind: "half a character",
    format: "provjson",
    text: '{"entity":{"\\ud800":{}}}',
    says: "",
    at: "/entity",
    code: "malformed-json",
  },
  { kind: "no UTF-8", format: "provjson", text: notUtf8('{"prefix":{},\n"?":{}}'), says: "UTF-8", at: 2 },

  {
    kind: "a class that is none",
    format: "provjsonld",
    text: jsonLd({ "@type": "Thing" }),
    says: "one of Entity",
    at: "/@graph/0/@type",
  },
  {
    kind: "an argument of another class",
    format: "provjsonld",
    text: jsonLd({ "@type": "Usage", plan: "ex:p" }),
    says: "activity, entity, time",
    at: "/@graph/0/plan",
  },
  {
    kind: "no identifier",
    format: "provjsonld",
    text: jsonLd({ "@type": "Entity" }),
    says: '"@id"',
    at: "/@graph/0",
  },
  {
    kind: "a foreign context",
    format: "provjsonld",
    text: '{"@context":"http://127.0.0.1:1/","@graph":[]}',
    says: "is not bundled",
    code: "remote-context",
  },
  { kind: "no graph", format: "provjsonld", text: "{}", says: "an array of statements", at: "/@graph" },

  { kind: "no end tag", format: "provxml", text: xml("<prov:entity>"), says: "well-formed", at: 3 },
  {
    kind: "an undeclared prefix",
    format: "provxml",
    text: xml('<no:e prov:id="ex:e"/>'),
    says: "well-formed",
    at: 2,
  },
  {
    kind: "an unknown prefix in a name",
    format: "provxml",
    text: xml('<prov:entity prov:id="no:e"/>'),
    says: "prefix that is declared",
    at: 2,
  },
  {
    kind: "an unknown element",
    format: "provxml",
    text: xml('<prov:thing prov:id="ex:e"/>'),
    says: "a statement",
    at: 2,
  },
  { kind: "text where none is", format: "provxml", text: xml("text"), says: "no text", at: 1 },
  {
    kind: "an unknown entity",
    format: "provxml",
    text: xml('<prov:entity prov:id="ex:e"><ex:a>&no;</ex:a></prov:entity>'),
    says: "well-formed",
    at: 2,
  },
  {
    kind: "another encoding",
    format: "provxml",
    text: '<?xml version="1.0" encoding="UTF-16"?>\n<a/>',
    says: "UTF-8",
    at: 1,
  },
  {
    kind: "entities that grow",
    format: "provxml",
    text: laughs + xml("<prov:entity>&aaaaaaaaaaaaaaaaaaaaa;</prov:entity>"),
    says: "no document type declaration",
    at: 23,
  },
  {
    kind: "an external entity",
    format: "provxml",
    text: external + xml("&file;"),
    says: "no document type declaration",
    at: 1,
  },
  {
    kind: "a character that XML has not",
    format: "provxml",
    text: xml("<prov:entity>\u0001</prov:entity>"),
    says: "well-formed",
    at: 2,
  },
  {
    kind: "two arguments of one name",
    format: "provxml",
    text: xml('<prov:used>\n<prov:entity prov:ref="ex:a"/>\n<prov:entity prov:ref="ex:b"/>\n</prov:used>'),
    says: "once",
    at: 4,
  },

  { kind: "a statement without end", format: "turtle", text: "<e:a> <e:b>\n<e:c>", says: "", at: 2 },
  { kind: "an unknown prefix", format: "turtle", text: "\nno:a <e:b> <e:c> .", says: "prefix", at: 2 },
  { kind: "a relative IRI", format: "turtle", text: "<a> <e:b> <e:c> .", says: "an absolute IRI", at: 1 },
  { kind: "a literal as subject", format: "turtle", text: '\n"a" <e:b> <e:c> .', says: "", at: 2 },
  {
    kind: "a triple term",
    format: "turtle",
    text: "<e:a> <e:b> <<( <e:c> <e:d> <e:e> )>> .",
    says: "RDF 1.1",
  },
  {
    kind: "no UTF-8",
    format: "turtle",
    text: notUtf8('<e:a> <e:b> 1 .\n<e:a> <e:b> "?" .'),
    says: "UTF-8",
    at: 2,
  },
  { kind: "a graph without end", format: "trig", text: "<e:g> {\n<e:a> <e:b> <e:c> .", says: "", at: 2 },
  { kind: "a prefix", format: "ntriples", text: "<e:a> <e:b> <e:c> .\ne:a <e:b> <e:c> .", says: "", at: 2 },
  { kind: "five terms", format: "nquads", text: "<e:a> <e:b> <e:c> <e:d> <e:e> .", says: "", at: 1 },
  {
    kind: "a key of no context",
    format: "jsonld",
    text: '{"@id":"e:a","b":"c"}',
    says: "Not valid JSON-LD",
    at: "/b",
  },
  {
    kind: "a remote context",
    format: "jsonld",
    text: '{"@context":"http://127.0.0.1:1/"}',
    says: "is not bundled",
    code: "remote-context",
  },
  { kind: "no JSON", format: "jsonld", text: '{"@id":', says: "", at: "/@id", code: "malformed-json" },
  {
    kind: "a relative IRI",
    format: "jsonld",
    text: '{"@id":"e:a","e:b":{"@id":"c"}}',
    says: "",
    at: "/e:b/@id",
  },

  {
    kind: "entities that grow",
    format: "rdfxml",
    text: laughs + rdfXml("&aaaaaaaaaaaaaaaaaaaaa;"),
    says: "no document type declaration",
    at: 23,
  },
  {
    kind: "an external entity",
    format: "rdfxml",
    text: external + rdfXml("<ex:T>&file;</ex:T>"),
    says: "no document type declaration",
    at: 1,
  },
  {
    kind: "text between nodes",
    format: "rdfxml",
    text: rdfXml("<ex:T>\ntext\n<ex:p/></ex:T>"),
    says: "no text between elements",
    at: 2,
  },
  {
    kind: "an identifier twice",
    format: "rdfxml",
    text: rdfXml('<ex:T xml:base="e:" rdf:ID="a"/>\n<ex:T xml:base="e:" rdf:ID="a"/>'),
    says: "not there already",
    at: 3,
  },
];

const depth = 100_000;
const opened = (text: string) => text.repeat(depth);

/** What nests 100,000 levels deep, with its ends and without. */
export const deepDocuments: readonly BadDocument[] = [
  { kind: "arrays", format: "provjson", text: opened("["), says: "", code: "malformed-json", at: "pointer" },
  {
    kind: "arrays with their ends",
    format: "provjson",
    text: `{"entity":${opened("[")}${opened("]")}}`,
    says: "512 levels",
    code: "malformed-json",
    at: "pointer",
  },
  {
    kind: "objects with their ends",
    format: "provjson",
    text: `${opened('{"bundle":')}1${opened("}")}`,
    says: "512 levels",
    code: "malformed-json",
    at: "pointer",
  },
  {
    kind: "graphs",
    format: "provjsonld",
    text: `${opened('{"@graph":[')}${opened("]}")}`,
    says: "512 levels",
    code: "malformed-json",
    at: "pointer",
  },
  {
    kind: "nodes",
    format: "jsonld",
    text: `${opened('{"e:b":')}1${opened("}")}`,
    says: "512 levels",
    code: "malformed-json",
    at: "pointer",
  },
  {
    kind: "elements",
    format: "provxml",
    text: xml(`${opened("<prov:entity>\n")}${opened("</prov:entity>")}`),
    says: "512 levels",
    at: 513,
  },
  { kind: "elements", format: "rdfxml", text: rdfXml(opened("<ex:a>\n")), says: "512 levels", at: 513 },
  { kind: "collections without end", format: "turtle", text: `<e:a> <e:b>\n${opened("(")}`, says: "", at: 2 },
  {
    kind: "property lists without end",
    format: "turtle",
    text: `<e:a> <e:b>\n${opened("[ <e:b> ")}`,
    says: "",
    at: 2,
  },
  { kind: "graphs", format: "trig", text: opened("{"), says: "", at: 1 },
  { kind: "triple terms", format: "turtle", text: opened("<<("), says: "", at: 1 },
  { kind: "parentheses", format: "provn", text: provN(`entity${opened("(")}`), says: "an identifier", at: 3 },
  {
    kind: "sets",
    format: "provn",
    text: provN(`prov:derivedByInsertionFrom(ex:a, ex:b, ${opened("{(")}`),
    says: "a literal",
    at: 3,
  },
  { kind: "bundles", format: "provn", text: provN(opened("bundle ex:b\n")), says: "endBundle", at: 4 },
];

const long = 10_000_000;

/** Tokens of ten million characters, and what a few bytes would become by prefixes. */
export const hugeDocuments: readonly BadDocument[] = [
  { kind: "a name", format: "provn", text: provN(`entity(ex:${"a".repeat(long)})`), says: "", at: 3 },
  {
    kind: "a string of escapes without end",
    format: "provn",
    text: provN(`entity(ex:a, [ex:b="${"\\n".repeat(long)}`),
    says: "a literal",
    at: 3,
  },
  {
    kind: "a language",
    format: "provn",
    text: provN(`entity(ex:a, [ex:b="x"@a${"-a".repeat(long)}])`),
    says: "",
    at: 3,
  },
  {
    kind: "a namespace",
    format: "provn",
    text: `document default <e:${"a".repeat(long)}> endDocument`,
    says: "at most 8192",
    at: 1,
  },
  {
    kind: "a key",
    format: "provjson",
    text: json({ entity: { [`ex:${"a".repeat(long)}`]: {} } }),
    says: "at most 8192",
    at: "/entity",
  },
  {
    kind: "a number",
    format: "provjson",
    text: `{"entity":{"ex:e":{"ex:a":${"1".repeat(long)}}}}`,
    says: "1000 digits",
    at: "/entity/ex:e/ex:a",
    code: "malformed-json",
  },
  {
    kind: "a label",
    format: "provjson",
    text: json({ entity: { [`_:${"a".repeat(long)}`]: {} } }),
    says: "a label",
    at: "/entity",
  },
  {
    kind: "an identifier",
    format: "provxml",
    text: xml(`<prov:entity prov:id="ex:${"a".repeat(long)}"/>`),
    says: "at most 8192",
    at: 2,
  },
  {
    kind: "the name of an element",
    format: "provxml",
    text: `<${"a".repeat(long)}`,
    says: "well-formed",
    at: 1,
  },
  {
    kind: "a language",
    format: "rdfxml",
    text: rdfXml(`<ex:a><ex:b xml:lang="a${"-a".repeat(long)}">x</ex:b></ex:a>`),
    says: "a language tag",
    at: 2,
  },
  { kind: "an IRI", format: "turtle", text: `<e:${"a".repeat(long)}> <e:b> <e:c> .`, says: "", at: 1 },
  {
    kind: "a literal",
    format: "turtle",
    text: `<e:a> <e:b> "${"a".repeat(long)}" .`,
    says: "at most 4194304",
    at: 1,
  },
  { kind: "a word", format: "turtle", text: "a".repeat(long), says: "Unexpected text", at: 1 },
  {
    kind: "names that grow by their prefix",
    format: "provn",
    text: `document prefix a <e:${"a".repeat(8_000)}> ${"entity(a:b)".repeat(40_000)} endDocument`,
    says: "at most 268435456 characters",
  },
  {
    kind: "elements that grow by their prefix",
    format: "provxml",
    text: `<prov:document xmlns:prov="http://www.w3.org/ns/prov#" xmlns:e="e:${"a".repeat(1_000_000)}">${"<e:a/>".repeat(300)}</prov:document>`,
    says: "at most 268435456 characters",
    at: 1,
  },
];
