import type { Quad } from "@rdfjs/types";
import { mediaTypeOfFormat, type RdfFormat } from "../../src/interop/media-types.ts";
import { UnwritableProvError } from "../../src/interop/prov-errors.ts";
import { type ProvFormat, writeProv } from "../../src/interop/prov-formats.ts";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { writeQuads } from "../../src/interop/write.ts";
import { irisOf } from "../../src/mapping/iris.ts";
import type { ProvDocument } from "../../src/prov/document.ts";

export const someIris = irisOf({ baseIri: "http://localhost:3030/id/", storeKey: new Uint8Array(32) });

/** Reads text of a format. */
export function read(text: string, format: RdfFormat = "turtle", options = {}): Promise<Quad[]> {
  return readRdf(Buffer.from(text, "utf8"), mediaTypeOfFormat[format], options);
}

/** Writes quads as one text. */
export async function written(
  quads: Iterable<Quad> | AsyncIterable<Quad>,
  format: RdfFormat,
  options = {},
): Promise<string> {
  let text = "";
  for await (const piece of writeQuads(quads, format, options)) text += piece;
  return text;
}

/** A document in a format, as one text; undefined where the format cannot say it. */
export async function writtenOrRefused(
  document: ProvDocument,
  format: ProvFormat,
): Promise<string | undefined> {
  try {
    let text = "";
    for await (const piece of writeProv({ document }, format)) text += piece;
    return text;
  } catch (error) {
    if (error instanceof UnwritableProvError) return undefined;
    throw error;
  }
}
