import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  BaseIriDiffersError,
  BaseIriInvalidError,
  JournalDamagedError,
  JournalMissingError,
  StoreKeyError,
} from "./errors.ts";
import { assertSoundFile, assertWritableFile } from "./lmdb-file.ts";
import { emptyRoot } from "./merkle.ts";
import { currentFormat, migrate, writeFormat } from "./migrations.ts";
import type { RefusalLimits } from "./refusals.ts";
import { bufferOf } from "./row.ts";
import { createStoreKeyFile, readStoreKeyFile, storeKeyCheck } from "./store-key.ts";
import type { Tables } from "./tables.ts";
import { journalFile, openTables } from "./tables.ts";
import type { HeadSigner, SignedTreeHead } from "./tree-head.ts";
import { decodeHead, encodeHead, isPublished, openSigner, publishKey, verifiesHead } from "./tree-head.ts";
import { JournalWriteError, writeErrorOr } from "./write-error.ts";
import type { WriterLock } from "./writer-lock.ts";
import { acquireWriterLock, lockFile } from "./writer-lock.ts";

/** Where a journal is and how it is made. */
export interface JournalOptions {
  readonly directory: string;
  /** Fixed at creation; default `http://localhost:3030/id/`. Absent on a later open: whatever was fixed. */
  readonly baseIri?: string;
  /** 32 bytes; see `parseStoreKey`. Absent: the one in the directory, made at random on creation. */
  readonly storeKey?: Uint8Array;
  /** Whether to create a journal where there is none; default true. */
  readonly create?: boolean;
  /** Milliseconds since 1970; default: the clock. */
  readonly clock?: () => number;
  /** Salts and keys; default: `crypto.randomBytes`. */
  readonly random?: (size: number) => Uint8Array;
  readonly refusalLimits?: RefusalLimits;
}

/** What an open journal rests on. */
export interface OpenedDirectory {
  readonly lock: WriterLock;
  readonly tables: Tables;
  readonly signer: HeadSigner;
  readonly storeKey: Uint8Array;
  readonly baseIri: string;
  readonly head: SignedTreeHead;
}

const defaultBaseIri = "http://localhost:3030/id/";

/** Takes the directory for this process and opens or creates what is in it. Leaves it free again when that fails. */
export async function openDirectory(options: JournalOptions): Promise<OpenedDirectory> {
  const { directory, create = true, baseIri } = options;
  const file = join(directory, journalFile);
  if (baseIri !== undefined) checkBaseIri(baseIri);
  if (isPublished(directory) && !existsSync(file)) throw new JournalDamagedError(file, "it is missing");
  if (!create && !existsSync(file)) throw new JournalMissingError(directory);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = await lockOf(directory);
  let tables: Tables | undefined;
  try {
    rmSync(`${file}.compact`, { force: true });
    assertSoundFile(file);
    if (isPublished(directory) && statSync(file).size === 0)
      throw new JournalDamagedError(file, "it is empty");
    tables = openTables(file);
    const isNew = tables.meta.get("baseIri") === undefined;
    if (isNew && isPublished(directory)) throw new JournalDamagedError(file, "its base IRI is gone");
    return { lock, tables, ...(isNew ? created(tables, options) : reopened(tables, options)) };
  } catch (error) {
    await tables?.root.close();
    await lock.release();
    throw await writeErrorOr(error, directory);
  }
}

/** The lock is the first that is written: what is in a directory that may only be read ends here, with words of ours. */
async function lockOf(directory: string): Promise<WriterLock> {
  for (const name of [lockFile, journalFile]) assertWritable(directory, name);
  try {
    return await acquireWriterLock(directory);
  } catch (error) {
    throw await writeErrorOr(error, directory);
  }
}

function assertWritable(directory: string, name: string): void {
  try {
    assertWritableFile(join(directory, name));
  } catch (error) {
    throw new JournalWriteError(directory, error instanceof Error ? error.message : String(error));
  }
}

function checkBaseIri(iri: string): void {
  if (
    !URL.canParse(iri) ||
    !iri.endsWith("/") ||
    Buffer.byteLength(iri) > 1000 ||
    /[\s<>"{}|\\^`?#]/.test(iri)
  ) {
    throw new BaseIriInvalidError(iri);
  }
}

function created(tables: Tables, options: JournalOptions): Omit<OpenedDirectory, "lock" | "tables"> {
  const { directory, baseIri = defaultBaseIri, random = randomBytes, clock = Date.now } = options;
  const storeKey = options.storeKey ?? readStoreKeyFile(directory) ?? createStoreKeyFile(directory, random);
  if (storeKey.length !== 32) {
    throw new StoreKeyError("store-key-malformed", `A store key has 32 bytes; found ${storeKey.length}`);
  }
  const signer = openSigner(directory, { create: true });
  const head = signer.sign({ size: 0, root: emptyRoot, at: clock(), previous: 0 });
  tables.root.transactionSync(() => {
    writeFormat(tables, currentFormat);
    tables.meta.putSync("baseIri", Buffer.from(baseIri));
    tables.meta.putSync("storeKeyCheck", bufferOf(storeKeyCheck(storeKey)));
    tables.meta.putSync("publicKey", Buffer.from(signer.publicKey));
    tables.heads.putSync(0, bufferOf(encodeHead(head)));
  });
  publishKey(directory, signer);
  return { signer, storeKey, baseIri, head };
}

function reopened(tables: Tables, options: JournalOptions): Omit<OpenedDirectory, "lock" | "tables"> {
  const { directory } = options;
  const file = join(directory, journalFile);
  migrate(tables);
  const baseIri = tables.meta.get("baseIri")?.toString() ?? "";
  if (options.baseIri !== undefined && options.baseIri !== baseIri) {
    throw new BaseIriDiffersError(options.baseIri, baseIri);
  }
  const storeKey = checkedStoreKey(tables, options);
  const signer = openSigner(directory, { create: false });
  if (tables.meta.get("publicKey")?.toString() !== signer.publicKey) {
    throw new JournalDamagedError(
      join(directory, "signing-key.pem"),
      "it is not the key that signed the log",
    );
  }
  publishKey(directory, signer);
  return { signer, storeKey, baseIri, head: lastHead(tables, signer, file) };
}

function checkedStoreKey({ meta }: Tables, { directory, storeKey }: JournalOptions): Uint8Array {
  const key = storeKey ?? readStoreKeyFile(directory);
  if (key === undefined) {
    const message = `The data directory ${directory} has no file "store-key": give the key that it was created with, by --store-key or MUNIMENT_STORE_KEY`;
    throw new StoreKeyError("store-key-missing", message);
  }
  if (meta.get("storeKeyCheck")?.equals(storeKeyCheck(key)) !== true) {
    throw new StoreKeyError(
      "store-key-differs",
      "The store key is not the one the data directory was created with",
    );
  }
  return key;
}

function lastHead({ heads, records }: Tables, signer: HeadSigner, file: string): SignedTreeHead {
  const [size] = [...heads.getKeys({ reverse: true, limit: 1 })];
  const bytes = size === undefined ? undefined : heads.get(size);
  const head = bytes === undefined ? undefined : decodeHead(bytes);
  if (head === undefined || head.size !== size)
    throw new JournalDamagedError(file, "its last tree head is unreadable");
  if (!verifiesHead(head, signer.publicKey)) {
    throw new JournalDamagedError(file, `the signature of its tree head of ${size} records is wrong`);
  }
  const [last = -1] = [...records.getKeys({ reverse: true, limit: 1 })];
  if (last !== size - 1) {
    throw new JournalDamagedError(
      file,
      `its tree head is of ${size} records, and its last record is ${last}`,
    );
  }
  return head;
}
