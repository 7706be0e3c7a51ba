import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Quad, Term } from "@rdfjs/types";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Muniment } from "../../src/muniment.ts";
import type { Mode } from "../../src/quads/quad-store.ts";
import type { Solution } from "../../src/sparql/engine.ts";
import { MalformedQueryError } from "../../src/sparql/errors.ts";
import { hasRoomForNote } from "../../src/sparql/partial-note.ts";
import { exactTypes } from "../../src/sparql/results.ts";
import { testStoreKey } from "../builders.ts";
import { freshEvent, serving } from "../http/serving.ts";
import { aPartlyNativeQuery, aQuery } from "./queries.ts";
import { csvRowText, distinct, type ReadAnswer, readerOf, rowText, tripleText } from "./result-readers.ts";
import { sender } from "./store.ts";

/**
 * The queries of law 5 and some of their own terms, asked of a server, and their bytes read by parsers that are not ours. What they answer is told by
 * a second store of the same inputs, in this process and term by term: without threads, without answers that are written at once, and without any format.
 */
const effort = Number(process.env.MUNIMENT_LAW_RUNS ?? 4);
const numRuns = 40 * effort;
const seed = effort > 1_000 ? Date.now() : 20_261_124;

/** Both stores are told the same time, so that they say the same of when something was recorded. */
let now = Date.parse("2026-11-01T00:00:00Z");
const clock = () => now;
const store = serving({ clock });

let directory = "";
let oracle: Muniment;
const graphs: string[] = [];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "muniment-law-"));
  oracle = await Muniment.open({ directory, storeKey: testStoreKey, clock });
  const stores = [store.muniment, oracle];
  for (const document of documents()) {
    now += 24 * 60 * 60 * 1_000;
    const received = { bytes: Buffer.from(document), mediaType: "application/n-quads" };
    const [receipt] = await Promise.all(stores.map((each) => each.ingestDocument(received, sender)));
    graphs.push(receipt?.bundle ?? "");
  }
  now += 24 * 60 * 60 * 1_000;
  const event = {
    bytes: Buffer.from(freshEvent({ inputs: ["orders"], outputs: ["report"] })),
    mediaType: "application/json",
  };
  await Promise.all(stores.map((each) => each.ingest(event, sender)));
  await Promise.all(stores.map((each) => each.settled()));
});
afterAll(async () => {
  await oracle.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Texts that some format must escape, or that are longer than the first memory of a piece, or than a piece. */
const texts = [
  "",
  " ",
  "x",
  "\t\n\r",
  "\r\n",
  "\u007f\u0085\u00a0\u2028\u2029\ufeff",
  '"quoted", \'so\' and """so"""',
  "\\ \\n \\u0041 \\",
  "<a href='&amp;'>]]></a><!-- -->",
  "=1+1,@x;",
  "😀 e\u0301 日本 \u{10ffff} \ufffd",
  "\uf8ff \u{f8ff}\u{f8ff}",
  "0198f1d2-0000-7000-8000-000000000001",
  "0123456789abcdef".repeat(4),
  "0123456789ABCDEF".repeat(4),
  "long ".repeat(900),
  '"\t\\'.repeat(1_500),
  "ä😀,".repeat(20_000),
];
/** Of characters that XML has not: nodes of their own, so that most answers can be written as XML. */
const textsNotInXml = ["\b\f", "\u0000\u0001\u001f", "\ufffe\uffff", "\u0000".repeat(800)];
const suffixes = ["", "", "@en", "@de-AT", "^^<urn:x:type>", "^^<http://www.w3.org/2001/XMLSchema#token>"];
const values = [
  '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
  '"-01"^^<http://www.w3.org/2001/XMLSchema#integer>',
  '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
  '"2.0"^^<http://www.w3.org/2001/XMLSchema#decimal>',
  '"NaN"^^<http://www.w3.org/2001/XMLSchema#double>',
  '"a\\tb"^^<http://www.w3.org/2001/XMLSchema#integer>',
  '"2026-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>',
  '"x"^^<urn:x:caf\u00e9&\uf8ff>',
  "<urn:x:a&b,c'd;e=f>",
  "<urn:x:日本😀\uf8ff>",
  "<urn:x:0198f1d2-0000-7000-8000-000000000001>",
  "_:b0",
  "_:b1",
];

/** N-Quads with every other character escaped: three documents, of which each is a graph. */
function documents(): string[] {
  const objects = [
    ...texts.map((text, i) => `"${escaped(text)}"${suffixes[i % suffixes.length]}`),
    ...texts.slice(3, 12).map((text, i) => `"${escaped(text)}"${suffixes[(i + 2) % suffixes.length]}`),
    ...values,
  ];
  const lines = [
    ...objects.map((object, i) => `<urn:x:n${i % 5}> <urn:x:${"pqr"[i % 3]}> ${object} .`),
    ...textsNotInXml.map((text, i) => `<urn:x:n4> <urn:x:s> "${escaped(text)}"${suffixes[i + 1]} .`),
  ];
  const nodes = [0, 1, 2, 3, 4].map(
    (n) => `<urn:x:n${n}> <urn:x:${"pqr"[n % 3]}> <urn:x:n${(n * 2 + 1) % 5}> .`,
  );
  return [0, 1, 2].map((graph) =>
    [...nodes.slice(graph, graph + 3), ...lines.filter((_, i) => i % 4 === graph || i % 4 === 3), ""].join(
      "\n",
    ),
  );
}

function escaped(text: string): string {
  return Array.from(text, (character) =>
    /[a-z ]/.test(character)
      ? character
      : `\\U${character.codePointAt(0)?.toString(16).toUpperCase().padStart(8, "0")}`,
  ).join("");
}

/** As SPARQL writes it. */
const escapedText = String.raw`\t\"'<&>]]>\\\r\n\uF8FF\U0001F600,`;
const anExpression = fc.constantFrom(
  "?b",
  `"${escapedText}"`,
  String.raw`"\u0001\uFFFE"`,
  `CONCAT(STR(?b), "${escapedText}")`,
  "CONCAT(STR(?b), STR(?b))",
  "SUBSTR(STR(?b), 2, 3)",
  String.raw`REPLACE(STR(?b), "[a-e]", "\uF8FF")`,
  'STRLANG(STR(?b), "en-US")',
  'STRLANGDIR(STR(?b), "ar-EG", "rtl")',
  String.raw`STRDT(STR(?a), IRI(CONCAT(STR(?a), "&é\uF8FF")))`,
  "STRDT(STR(?b), xsd:integer)",
  'IRI(CONCAT("urn:x:", ENCODE_FOR_URI(STR(?b))))',
  "<<( ?a :p ?b )>>",
  `<<( :n0 :p <<( :n1 :q "${escapedText}"@ar--rtl )>> )>>`,
  "1 / 3",
  "1e0 / 3",
  "NOW()",
);
const aName = fc.constantFrom("own", "__proto__", "été", "toString", "value");

/** What makes terms that no store has, of a pattern or of what another query finds. */
const aQueryOfOwnTerms = fc
  .record({
    inner: fc.oneof(
      fc.constantFrom("?a ?e ?b", "?a :p|:q|:r ?b"),
      aQuery.filter(isPlainSelect).map(subSelect),
    ),
    own: anExpression,
    other: anExpression,
    name: aName,
    form: fc.constantFrom(
      () => "SELECT * WHERE",
      (name: string) => `SELECT ?${name} ?a ?other ?a WHERE`,
      (name: string) => `SELECT DISTINCT ?${name} ?other WHERE`,
      (name: string) => `CONSTRUCT { ?a :p ?${name} . ?b :q ?other , ?${name} . ?other :r ?a } WHERE`,
    ),
  })
  .map(
    ({ inner, own, other, name, form }) =>
      `${prologue}${form(name)} { ${inner} BIND(${own} AS ?${name}) BIND(${other} AS ?other) }`,
  );

const prologue = "PREFIX : <urn:x:> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> ";

function isPlainSelect(query: string): boolean {
  return query.startsWith(`${prologue}SELECT`) && !query.includes(" FROM ");
}

function subSelect(query: string): string {
  return `{ ${query.slice(prologue.length)} }`;
}

/** Some ten thousand rows of short texts and a hundred of long ones, with texts that no store has. */
const manyRows = `
  { ?a :p|:q|:r ?b . ?c :p|:q ?d VALUES ?n { 1 2 3 4 5 6 7 8 9 10 11 12 } FILTER(STRLEN(STR(?b)) < 100 && STRLEN(STR(?d)) < 100) }
  UNION { ?a :p|:q|:r ?b VALUES ?n { 1 2 3 4 5 6 7 8 9 10 } FILTER(STRLEN(STR(?b)) > 4000) }
  BIND(CONCAT(STR(?b), STR(?n), COALESCE(STR(?d), "")) AS ?own)`;

const anyQuery = fc.oneof(
  { weight: 2, arbitrary: aQuery },
  { weight: 1, arbitrary: aPartlyNativeQuery },
  { weight: 3, arbitrary: aQueryOfOwnTerms },
);

const aView = fc.record(
  {
    mode: fc.constantFrom<Mode>("asserted", "exact", "possible"),
    recordedAsOf: fc.constantFrom("2026-11-02T12:00:00Z", "2026-11-03T12:00:00+01:00", "2026-11-30T00:00:00"),
    at: fc.constantFrom("2026-11-02T12:00:00Z", "2020-01-01T00:00:00.5Z"),
    entailment: fc.constantFrom<"none" | "prov">("none", "prov"),
  },
  { requiredKeys: ["at"] },
);
type View = typeof aView extends fc.Arbitrary<infer Value> ? Value : never;

/** Longer than what is tried at once. */
const padding = `# ${"long ".repeat(1_000)}\n`;

describe("what a client reads is what the store answers", { timeout: numRuns * 1_000 }, () => {
  it("in every format, found at once and by a thread", async () => {
    await fc.assert(
      fc.asyncProperty(anyQuery, aView, fc.nat(), fc.boolean(), async (query, view, choice, mayBePartial) => {
        const text = query.replaceAll(/:g([0-2])\b/g, (_, n) => `<${graphs[Number(n)]}>`);
        const expected = await answerOf(text, view);
        fc.pre(expected !== undefined);
        const types = exactTypes[expected.kind];
        const mediaType = types[choice % types.length] ?? "";
        const asked = mayBePartial && hasRoomForNote(mediaType) ? { ...view, partial: "true" } : view;

        const found = [await read(text, asked, mediaType), await read(padding + text, asked, mediaType)];

        const said = wanted(expected, mediaType);
        expect(found).toEqual([said, said]);
      }),
      { numRuns, seed },
    );
  });

  it.each(["SELECT ?a ?b ?n ?own", "CONSTRUCT { ?a :p ?own . ?c :q ?n }"])(
    "of many pieces, by some slowly and by others meanwhile: %s",
    async (form) => {
      const text = `${prologue}${form} WHERE { ${manyRows} }`;
      const view: View = { at: "2026-11-02T12:00:00Z" };
      const expected = await answerOf(text, view, 100_000);
      if (expected === undefined || expected.kind === "boolean") throw new Error("Rows were expected");
      const types = exactTypes[expected.kind];

      const slow = types.map((mediaType) => read(text, view, mediaType, { pauseMs: 3 }));
      const fast: (ReadAnswer | string)[] = [];
      for (const mediaType of types) fast.push(await read(text, view, mediaType));
      const found = [...(await Promise.all(slow)), ...fast];

      expect(rowsOf(expected).length).toBeGreaterThan(8_000);
      for (const [i, mediaType] of [...types, ...types].entries())
        expect(found[i]).toEqual(wanted(expected, mediaType));
    },
  );
});

/** An answer in this process, term by term. */
type Expected =
  | {
      readonly kind: "bindings";
      readonly variables: readonly string[];
      readonly rows: readonly (readonly (Term | undefined)[])[];
    }
  | { readonly kind: "quads"; readonly quads: readonly Quad[] }
  | { readonly kind: "boolean"; readonly value: boolean };

/** Undefined where the query is refused, or takes long here. */
async function answerOf(query: string, view: View, mostRows = 3_000): Promise<Expected | undefined> {
  const utc = (time: string) => new Date(/[Z+]/.test(time) ? time : `${time}Z`).toISOString();
  const { mode = "exact", at, recordedAsOf, entailment = "none" } = view;
  const asked = { mode, at: utc(at), entailment, baseIri: `${store.url}/sparql`, timeoutMs: 20_000 } as const;
  const seen = recordedAsOf === undefined ? asked : { ...asked, recordedAsOf: utc(recordedAsOf) };
  try {
    const result = await oracle.query(query, seen);
    if (result.kind === "boolean") return result;
    if (result.kind === "quads")
      return { kind: "quads", quads: await firstOf(result.quads, mostRows, (quad) => quad) };
    const { variables } = result;
    const rowOf = (row: Solution) => variables.map((name) => row.get(name));
    return { kind: "bindings", variables, rows: await firstOf(result.rows, mostRows, rowOf) };
  } catch (error) {
    if (error instanceof MalformedQueryError || error instanceof TooManyError) return undefined;
    throw error;
  }
}

class TooManyError extends Error {}

/** @throws {TooManyError} */
async function firstOf<Item, Read>(
  items: AsyncIterable<Item>,
  most: number,
  readItem: (item: Item) => Read,
): Promise<Read[]> {
  const found: Read[] = [];
  for await (const item of items) if (found.push(readItem(item)) > most) throw new TooManyError();
  return found;
}

type ExpectedRows = Exclude<Expected, { readonly kind: "boolean" }>;

function rowsOf(expected: ExpectedRows): readonly (readonly (Term | undefined)[])[] {
  if (expected.kind === "bindings") return expected.rows;
  return expected.quads.map(({ subject, predicate, object }) => [subject, predicate, object]);
}

const refused = "refused";

/** What the format has of an answer; a refusal where it has no way to write one of its terms. */
function wanted(expected: Expected, mediaType: string): ReadAnswer | string {
  if (expected.kind === "boolean") return { value: expected.value };
  const rows = rowsOf(expected);
  const isWritten = rows.every((row) =>
    row.every((term) => term === undefined || isWritable(term, mediaType)),
  );
  if (!isWritten) return refused;
  if (expected.kind === "quads") return { triples: distinct(expected.quads.map(tripleText)) };
  const { variables } = expected;
  return { variables, rows: rows.map(mediaType === "text/csv" ? csvRowText : rowText).sort() };
}

/** XML 1.0 has not all characters; JSON-LD has no triple terms, and RDF/XML no directions either. */
function isWritable(term: Term, mediaType: string): boolean {
  if (term.termType === "Quad")
    return (
      !["application/rdf+xml", "application/ld+json"].includes(mediaType) &&
      [term.subject, term.predicate, term.object].every((each) => isWritable(each, mediaType))
    );
  if (!mediaType.endsWith("+xml")) return true;
  if (/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(term.value)) return false;
  return mediaType !== "application/rdf+xml" || term.termType !== "Literal" || !term.direction;
}

/** The answer that a client reads, with a pause after every piece, or that it is refused. */
async function read(
  query: string,
  parameters: Readonly<Record<string, string>>,
  mediaType: string,
  { pauseMs }: { readonly pauseMs?: number } = {},
): Promise<ReadAnswer | string> {
  const body = new URLSearchParams({ query, ...parameters });
  const answer = await posted(body, mediaType, pauseMs);
  if (answer === undefined) return refused;
  const { status, type, bytes } = answer;
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  if (status === 406 && type === "application/problem+json") return refused;
  if (status !== 200) return `${status} ${text}`;
  expect(type).toBe(mediaType);
  const reader = readerOf[mediaType];
  if (reader === undefined) throw new Error(`Nobody reads ${mediaType}`);
  return reader(text);
}

/** Undefined where the answer was broken off: what cannot be written came after its first piece. */
function posted(body: URLSearchParams, accept: string, pauseMs: number | undefined) {
  const headers = { accept, "content-type": "application/x-www-form-urlencoded" };
  return new Promise<{ readonly status: number; readonly type: string; readonly bytes: Buffer } | undefined>(
    (resolve, reject) => {
      const sent = request(`${store.url}/sparql`, { method: "POST", headers }, (response) => {
        const readAll = async () => {
          const pieces: Buffer[] = [];
          for await (const piece of response) {
            pieces.push(piece as Buffer);
            if (pauseMs !== undefined) await setTimeout(pauseMs);
          }
          const [type = ""] = (response.headers["content-type"] ?? "").split(";");
          return { status: response.statusCode ?? 0, type, bytes: Buffer.concat(pieces) };
        };
        readAll().then(resolve, (error: NodeJS.ErrnoException) =>
          error.code === "ECONNRESET" && response.statusCode === 200 ? resolve(undefined) : reject(error),
        );
      });
      sent.on("error", reject);
      sent.end(body.toString());
    },
  );
}
