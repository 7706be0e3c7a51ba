import type { Quad } from "@rdfjs/types";
import { mediaTypeOfFormat, type RdfFormat } from "../../src/interop/media-types.ts";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { writeQuads } from "../../src/interop/write.ts";
import { irisOf } from "../../src/mapping/iris.ts";

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
