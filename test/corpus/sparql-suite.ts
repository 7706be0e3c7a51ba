import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import type { Quad, Term } from "@rdfjs/types";
import { DataFactory, Parser, Store } from "n3";
import { isomorphic } from "rdf-isomorphic";
import { RdfXmlParser } from "rdfxml-streaming-parser";
import { SparqlJsonParser } from "sparqljson-parse";
import { SparqlXmlParser } from "sparqlxml-parse";
import { type Iris, irisOf } from "../../src/mapping/iris.ts";
import type { QuadStore } from "../../src/quads/quad-store.ts";
import type { QueryResult, SparqlEngine } from "../../src/sparql/engine.ts";
import { serialiseResult } from "../../src/sparql/results.ts";
import { rdf } from "../../src/vocabulary.ts";
import { corpusPath } from "./corpus.ts";

/** A test of a W3C manifest, with its files as IRIs under `suiteBase`. */
export interface SuiteTest {
  /** `group/name`, such as `bind/bind01`. */
  readonly id: string;
  readonly type: string;
  readonly query: string;
  readonly data: readonly string[];
  readonly graphData: readonly string[];
  readonly result: string | undefined;
}

/** What is read under this base is a file of the suites, of each version in its folder. */
const suiteBase = "http://w3c.example/";
const mf = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const qt = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#";
const rs = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#";

/** The text of a test's query. */
export function queryOf({ query }: SuiteTest): string {
  return textAt(query);
}

function textAt(iri: string): string {
  return readFileSync(corpusPath("w3c", "rdf-tests", "sparql", iri.slice(suiteBase.length)), "utf8");
}

/** The tests of one group's manifest, in its order. */
export function testsOf(version: "sparql11" | "sparql12", group: string): SuiteTest[] {
  const base = `${suiteBase}${version}/${group}/manifest.ttl`;
  const store = new Store(new Parser({ baseIRI: base }).parse(textAt(base)));
  const lists = store.extractLists();
  const objects = (subject: Term, predicate: string) => store.getObjects(subject as never, predicate, null);
  const entries = store.getObjects(null, `${mf}entries`, null).flatMap(({ value }) => lists[value] ?? []);
  return entries.map((entry) => {
    const [action] = objects(entry, `${mf}action`);
    const files = (predicate: string) =>
      action === undefined ? [] : objects(action, predicate).map(({ value }) => value);
    return {
      id: `${group}/${entry.value.replace(/^.*#/, "")}`,
      type: objects(entry, rdf.type.value)[0]?.value.slice(mf.length) ?? "",
      query: files(`${qt}query`)[0] ?? action?.value ?? "",
      data: files(`${qt}data`),
      graphData: files(`${qt}graphData`),
      result: objects(entry, `${mf}result`)[0]?.value,
    };
  });
}

/** A quad store of ours, and what answers over it. */
export interface SuiteEngine {
  readonly engine: SparqlEngine;
  readonly createStore: (dependencies: { readonly iris: Iris }) => QuadStore;
}

/** Asks a test's query over its data, in a quad store of ours. */
export async function runTest({ engine, createStore }: SuiteEngine, test: SuiteTest): Promise<QueryResult> {
  const store = createStore({ iris: irisOf({ baseIri: "http://m.example/", storeKey: new Uint8Array(32) }) });
  const namedGraphs = new Set(test.graphData);
  const load = async (file: string, defaultGraph: string) => {
    const quads = (await readRdf(file)).map(({ subject, predicate, object, graph }) => {
      if (graph.termType !== "DefaultGraph") namedGraphs.add(graph.value);
      const name = graph.termType === "DefaultGraph" ? DataFactory.namedNode(defaultGraph) : graph;
      return DataFactory.quad(subject, predicate, object, name) as Quad;
    });
    store.open({ id: defaultGraph, quads }, 0);
  };
  for (const file of test.data) await load(file, `${file}#default`);
  for (const file of test.graphData) await load(file, file);
  const dataset = {
    defaultGraphs: test.data.length > 0 ? test.data.map((file) => `${file}#default`) : [`${suiteBase}none`],
    namedGraphs: [...namedGraphs],
  };
  return engine.query(textAt(test.query), store.view({ mode: "asserted" }), {
    baseIri: test.query,
    ...(/^\s*FROM\b/im.test(textAt(test.query)) ? {} : dataset),
  });
}

async function readRdf(iri: string): Promise<Quad[]> {
  if (!iri.endsWith(".rdf")) return new Parser({ baseIRI: iri }).parse(textAt(iri));
  const parser = new RdfXmlParser({ baseIRI: iri });
  const quads: Quad[] = [];
  parser.on("data", (quad: Quad) => quads.push(quad));
  const ended = new Promise((resolve, reject) => parser.on("end", resolve).on("error", reject));
  parser.end(textAt(iri));
  await ended;
  return quads;
}

type Row = ReadonlyMap<string, Term>;

/** Whether a result is what the test's result file says, up to the names of blank nodes and the order of rows. */
export async function isAsExpected(result: QueryResult, file: string): Promise<boolean> {
  if (result.kind === "quads") return isomorphic(await collect(result.quads), await readRdf(file));
  const expected = await readExpected(file);
  if (result.kind === "boolean") return result.value === expected;
  return Array.isArray(expected) && haveSameRows(await throughFormat(result, file), expected);
}

/** A SELECT result as a client reads it: written by us, parsed by another. */
async function throughFormat(
  result: Extract<QueryResult, { kind: "bindings" }>,
  file: string,
): Promise<Row[]> {
  const format = file.endsWith(".srx") ? "xml" : "json";
  if (file.endsWith(".tsv")) return readTsv(await textOf(result, "text/tab-separated-values"));
  if (file.endsWith(".csv")) return readCsv(await textOf(result, "text/csv"));
  const text = await textOf(result, `application/sparql-results+${format}`);
  return (await readResults(text, format)) as Row[];
}

async function readExpected(file: string): Promise<boolean | Row[]> {
  const text = textAt(file);
  switch (file.replace(/^.*\./, "")) {
    case "srx":
      return readResults(text, "xml");
    case "srj":
      return readResults(text, "json");
    case "tsv":
      return readTsv(text);
    case "csv":
      return readCsv(text);
    default:
      return readResultSet(await readRdf(file));
  }
}

async function textOf(result: QueryResult, mediaType: string): Promise<string> {
  const pieces: AsyncIterable<string | Uint8Array> = serialiseResult(result, mediaType);
  return (await collect(pieces)).map((piece) => Buffer.from(piece).toString()).join("");
}

async function readResults(text: string, format: "xml" | "json"): Promise<boolean | Row[]> {
  if (format === "json") {
    const json = JSON.parse(text) as { readonly boolean?: boolean };
    if (json.boolean !== undefined) return json.boolean;
    return new SparqlJsonParser().parseJsonResults(json).map((row) => new Map(Object.entries(row)));
  }
  const stream = Readable.from([text]);
  if (/<boolean>/.test(text)) return new SparqlXmlParser().parseXmlBooleanStream(stream);
  const rows = await collect(
    new SparqlXmlParser().parseXmlResultsStream(stream) as unknown as AsyncIterable<Record<string, Term>>,
  );
  return rows.map((row) => new Map(Object.entries(row)));
}

function readTsv(text: string): Row[] {
  const [head = [], ...lines] = text
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  const termOf = (cell: string) => new Parser().parse(`<a:> <b:> ${cell} .`)[0]?.object as Term;
  return lines.map((cells) =>
    rowOf(
      head.map((name) => name.slice(1)),
      cells,
      termOf,
    ),
  );
}

function readCsv(text: string): Row[] {
  const lines = text.trimEnd().split(/\r?\n/);
  const [head = [], ...rows] = lines.map((line) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
      .map(([, cell = ""]) => cell.replace(/^"|"$/g, "").replaceAll('""', '"'))
      .slice(0, (lines[0] ?? "").split(",").length),
  );
  const termOf = (cell: string) =>
    cell.startsWith("_:") ? DataFactory.blankNode(cell.slice(2)) : DataFactory.literal(cell);
  return rows.map((cells) => rowOf(head, cells, termOf));
}

function rowOf(names: readonly string[], cells: readonly string[], termOf: (cell: string) => Term): Row {
  return new Map(
    names.flatMap((name, i) => {
      const cell = cells[i] ?? "";
      return cell === "" ? [] : [[name, termOf(cell)] as const];
    }),
  );
}

/** A result set in RDF (DAWG vocabulary). */
function readResultSet(quads: readonly Quad[]): Row[] {
  const store = new Store([...quads]);
  return store.getObjects(null, `${rs}solution`, null).map((solution) => {
    const bindings = store.getObjects(solution as never, `${rs}binding`, null);
    const field = (binding: Term, name: string) =>
      store.getObjects(binding as never, `${rs}${name}`, null)[0] as Term;
    return new Map(bindings.map((each) => [field(each, "variable").value, field(each, "value")]));
  });
}

/** The same rows, each as often, with some bijection between the blank nodes. */
function haveSameRows(rows: readonly Row[], expected: readonly Row[]): boolean {
  if (rows.length !== expected.length) return false;
  const match = (i: number, used: ReadonlySet<number>, renaming: ReadonlyMap<string, string>): boolean => {
    const row = rows[i];
    if (row === undefined) return true;
    return expected.some((other, j) => {
      const extended = used.has(j) ? undefined : renamed(row, other, renaming);
      return extended !== undefined && match(i + 1, new Set([...used, j]), extended);
    });
  };
  return match(0, new Set(), new Map());
}

function renamed(
  row: Row,
  other: Row,
  renaming: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> | undefined {
  if (row.size !== other.size) return undefined;
  const extended = new Map(renaming);
  for (const [name, term] of row) {
    const counterpart = other.get(name);
    if (counterpart === undefined || !isCounterpart(term, counterpart, extended)) return undefined;
  }
  return extended;
}

/** Whether a term is another, with blank nodes renamed; a renaming that this needs is added. */
function isCounterpart(term: Term, other: Term, renaming: Map<string, string>): boolean {
  if (term.termType === "Quad" && other.termType === "Quad")
    return (
      isCounterpart(term.subject, other.subject, renaming) &&
      isCounterpart(term.predicate, other.predicate, renaming) &&
      isCounterpart(term.object, other.object, renaming)
    );
  if (term.termType !== "BlankNode" || other.termType !== "BlankNode") return sameTerm(term, other);
  const known = renaming.get(term.value);
  if (known !== undefined) return known === other.value;
  if ([...renaming.values()].includes(other.value)) return false;
  renaming.set(term.value, other.value);
  return true;
}

function sameTerm(a: Term, b: Term): boolean {
  if (a.termType !== "Literal" || b.termType !== "Literal")
    return a.termType === b.termType && a.value === b.value;
  if (a.language !== b.language || a.datatype.value !== b.datatype.value) return false;
  if ((a.direction ?? "") !== (b.direction ?? "")) return false;
  // The suite writes numbers in other lexical forms than the specification's canonical ones.
  return a.value === b.value || (numeric.test(a.datatype.value) && Number(a.value) === Number(b.value));
}

const numeric = /#(?:decimal|double|float|integer)$/;

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
