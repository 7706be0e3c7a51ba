import { Readable } from "node:stream";
import type { Term } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { SparqlJsonParser } from "sparqljson-parse";
import { SparqlXmlParser } from "sparqlxml-parse";
import { describe, expect, it } from "vitest";
import { noTerm } from "../../../src/quads/id-view.ts";
import type { Rows } from "../../../src/sparql/evaluate/rows.ts";
import { csvSyntax, jsonSyntax } from "../../../src/sparql/results-from-ids/syntaxes.ts";
import { writeRows } from "../../../src/sparql/results-from-ids/write-rows.ts";
import { aTerm } from "../../quads/dictionary/a-term.ts";
import { mediaTypes, type Row, resultsOf, tableOf, variables, written, writtenWhole } from "./fixtures.ts";

const { json, xml, csv, tsv, ntriples, nquads } = mediaTypes;
const numRuns = 200;

describe("writeRows", () => {
  it.each([xml, csv, tsv])("writes a SELECT as %s byte by byte as the writer of terms does", async (type) => {
    await fc.assert(
      fc.asyncProperty(someRows(aTerm()), aChunk, async (rows, chunkRows) => {
        const { asTerms, asIds } = resultsOf(tableOf(rows, chunkRows), "bindings");

        expect(await written(asIds, type)).toBe(await written(asTerms, type));
      }),
      { numRuns },
    );
  });

  it.each([json, xml, csv, tsv])("writes as %s in one piece what it writes in pieces", async (type) => {
    await fc.assert(
      fc.asyncProperty(someRows(aTerm()), aChunk, async (rows, chunkRows) => {
        const { asIds } = resultsOf(tableOf(rows, chunkRows), "bindings");

        expect(writtenWhole(asIds, type)).toBe(await written(asIds, type));
      }),
      { numRuns },
    );
  });

  it("has no one piece for what is longer than one", async () => {
    const term = DataFactory.literal("x".repeat(1_000));
    const rows = Array.from({ length: 100 }, () => [{ term }]) as never;
    const { asIds } = resultsOf(tableOf(rows, 100), "bindings");

    expect(writtenWhole(asIds, json)).toBeUndefined();
    expect((await written(asIds, json)).length).toBeGreaterThan(100_000);
  });

  it("writes XML of terms that XML can hold as the writer of terms does", async () => {
    await fc.assert(
      fc.asyncProperty(someRows(aWritableTerm()), aChunk, async (rows, chunkRows) => {
        const { asTerms, asIds } = resultsOf(tableOf(rows, chunkRows), "bindings");

        const text = await written(asIds, xml);

        expect(text).toBe(await written(asTerms, xml));
        expect(await readXml(text)).toEqual(rows.map(shownRow));
      }),
      { numRuns },
    );
  });

  it("writes JSON that says what that of the writer of terms says", async () => {
    await fc.assert(
      fc.asyncProperty(someRows(aTerm()), aChunk, async (rows, chunkRows) => {
        const { asTerms, asIds } = resultsOf(tableOf(rows, chunkRows), "bindings");

        const text = await written(asIds, json);

        expect(JSON.parse(text)).toEqual(JSON.parse(await written(asTerms, json)));
      }),
      { numRuns },
    );
  });

  it("writes JSON that others read back", async () => {
    await fc.assert(
      fc.asyncProperty(someRows(aWritableTerm()), aChunk, async (rows, chunkRows) => {
        const { asIds } = resultsOf(tableOf(rows, chunkRows), "bindings");

        const read = new SparqlJsonParser().parseJsonResults(JSON.parse(await written(asIds, json)));

        expect(read.map((row) => variables.map((name) => shown(row[name])))).toEqual(rows.map(shownRow));
      }),
      { numRuns },
    );
  });

  it.each([ntriples, nquads])(
    "writes triples as %s byte by byte as the writer of quads does",
    async (type) => {
      const triples = fc.uniqueArray(fc.tuple(aCell(anIri()), aCell(anIri()), aCell(aTerm())), {
        selector: (row) => row.map(({ term }) => shown(term)).join(" "),
        maxLength: 20,
      });
      await fc.assert(
        fc.asyncProperty(triples, aChunk, async (rows, chunkRows) => {
          const { asTerms, asIds } = resultsOf(tableOf(rows, chunkRows), "quads");

          expect(await written(asIds, type)).toBe(await written(asTerms, type));
        }),
        { numRuns },
      );
    },
  );

  it.each([tsv, ntriples])("refuses an IRI that cannot be written as %s, stored or made", async (type) => {
    for (const isStored of [true, false]) {
      const cell = { term: DataFactory.namedNode("http://a.example/a b"), isStored };
      const { asIds } = resultsOf(tableOf([[cell, cell, cell]], 1), type === tsv ? "bindings" : "quads");

      expect(await written(asIds, type)).toBe("error: unwritable-term");
    }
  });

  it("quotes in CSV what has a comma, a quote or a line end, stored or made", async () => {
    const terms = [
      DataFactory.namedNode("urn:a,b"),
      DataFactory.literal('a "b", c\nd'),
      DataFactory.blankNode("b"),
    ];
    for (const isStored of [true, false]) {
      const { asIds } = resultsOf(tableOf([terms.map((term) => ({ term, isStored }))], 1), "bindings");

      expect(await written(asIds, csv)).toBe('x,y,z\r\n"urn:a,b","a ""b"", c\nd",_:b\r\n');
    }
  });

  it("refuses to write in XML what XML cannot hold, wherever it stands, and however it is kept", async () => {
    const type = DataFactory.namedNode("urn:\ufffe");
    for (const term of [DataFactory.literal("\uffff"), type, DataFactory.literal("a", type)])
      for (const isStored of [true, false]) {
        const { asIds } = resultsOf(tableOf([[{ term, isStored }, undefined, undefined]], 1), "bindings");

        expect(await written(asIds, xml)).toBe("error: unwritable-result");
      }
  });

  it("names a variable once in each JSON object, though a SELECT may name it twice", async () => {
    const { terms } = tableOf([], 1);
    const id = terms.intern(DataFactory.literal("a"));
    const columns = [Uint32Array.of(id), Uint32Array.of(id)];

    const pieces = await collected({ columns, length: 1 }, terms, ["x", "x"]);

    expect(pieces.join("").match(/"x":/g)).toHaveLength(1);
  });

  it("gives pieces of about 64 KiB, which stay as they are when the next are written", async () => {
    const { terms } = tableOf([], 1);
    const ids = Uint32Array.from({ length: 5_000 }, (_, i) => terms.intern(DataFactory.literal(`row ${i}`)));

    const pieces = await collected({ columns: [ids], length: ids.length }, terms, ["x"]);

    expect(JSON.parse(Buffer.concat(pieces).toString()).results.bindings).toHaveLength(5_000);
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces.slice(0, -1)) expect(Math.abs(piece.length - 65_536)).toBeLessThan(1_000);
  });

  it("writes a text that is longer than a piece", async () => {
    const long = "long".repeat(100_000);
    const cells = [true, false].map((isStored) => ({ term: DataFactory.literal(long + isStored), isStored }));
    const { asTerms, asIds } = resultsOf(tableOf([[...cells, undefined]], 1), "bindings");

    expect(await written(asIds, csv)).toBe(await written(asTerms, csv));
  });

  it("reads no more chunks than its reader asks for, and ends them with its reader", async () => {
    const { terms } = tableOf([], 1);
    let given = 0;
    let isEnded = false;
    const columns = [new Uint32Array(1_000).fill(terms.intern(DataFactory.literal("a".repeat(100))))];
    async function* endless(): AsyncIterable<Rows> {
      try {
        for (; ; given++) yield { columns, length: 1_000 };
      } finally {
        isEnded = true;
      }
    }

    for await (const _ of writeRows({ chunks: endless(), terms }, csvSyntax(["x"]))) break;

    expect(given).toBeLessThan(2);
    expect(isEnded).toBe(true);
  });

  it("reads terms from when their chunk has come", async () => {
    const { terms } = tableOf([], 1);
    async function* late(): AsyncIterable<Rows> {
      for (const text of ["a", "b"])
        yield { columns: [Uint32Array.of(terms.intern(DataFactory.literal(text)), noTerm)], length: 2 };
    }

    const pieces: Uint8Array[] = [];
    for await (const piece of writeRows({ chunks: late(), terms }, csvSyntax(["x"]))) pieces.push(piece);

    expect(Buffer.concat(pieces).toString()).toBe("x\r\na\r\n\r\nb\r\n\r\n");
  });
});

const aChunk = fc.integer({ min: 1, max: 5 });

function someRows(term: fc.Arbitrary<Term>): fc.Arbitrary<Row[]> {
  const cell = fc.option(aCell(term), { nil: undefined, freq: 4 });
  return fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 });
}

function aCell(term: fc.Arbitrary<Term>) {
  return fc.record({ term, isStored: fc.boolean() });
}

function anIri(): fc.Arbitrary<Term> {
  return aTerm().filter(({ termType }) => termType === "NamedNode");
}

/** What XML can hold, and what the parsers of others read; many with what one of the formats escapes. */
function aWritableTerm(): fc.Arbitrary<Term> {
  const part = fc.oneof(
    fc.constantFrom(
      "<",
      "&",
      ">",
      '"',
      "\t",
      "\n",
      "\r",
      "]]>",
      " ",
      "'",
      "\\",
      "é",
      "😀",
      ",",
      "\u007f",
      "\uf8ff",
    ),
    fc.string({ maxLength: 3 }),
  );
  const text = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(""));
  const datatype = fc.constantFrom("http://x.example/type?a=1&b=2", "http://x.example/\uf8ff", "urn:t");
  return fc.oneof(
    fc.webUrl({ withQueryParameters: true }).map((iri) => DataFactory.namedNode(iri)),
    fc.constantFrom("b0", "b1").map((label) => DataFactory.blankNode(label)),
    fc.tuple(text, fc.constantFrom("en", "de-at")).map(([value, tag]) => DataFactory.literal(value, tag)),
    text.map((value) => DataFactory.literal(value)),
    fc.tuple(text, datatype).map(([value, type]) => DataFactory.literal(value, DataFactory.namedNode(type))),
  );
}

async function collected(chunk: Rows, terms: Parameters<typeof writeRows>[0]["terms"], names: string[]) {
  async function* chunks(): AsyncIterable<Rows> {
    yield chunk;
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of writeRows({ chunks: chunks(), terms }, jsonSyntax(names))) pieces.push(piece);
  return pieces;
}

async function readXml(text: string): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of new SparqlXmlParser().parseXmlResultsStream(Readable.from([text]))) {
    const terms = row as unknown as Record<string, Term>;
    rows.push(variables.map((name) => shown(terms[name] ?? terms[`?${name}`])));
  }
  return rows;
}

function shownRow(row: Row): string[] {
  return row.map((cell) => shown(cell?.term));
}

function shown(term: Term | undefined): string {
  if (term?.termType !== "Literal") return `${term?.termType} ${term?.value}`;
  return `${term.value} @${term.language} ^^${term.datatype.value}`;
}
