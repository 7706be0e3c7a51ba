import { isUtf8 } from "node:buffer";
import { pathToFileURL } from "node:url";
import { rdfMediaTypeOfFile } from "../interop/media-types.ts";
import { MalformedProvError } from "../interop/prov-errors.ts";
import { parseProvN } from "../interop/prov-n/parse.ts";
import { readProvO } from "../interop/prov-o/read.ts";
import { readRdf } from "../interop/read-rdf.ts";
import type { ProvDocument } from "../prov/document.ts";
import { expanded, whole } from "./chunks.ts";
import { UsageError } from "./command.ts";
import { reasonOf } from "./files.ts";
import { openInput } from "./inputs.ts";

/** Bytes, gunzipped, of a PROV document that is read as a whole. */
const mostBytes = 512 * 1024 * 1024;

type Reader = (bytes: Uint8Array, file: string) => ProvDocument | Promise<ProvDocument>;

const rdfOf =
  (mediaType: string): Reader =>
  async (bytes, file) => {
    const prefixes: Record<string, string> = {};
    const baseIri = file === "-" ? {} : { baseIri: pathToFileURL(file).href };
    const onPrefix = (prefix: string, namespace: string) => {
      prefixes[prefix] = namespace;
    };
    const quads = await readRdf(bytes, mediaType, { ...baseIri, onPrefix });
    return readProvO(quads, { prefixes }).document;
  };

/** How PROV documents are read, by the names of their formats. */
const readers: Readonly<Record<string, Reader>> = {
  provn: (bytes) => parseProvN(textOf(bytes)),
  turtle: rdfOf("text/turtle"),
  trig: rdfOf("application/trig"),
  ntriples: rdfOf("application/n-triples"),
  nquads: rdfOf("application/n-quads"),
  jsonld: rdfOf("application/ld+json"),
};

/** The formats that a PROV document may be said to be in. */
export const provFormats: readonly string[] = Object.keys(readers);

/**
 * Reads a PROV document from a file or, for `-`, standard input; by a format of `provFormats`, or else by the file's ending.
 * @throws {UsageError} when it cannot be read, or its format is not known.
 * @throws {ProvenanceError} when it is not of its format.
 */
export async function readProvFile(
  file: string,
  format: string | undefined,
  stdin: AsyncIterable<Uint8Array>,
): Promise<ProvDocument> {
  const reader = readerOf(file, format);
  const bytes = await bytesOf(file, stdin);
  if (bytes.length > mostBytes) throw new UsageError(`${file} has more than ${mostBytes} bytes`);
  return reader(bytes, file);
}

function readerOf(file: string, format: string | undefined): Reader {
  const mediaType = rdfMediaTypeOfFile(file);
  if (format !== undefined) {
    const reader = Object.hasOwn(readers, format) ? readers[format] : undefined;
    if (reader === undefined) throw new UsageError(`--from must be one of ${provFormats.join(", ")}`);
    return reader;
  }
  if (mediaType !== undefined) return rdfOf(mediaType);
  if (/\.provn(\.gz)?$/i.test(file)) return readers.provn as Reader;
  throw new UsageError(`The format of ${file} is not told by its name: say it with --from`);
}

async function bytesOf(file: string, stdin: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  try {
    return await whole(expanded(openInput(file, stdin).chunks), mostBytes + 1);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

function textOf(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new MalformedProvError("Expected UTF-8");
  return new TextDecoder().decode(bytes);
}
