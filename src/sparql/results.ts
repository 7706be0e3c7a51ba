import { accepted } from "../interop/accepted.ts";
import { mediaTypeOfFormat, type RdfFormat } from "../interop/media-types.ts";
import { writeQuads } from "../interop/write.ts";
import type { QueryResult } from "./engine.ts";
import { writeCsv, writeTsv } from "./results-csv.ts";
import type { RowSyntax } from "./results-from-ids/row-syntax.ts";
import { csvSyntax, jsonSyntax, triplesSyntax, tsvSyntax, xmlSyntax } from "./results-from-ids/syntaxes.ts";
import { writeRows, writtenAtOnce } from "./results-from-ids/write-rows.ts";
import { booleanJson, writeResultsJson } from "./results-json.ts";
import { booleanXml, writeResultsXml } from "./results-xml.ts";

/**
 * The media type in which to answer, by the `Accept` header; undefined when none of the kind's formats is accepted.
 * Without a wish, JSON and Turtle. CSV and TSV are defined for SELECT alone. The general types by which many clients
 * ask are answered with the exact ones: `application/json` with `application/sparql-results+json`. Of the formats, those
 * for which `isOffered` is false are not considered.
 */
export function negotiateResult(
  accept: string | undefined,
  kind: QueryResult["kind"],
  isOffered: (mediaType: string) => boolean = () => true,
): string | undefined {
  const offered = [...exactTypes[kind], ...Object.keys(aliasesOf[kind])].filter((each) =>
    isOffered(aliasesOf[kind][each] ?? each),
  );
  const best = accepted(accept, offered);
  return best === undefined ? undefined : (aliasesOf[kind][best] ?? best);
}

/** Writes a result in pieces, as its rows come and no faster than they are read: as bytes where its rows are numbers. */
export function serialiseResult(
  result: QueryResult,
  mediaType: string,
): AsyncIterable<string> | AsyncIterable<Uint8Array> {
  const syntax = syntaxFor(result, mediaType);
  if (syntax !== undefined && result.kind !== "boolean" && result.ids !== undefined)
    return writeRows(result.ids, syntax);
  if (result.kind === "boolean") {
    const text = booleanOf[mediaType]?.(result.value);
    if (text !== undefined) return inPieces([text]);
  } else if (result.kind === "quads") {
    const format = rdfFormats.find((each) => mediaTypeOfFormat[each] === mediaType);
    if (format !== undefined) return writeQuads(result.quads, format);
  } else if (mediaType === json) return inPieces(writeResultsJson(result));
  else if (mediaType === xml) return inPieces(writeResultsXml(result));
  else if (mediaType === csv) return inPieces(writeCsv(result));
  else if (mediaType === tsv) return inPieces(writeTsv(result));
  throw new Error(`A result of kind ${result.kind} is not written as ${mediaType}`);
}

/** The same in one piece, where all of it is there and is not long; else undefined. */
export function wholeResult(result: QueryResult, mediaType: string): string | Uint8Array | undefined {
  if (result.kind === "boolean") return booleanOf[mediaType]?.(result.value);
  const { whole, terms } = result.ids ?? {};
  if (whole === undefined || terms === undefined) return undefined;
  const syntax = syntaxFor(result, mediaType);
  return syntax && writtenAtOnce(whole, terms, syntax);
}

/** A SELECT result. */
export type BindingsResult = Extract<QueryResult, { readonly kind: "bindings" }>;

const json = "application/sparql-results+json";
const xml = "application/sparql-results+xml";
const csv = "text/csv";
const tsv = "text/tab-separated-values";
/** In the order of preference. A result has triples, so the formats with graphs write the default graph. */
const rdfFormats: readonly RdfFormat[] = ["turtle", "ntriples", "jsonld", "trig", "nquads", "rdfxml"];

/** The media types in which a result of a kind is written, in the order of preference. */
export const exactTypes: Readonly<Record<QueryResult["kind"], readonly string[]>> = {
  bindings: [json, xml, csv, tsv],
  boolean: [json, xml],
  quads: rdfFormats.map((format) => mediaTypeOfFormat[format]),
};

const generalTypes = { "application/json": json, "application/xml": xml, "text/xml": xml };
const aliasesOf: Readonly<Record<QueryResult["kind"], Readonly<Record<string, string>>>> = {
  bindings: generalTypes,
  boolean: generalTypes,
  quads: { "application/json": mediaTypeOfFormat.jsonld, "text/plain": mediaTypeOfFormat.ntriples },
};

/** How rows of numbers are written; undefined for what is written term by term, such as Turtle. */
function syntaxFor(result: QueryResult, mediaType: string): RowSyntax | undefined {
  if (result.kind === "boolean") return undefined;
  if (result.kind === "quads") return lineFormats.includes(mediaType) ? triplesSyntax() : undefined;
  return syntaxOf[mediaType]?.(result.variables);
}

const lineFormats: readonly string[] = [mediaTypeOfFormat.ntriples, mediaTypeOfFormat.nquads];
const syntaxOf: Readonly<Record<string, (variables: readonly string[]) => RowSyntax>> = {
  [json]: jsonSyntax,
  [xml]: xmlSyntax,
  [csv]: csvSyntax,
  [tsv]: tsvSyntax,
};

const booleanOf: Readonly<Record<string, (value: boolean) => string>> = {
  [json]: booleanJson,
  [xml]: booleanXml,
};

const pieceLength = 16 * 1024;

/** Few large pieces instead of many small ones. */
async function* inPieces(texts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let piece = "";
  for await (const text of texts) {
    piece += text;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}
