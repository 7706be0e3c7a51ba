import type { Quad, Term } from "@rdfjs/types";
import { SaxesParser } from "@rubensworks/saxes";
import jsonld, { type JsonLdOptions, type JsonLdTerm } from "jsonld";
import { DataFactory, Parser } from "n3";
import { RdfXmlParser } from "rdfxml-streaming-parser";
import { termText } from "../../src/quads/nquads.ts";
import { termKey } from "../../src/quads/term-key.ts";

/** What a client reads: columns with rows, triples, or a truth value; terms as texts, which two share if and only if they are equal. */
export type ReadAnswer =
  | { readonly variables: readonly string[]; readonly rows: readonly string[] }
  | { readonly triples: readonly string[] }
  | { readonly value: boolean };

/** Readers of results that share no code with their writers. */
export const readerOf: Readonly<Record<string, (text: string) => ReadAnswer | Promise<ReadAnswer>>> = {
  "application/sparql-results+json": readJson,
  "application/sparql-results+xml": readXml,
  "text/csv": readCsv,
  "text/tab-separated-values": readTsv,
  "text/turtle": (text) => readTriples(text, "text/turtle"),
  "application/n-triples": (text) => readTriples(text, "application/n-triples"),
  "application/trig": (text) => readTriples(text, "application/trig"),
  "application/n-quads": (text) => readTriples(text, "application/n-quads"),
  "application/ld+json": readJsonLd,
  "application/rdf+xml": readRdfXml,
};

/** A row as a text; what is unbound is an empty cell. */
export function rowText(terms: readonly (Term | undefined)[]): string {
  return JSON.stringify(terms.map((term) => (term === undefined ? "" : termKey(term))));
}

/** The same as far as CSV can say it: values without their kind. */
export function csvRowText(terms: readonly (Term | undefined)[]): string {
  return JSON.stringify(terms.map(csvText));
}

export function tripleText({ subject, predicate, object }: Quad): string {
  return rowText([subject, predicate, object]);
}

/** Sorted; a graph has a triple once. */
export function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function csvText(term: Term | undefined): string {
  if (term === undefined) return "";
  if (term.termType === "Quad") return termText(term);
  return term.termType === "BlankNode" ? `_:${term.value}` : term.value;
}

type JsonTerm =
  | { readonly type: "uri" | "bnode"; readonly value: string }
  | {
      readonly type: "literal";
      readonly value: string;
      readonly datatype?: string;
      readonly "xml:lang"?: string;
      readonly "its:dir"?: string;
    }
  | { readonly type: "triple"; readonly value: Readonly<Record<string, JsonTerm>> };

function readJson(text: string): ReadAnswer {
  const read: {
    head: { vars?: string[] };
    boolean?: boolean;
    results?: { bindings: Record<string, JsonTerm>[] };
  } = JSON.parse(text);
  if (read.boolean !== undefined) return { value: read.boolean };
  const variables = read.head.vars ?? [];
  const rows = (read.results?.bindings ?? []).map((binding) => {
    const terms = new Map(Object.entries(binding));
    for (const name of terms.keys())
      if (!variables.includes(name)) throw new Error(`${name} is not in the head`);
    return rowText(
      variables.map((name) => {
        const term = terms.get(name);
        return term && termOfJson(term);
      }),
    );
  });
  return { variables, rows: rows.sort() };
}

function termOfJson(term: JsonTerm): Term {
  switch (term.type) {
    case "uri":
      return DataFactory.namedNode(term.value);
    case "bnode":
      return DataFactory.blankNode(term.value);
    case "triple":
      return tripleTermOf((name) => termOfJson(term.value[name] as JsonTerm));
    default:
      return literalOf(term.value, term.datatype, term["xml:lang"], term["its:dir"]);
  }
}

function tripleTermOf(part: (name: string) => Term): Term {
  const [subject, predicate, object] = ["subject", "predicate", "object"].map((name) => part(name) as never);
  return DataFactory.quad(subject as never, predicate as never, object as never) as unknown as Term;
}

function literalOf(value: string, datatype?: string, language?: string, direction?: string): Term {
  if (language === undefined)
    return DataFactory.literal(value, datatype === undefined ? undefined : DataFactory.namedNode(datatype));
  return DataFactory.literal(value, direction === undefined ? language : ({ language, direction } as never));
}

interface Element {
  readonly local: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

function readXml(text: string): ReadAnswer {
  const root = elementsOf(text);
  const child = ({ children }: Element, local: string) => children.find((each) => each.local === local);
  const value = child(root, "boolean");
  if (value !== undefined) return { value: value.text === "true" };
  const variables = child(root, "head")?.children.map(({ attributes }) => attributes.name ?? "") ?? [];
  const rows = child(root, "results")?.children.map(({ children }) => {
    const terms = new Map(children.map((each) => [each.attributes.name, each.children[0] as Element]));
    for (const name of terms.keys())
      if (!variables.includes(name ?? "")) throw new Error(`${name} is not in the head`);
    return rowText(
      variables.map((name) => {
        const term = terms.get(name);
        return term && termOfXml(term);
      }),
    );
  });
  return { variables, rows: (rows ?? []).sort() };
}

function termOfXml(element: Element): Term {
  const { local, attributes, children, text } = element;
  if (local === "uri") return DataFactory.namedNode(text);
  if (local === "bnode") return DataFactory.blankNode(text);
  if (local === "literal")
    return literalOf(text, attributes.datatype, attributes["xml:lang"], attributes["its:dir"]);
  return tripleTermOf((name) => {
    const part = children.find((each) => each.local === name);
    return termOfXml(part?.children[0] as Element);
  });
}

function elementsOf(text: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const root: Element = { local: "", attributes: {}, children: [], text: "" };
  const open = [root];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local, attributes }) => {
    const texts = Object.fromEntries(Object.entries(attributes).map(([name, each]) => [name, each.value]));
    const element = { local, attributes: texts, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  parser.on("text", (piece) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += piece;
  });
  parser.write(text).close();
  return root.children[0] as Element;
}

/** RFC 4180, of which every record ends in CR LF. An empty head is that of no variable, as no variable has an empty name. */
function readCsv(text: string): ReadAnswer {
  const records: string[][] = [];
  let record: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (found === null) throw new Error(`No CSV at ${at}: ${text.slice(at, at + 50)}`);
    record.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] === ",") continue;
    records.push(record);
    record = [];
  }
  const [head = [], ...rows] = records.map((cells) => (records[0]?.join() === "" ? [] : cells));
  return { variables: head, rows: rows.map((row) => JSON.stringify(row)).sort() };
}

function readTsv(text: string): ReadAnswer {
  const known = new Map<string, Term>();
  const lines = text.split("\n");
  if (lines.pop() !== "") throw new Error("The last line of TSV is not ended");
  const [head = "", ...rows] = lines;
  const variables = head === "" ? [] : head.split("\t").map((name) => name.replace(/^\?/, ""));
  const termOf = (cell: string) => {
    if (cell === "") return undefined;
    const term = known.get(cell) ?? objectOf(cell);
    known.set(cell, term);
    return term;
  };
  return {
    variables,
    rows: rows.map((row) => rowText(variables.length === 0 ? [] : row.split("\t").map(termOf))).sort(),
  };
}

function objectOf(text: string): Term {
  const [quad, ...more] = parsed(`<urn:x:s> <urn:x:p> ${text} .\n`, "application/n-triples");
  if (quad === undefined || more.length > 0) throw new Error(`No term: ${text}`);
  return quad.object;
}

function readTriples(text: string, format: string): ReadAnswer {
  return { triples: distinct(parsed(text, format).map(tripleText)) };
}

async function readJsonLd(text: string): Promise<ReadAnswer> {
  const documentLoader = async () => {
    throw new Error("Nothing is fetched");
  };
  const options = { documentLoader, safe: true, rdfDirection: "i18n-datatype" };
  const quads = await jsonld.toRDF(JSON.parse(text), options as JsonLdOptions);
  return {
    triples: distinct(
      quads.map(({ subject, predicate, object }) => rowText([subject, predicate, object].map(termOfJsonLd))),
    ),
  };
}

/** Terms as N3 has them, and the direction where RDF 1.2 has it. */
function termOfJsonLd({ termType, value, language, datatype }: JsonLdTerm): Term {
  if (termType === "NamedNode") return DataFactory.namedNode(value);
  if (termType === "BlankNode") return DataFactory.blankNode(value.replace(/^_:/, ""));
  const [, tag, direction] = /^https:\/\/www\.w3\.org\/ns\/i18n#(.*)_(.*)$/.exec(datatype?.value ?? "") ?? [];
  return literalOf(value, datatype?.value, tag ?? (language === "" ? undefined : language), direction);
}

async function readRdfXml(text: string): Promise<ReadAnswer> {
  const triples: string[] = [];
  const parser = new RdfXmlParser({ dataFactory: DataFactory as never });
  parser.on("data", (quad: Quad) => triples.push(tripleText(quad)));
  await new Promise((resolve, reject) => {
    parser.on("end", resolve).on("error", reject);
    parser.end(text);
  });
  return { triples: distinct(triples) };
}

function parsed(text: string, format: string): Quad[] {
  return new Parser({ format, blankNodePrefix: "" }).parse(text) as Quad[];
}
