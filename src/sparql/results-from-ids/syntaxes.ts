import type { Term } from "@rdfjs/types";
import { termText } from "../../quads/nquads.ts";
import { csvCell, csvHead, tsvHead } from "../results-csv.ts";
import { jsonHead, jsonTerm } from "../results-json.ts";
import { xmlHead, xmlTerm } from "../results-xml.ts";
import { bytesOf, noBytes, nothing, plainCells, type RowSyntax } from "./row-syntax.ts";

/** SPARQL 1.2 Query Results JSON: the escapes of the store are JSON's too. */
export function jsonSyntax(variables: readonly string[]): RowSyntax {
  return {
    ...jsonFrame,
    head: jsonHead(variables),
    // An object has a name once, however often a SELECT has it.
    cells: variables.flatMap((variable, column) =>
      variables.indexOf(variable) === column
        ? [{ column, variable, start: Buffer.from(`${JSON.stringify(variable)}:`) }]
        : [],
    ),
  };
}

const jsonFrame = {
  foot: "\n]}}\n",
  firstRowStart: Buffer.from("\n{"),
  nextRowStart: Buffer.from(",\n{"),
  rowEnd: Buffer.from("}"),
  cellEnd: nothing,
  cellSeparator: Buffer.from(","),
  hasEmptyCells: false,
  term: (term: Term) => JSON.stringify(jsonTerm(term)),
  alteredInIris: noBytes,
  alteredInOthers: noBytes,
};

/** SPARQL Query Results XML. */
export function xmlSyntax(variables: readonly string[]): RowSyntax {
  return {
    ...xmlFrame,
    head: xmlHead(variables),
    cells: variables.map((variable, column) => ({
      column,
      variable,
      start: Buffer.from(`<binding name="${variable}">`),
    })),
  };
}

/** Of U+FFFE and U+FFFF, which XML cannot hold, and of others that are as rare. */
const firstByteOfNoncharacters = 0xef;
const alteredInXml = new Set([...bytesOf("\\&<>"), firstByteOfNoncharacters]);
const xmlFrame = {
  foot: "</results>\n</sparql>\n",
  firstRowStart: Buffer.from("<result>"),
  nextRowStart: Buffer.from("<result>"),
  rowEnd: Buffer.from("</result>\n"),
  cellEnd: Buffer.from("</binding>"),
  cellSeparator: nothing,
  hasEmptyCells: false,
  term: xmlTerm,
  alteredInIris: alteredInXml,
  alteredInOthers: alteredInXml,
};

/** SPARQL 1.2 CSV. */
export function csvSyntax(variables: readonly string[]): RowSyntax {
  return {
    ...separated(variables, marks.comma),
    head: csvHead(variables),
    rowEnd: marks.crlf,
    term: csvCell,
    alteredInIris: alteredInCsv,
    alteredInOthers: alteredInCsv,
  };
}

/** SPARQL 1.2 TSV. */
export function tsvSyntax(variables: readonly string[]): RowSyntax {
  return {
    ...separated(variables, marks.tab),
    ...nquadsTerms,
    head: tsvHead(variables),
    rowEnd: marks.lineFeed,
  };
}

/** N-Triples, which are the N-Quads of the default graph. */
export function triplesSyntax(): RowSyntax {
  return {
    ...separated(["subject", "predicate", "object"], marks.space),
    ...nquadsTerms,
    head: "",
    rowEnd: marks.endOfTriple,
  };
}

const marks = {
  comma: Buffer.from(","),
  crlf: Buffer.from("\r\n"),
  tab: Buffer.from("\t"),
  lineFeed: Buffer.from("\n"),
  space: Buffer.from(" "),
  endOfTriple: Buffer.from(" .\n"),
};

function separated(variables: readonly string[], cellSeparator: Uint8Array) {
  return {
    foot: "",
    firstRowStart: nothing,
    nextRowStart: nothing,
    cells: plainCells(variables),
    cellEnd: nothing,
    cellSeparator,
    hasEmptyCells: true,
  };
}

/** An IRI that must be escaped is refused by `termText`. */
const nquadsTerms = { term: termText, alteredInIris: bytesOf("\\"), alteredInOthers: noBytes };

const alteredInCsv = bytesOf("\\,");
