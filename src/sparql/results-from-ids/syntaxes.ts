import { termText } from "../../quads/nquads.ts";
import { csvCell, csvHead, tsvHead } from "../results-csv.ts";
import { jsonHead, jsonTerm } from "../results-json.ts";
import { xmlHead, xmlTerm } from "../results-xml.ts";
import { bytesOf, noBytes, plainCells, type RowSyntax } from "./row-syntax.ts";

/** SPARQL 1.2 Query Results JSON: the escapes of the store are JSON's too. */
export function jsonSyntax(variables: readonly string[]): RowSyntax {
  return {
    head: jsonHead(variables),
    foot: "\n]}}\n",
    firstRowStart: "\n{",
    nextRowStart: ",\n{",
    rowEnd: "}",
    // An object has a name once, however often a SELECT has it.
    cells: variables.flatMap((variable, column) =>
      variables.indexOf(variable) === column
        ? [{ column, variable, start: `${JSON.stringify(variable)}:` }]
        : [],
    ),
    cellEnd: "",
    cellSeparator: ",",
    hasEmptyCells: false,
    term: (term) => JSON.stringify(jsonTerm(term)),
    alteredInIris: noBytes,
    alteredInOthers: noBytes,
  };
}

/** SPARQL Query Results XML. */
export function xmlSyntax(variables: readonly string[]): RowSyntax {
  return {
    head: xmlHead(variables),
    foot: "</results>\n</sparql>\n",
    firstRowStart: "<result>",
    nextRowStart: "<result>",
    rowEnd: "</result>\n",
    cells: variables.map((variable, column) => ({ column, variable, start: `<binding name="${variable}">` })),
    cellEnd: "</binding>",
    cellSeparator: "",
    hasEmptyCells: false,
    term: xmlTerm,
    alteredInIris: alteredInXml,
    alteredInOthers: alteredInXml,
  };
}

/** SPARQL 1.2 CSV. */
export function csvSyntax(variables: readonly string[]): RowSyntax {
  return {
    ...separated(variables, ","),
    head: csvHead(variables),
    rowEnd: "\r\n",
    term: csvCell,
    alteredInIris: alteredInCsv,
    alteredInOthers: alteredInCsv,
  };
}

/** SPARQL 1.2 TSV. */
export function tsvSyntax(variables: readonly string[]): RowSyntax {
  return { ...separated(variables, "\t"), ...nquadsTerms, head: tsvHead(variables), rowEnd: "\n" };
}

/** N-Triples, which are the N-Quads of the default graph. */
export function triplesSyntax(): RowSyntax {
  return {
    ...separated(["subject", "predicate", "object"], " "),
    ...nquadsTerms,
    head: "",
    rowEnd: " .\n",
  };
}

function separated(variables: readonly string[], cellSeparator: string) {
  return {
    foot: "",
    firstRowStart: "",
    nextRowStart: "",
    cells: plainCells(variables),
    cellEnd: "",
    cellSeparator,
    hasEmptyCells: true,
  };
}

/** An IRI that must be escaped is refused by `termText`. */
const nquadsTerms = { term: termText, alteredInIris: bytesOf("\\"), alteredInOthers: noBytes };

/** Of U+FFFE and U+FFFF, which XML cannot hold, and of others that are as rare. */
const firstByteOfNoncharacters = 0xef;
const alteredInXml = new Set([...bytesOf("\\&<>"), firstByteOfNoncharacters]);
const alteredInCsv = bytesOf("\\,");
