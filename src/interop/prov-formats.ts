import type { Quad } from "@rdfjs/types";
import type { ProvDocument } from "../prov/document.ts";
import { namespaceOf } from "../vocabulary.ts";
import { formatsWithoutGraphs, mediaTypeOfFormat, type RdfFormat } from "./media-types.ts";
import type { Prefixes } from "./prefixes.ts";
import { MalformedProvError, UnwritableProvError } from "./prov-errors.ts";
import { parseProvJson } from "./prov-json/parse.ts";
import { writeProvJson } from "./prov-json/write.ts";
import { parseProvJsonLd } from "./prov-jsonld/parse.ts";
import { writeProvJsonLd } from "./prov-jsonld/write.ts";
import { parseProvN } from "./prov-n/parse.ts";
import { wholePrefix } from "./prov-n/tokens.ts";
import { writeProvN } from "./prov-n/write.ts";
import { forwards } from "./prov-o/inverses.ts";
import { type ProvReading, readProvO } from "./prov-o/read.ts";
import { writeProvO } from "./prov-o/write.ts";
import { namespaceFault } from "./prov-scope.ts";
import { parseProvXml } from "./prov-xml/parse.ts";
import { writeProvXml } from "./prov-xml/write.ts";
import { refuseUnwritableInRdfXml } from "./rdf-xml-writer.ts";
import { readRdf } from "./read-rdf.ts";
import { utf8Text } from "./utf8.ts";
import { writeQuads } from "./write.ts";

/** The syntaxes in which a PROV document is read and written: PROV's own, and RDF, which is PROV-O. */
export type ProvFormat = keyof typeof syntaxes | RdfSyntax;

type RdfSyntax = Exclude<RdfFormat, "canonical">;

const syntaxes = {
  provn: { parse: parseProvN, write: writeProvN },
  provjson: { parse: parseProvJson, write: writeProvJson },
  provjsonld: { parse: parseProvJsonLd, write: writeProvJsonLd },
  provxml: { parse: parseProvXml, write: writeProvXml },
} as const;

const rdfSyntaxes: readonly RdfSyntax[] = ["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"];

/** The formats by their names. */
export const provFormats: readonly ProvFormat[] = [
  "provn",
  "provjson",
  "provjsonld",
  "provxml",
  ...rdfSyntaxes,
];

/** Whether a text names one of them. */
export function isProvFormat(text: string): text is ProvFormat {
  return (provFormats as readonly string[]).includes(text);
}

/** What a document says, with its quads where it is RDF: those say more than PROV. */
export interface ProvInput extends ProvReading {
  readonly quads?: readonly Quad[];
}

export interface ProvReadOptions {
  /** What relative IRIs of RDF are resolved against. */
  readonly baseIri?: string;
  /** Whether the names that PROV-O reserves for inverse properties (Appendix B) are read as those; of RDF only. Default: no. */
  readonly inverses?: boolean;
}

/**
 * Reads a PROV document.
 *
 * @throws {ProvenanceError} when it is not of its format.
 */
export async function readProv(
  bytes: Uint8Array,
  format: ProvFormat,
  { inverses = false, ...options }: ProvReadOptions = {},
): Promise<ProvInput> {
  if (isSyntax(format)) return { document: syntaxes[format].parse(textOf(bytes)), unread: [] };
  const prefixes: Record<string, string> = {};
  const onPrefix = (prefix: string, namespace: string) => {
    prefixes[prefix] = namespace;
  };
  const stated = await readRdf(bytes, mediaTypeOfFormat[format], { ...options, onPrefix });
  const quads = inverses ? stated.map(forwards) : stated;
  return { ...readProvO(quads, { prefixes }), quads };
}

/**
 * Writes what was read, in pieces: RDF as RDF with all that it says, everything else by its statements.
 *
 * @throws {UnwritableProvError} at what the format cannot say.
 */
export function writeProv(
  { document, quads }: Pick<ProvInput, "document" | "quads">,
  format: ProvFormat,
): AsyncIterable<string> | readonly string[] {
  if (isSyntax(format)) return [syntaxes[format].write(document)];
  const all = quads ?? writeProvO(document);
  if (formatsWithoutGraphs.includes(format) && all.some(({ graph }) => graph.termType !== "DefaultGraph"))
    throw new UnwritableProvError(format, "which statements are a bundle's: take trig or nquads");
  if (format === "rdfxml") refuseUnwritableInRdfXml(all);
  return writeQuads(all, format, format === "jsonld" ? {} : { prefixes: turtlePrefixes(document) });
}

function isSyntax(format: ProvFormat): format is keyof typeof syntaxes {
  return Object.hasOwn(syntaxes, format);
}

function turtlePrefixes({ prefixes }: ProvDocument): Prefixes {
  const usable = Object.entries(prefixes).filter(
    ([prefix, namespace]) =>
      (prefix === "" || wholePrefix.test(prefix)) && namespaceFault(namespace) === undefined,
  );
  return { prov: namespaceOf.prov, xsd: namespaceOf.xsd, ...Object.fromEntries(usable) };
}

function textOf(bytes: Uint8Array): string {
  return utf8Text(bytes, (what, place) => new MalformedProvError(what, place));
}
