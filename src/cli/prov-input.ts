import { pathToFileURL } from "node:url";
import {
  isProvFormat,
  type ProvFormat,
  type ProvInput,
  type ProvReadOptions,
  provFormats,
  readProv,
} from "../interop/prov-formats.ts";
import { provFormatOf } from "../interop/prov-sniffing.ts";
import type { ProvDocument } from "../prov/document.ts";
import { expanded, whole } from "./chunks.ts";
import { textOf, UsageError, type Values } from "./command.ts";
import { reasonOf } from "./files.ts";
import { openInput } from "./inputs.ts";

/** Bytes, gunzipped, of a PROV document that is read as a whole. */
const mostBytes = 512 * 1024 * 1024;

/** How the format of a PROV document is told, for `--help`. */
export const fromUsage = `  --from FORMAT      ${provFormats.join(", ")}
                     (default: by the file's ending, .provn, .provx, .provjson, .provjsonld, .ttl, .trig, .nt,
                     .nq, .jsonld or .rdf, and .gz after it, and else by how the document begins)`;

/** What of RDF may be read the other way round, for `--help`. */
export const inversesUsage = `  --inverses         of RDF, read the names that PROV-O reserves for inverse properties, as prov:wasUsedBy`;

/** The same where it may be that of a document among events. */
export const documentUsage = `  --from FORMAT      ${provFormats.join(", ")}
                     (default: by the file's ending, or else by how it begins)`;

/** The format of documents that a user named; undefined when each tells its own, or is events. @throws {UsageError} */
export function documentFormat(values: Values): ProvFormat | undefined {
  const name = textOf(values, "from");
  return name === undefined ? undefined : namedFormat(name, "--from");
}

/**
 * Reads a PROV document from a file or, for `-`, standard input; by a format of `provFormats`, or else by the file's ending,
 * or else by how it begins.
 * @throws {UsageError} when it cannot be read, or its format is not known.
 * @throws {ProvenanceError} when it is not of its format.
 */
export async function readProvFile(
  file: string,
  format: string | undefined,
  stdin: AsyncIterable<Uint8Array>,
): Promise<ProvDocument> {
  const { document } = await readProvInput(file, format, stdin);
  return document;
}

/** The same, with what of RDF is not PROV. */
export async function readProvInput(
  file: string,
  format: string | undefined,
  stdin: AsyncIterable<Uint8Array>,
  options: Pick<ProvReadOptions, "inverses"> = {},
): Promise<ProvInput> {
  const input = await provInputOf(file, format, stdin);
  return readProv(input.bytes, input.format, { ...options, ...input.base });
}

/** A document before it is read: its bytes, the format that they are of, and what relative IRIs are resolved against. */
export async function provInputOf(
  file: string,
  format: string | undefined,
  stdin: AsyncIterable<Uint8Array>,
): Promise<{
  readonly bytes: Uint8Array;
  readonly format: ProvFormat;
  readonly base: { readonly baseIri?: string };
}> {
  const asked = format === undefined ? undefined : namedFormat(format, "--from");
  const bytes = await bytesOf(file, stdin);
  if (bytes.length > mostBytes) throw new UsageError(`${file} has more than ${mostBytes} bytes`);
  const known = asked ?? provFormatOf(file, bytes);
  if (known === undefined)
    throw new UsageError(
      `The format of ${file} is told neither by its name nor by how it begins: say it with --from`,
    );
  return { bytes, format: known, base: file === "-" ? {} : { baseIri: pathToFileURL(file).href } };
}

/** The format of that name. @throws {UsageError} */
export function namedFormat(name: string, option: string): ProvFormat {
  if (isProvFormat(name)) return name;
  throw new UsageError(`${option} must be one of ${provFormats.join(", ")}`);
}

async function bytesOf(file: string, stdin: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  try {
    return await whole(expanded(openInput(file, stdin).chunks), mostBytes + 1);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}`);
  }
}
