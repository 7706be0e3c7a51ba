import type { Quad } from "@rdfjs/types";
import { mediaTypeOfDocument } from "./document-media-types.ts";
import {
  formatsWithoutGraphs,
  mediaTypeOfFormat,
  type RdfFormat,
  exportFormats as rdfFormats,
} from "./media-types.ts";
import { isProvSyntax, type ProvSyntax, provPieces, provSyntaxes } from "./prov-syntaxes.ts";
import { storeDocument } from "./store-document.ts";
import type { StoreGraphs } from "./store-graphs.ts";
import { writeQuads } from "./write.ts";
import { writtenPieces } from "./written-pieces.ts";

/** What a store, or a part of it, is written as: RDF, or a syntax of PROV. */
export type StoreFormat = RdfFormat | ProvSyntax;

/** The formats by their names. */
export const storeFormats: readonly StoreFormat[] = [...rdfFormats, ...provSyntaxes];

/** Whether a text names one of them. */
export function isStoreFormat(text: string): text is StoreFormat {
  return (storeFormats as readonly string[]).includes(text);
}

/** The media types by which a format may be asked for. The first is the one that it has where nothing else is asked. */
export function mediaTypesOf(format: StoreFormat): readonly [string, ...string[]] {
  if (format === "canonical") return [mediaTypeOfFormat.canonical];
  const mediaType = mediaTypeOfDocument[format];
  // Most tools know PROV-JSON by no name of its own.
  return format === "provjson" ? ["application/json", mediaType] : [mediaType];
}

interface Options {
  /** The base IRI of the store. */
  readonly base: string;
  /** Quads of the top level of a PROV document, or of one bundle; beyond: `export-too-large`. */
  readonly mostQuads: number;
  /** Ends the writing, where nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

/** What is written of a store, and what is not. */
export interface WrittenExport {
  readonly pieces: AsyncIterable<string>;
  /** Quads that say nothing of PROV, where the format has words for nothing else. */
  readonly leftOut: number;
}

/**
 * Writes graphs of a store. RDF has all that they say: N-Quads, TriG and JSON-LD as the quads come (`writeQuads`). A syntax of PROV has
 * the document that they make (`storeDocument`), and its size decides no memory: but for what is small, it is made twice.
 *
 * @throws {UnwritableProvError} and {ExportTooLargeError} before the first piece.
 */
export async function writeExport(
  graphs: StoreGraphs,
  format: StoreFormat,
  { base, mostQuads, signal }: Options,
): Promise<WrittenExport> {
  if (isProvSyntax(format)) {
    const { document, leftOut } = await storeDocument(graphs, { base, mostQuads, signal });
    const pieces = await writtenPieces(() => provPieces(document, format, { hasBlankNodes: false }), {
      signal,
    });
    return { pieces, leftOut: leftOut() };
  }
  const { triples } = graphs;
  const write = () =>
    triples !== undefined && formatsWithoutGraphs.includes(format)
      ? writeQuads(triples(), format, { areDistinct: true })
      : writeQuads(graphs.allQuads?.() ?? quadsOf(graphs), format);
  // Of RDF, this one alone has no words for some quads.
  return { pieces: format === "rdfxml" ? await writtenPieces(write, { signal }) : write(), leftOut: 0 };
}

function* quadsOf({ names, quadsOf: ofGraph }: StoreGraphs): Iterable<Quad> {
  for (const name of names) yield* ofGraph(name);
}
