import { basename, join } from "node:path";
import { DamagedColumnsError } from "../../columns/errors.ts";
import { checksumOf } from "../../columns/header.ts";
import type { WrittenColumns } from "../../columns/write-columns.ts";
import { readIfPresent, writeDurably } from "../../journal/store-key.ts";
import type { IndexIdentity } from "./identity.ts";

/** What is in the directory of an index: which files, and of which state of which journal. It is replaced as a whole. */
export interface Manifest {
  readonly identity: IndexIdentity;
  /** How many records of the journal are in the index. */
  readonly position: number;
  /** The root of the journal's tree of so many records, in hex. */
  readonly root: string;
  /** How often the index was written; the names of new files have it. */
  readonly generation: number;
  readonly files: readonly FileEntry[];
}

export interface FileEntry extends WrittenColumns {
  readonly name: string;
}

export const manifestFile = "manifest.json";

/** Puts a manifest in the place of the one before, and settles it on the disk with the names of all files. */
export function writeManifest(directory: string, manifest: Manifest): void {
  const checksum = checksumOf(Buffer.from(JSON.stringify(manifest)));
  writeDurably(
    join(directory, manifestFile),
    `${JSON.stringify({ index: manifest, checksum }, null, 2)}\n`,
    0o600,
  );
}

/**
 * The manifest of a directory; undefined where there is none.
 * @throws {DamagedColumnsError} when it is not as it was written.
 */
export function readManifest(directory: string): Manifest | undefined {
  const file = join(directory, manifestFile);
  const text = readIfPresent(file);
  if (text === undefined) return undefined;
  const damaged = (found: string) =>
    new DamagedColumnsError({ file, expected: "the manifest of an index", found });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged("no JSON");
  }
  if (typeof value !== "object" || value === null || !("index" in value) || !("checksum" in value))
    throw damaged("something else");
  const { index, checksum } = value;
  const found = checksumOf(Buffer.from(JSON.stringify(index)));
  if (checksum !== found)
    throw new DamagedColumnsError({ file, expected: `checksum ${String(checksum)}`, found });
  if (!isManifest(index)) throw damaged("something else");
  return index;
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null) return false;
  const { identity, position, root, generation, files } = value as Partial<Record<keyof Manifest, unknown>>;
  return (
    typeof identity === "object" &&
    identity !== null &&
    [position, generation].every(Number.isSafeInteger) &&
    typeof root === "string" &&
    Array.isArray(files) &&
    files.every(isFileEntry)
  );
}

/** Names are those of files in the directory, and lead nowhere else. */
function isFileEntry(value: unknown): value is FileEntry {
  if (typeof value !== "object" || value === null) return false;
  const { name, sizeBytes, checksum } = value as Partial<Record<keyof FileEntry, unknown>>;
  return (
    typeof name === "string" &&
    name === basename(name) &&
    Number.isSafeInteger(sizeBytes) &&
    typeof checksum === "string"
  );
}
