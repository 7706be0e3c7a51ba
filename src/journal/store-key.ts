import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { JournalDamagedError, StoreKeyError } from "./errors.ts";
import { hmac } from "./hashing.ts";

/** Reads a store key as a file or an environment variable holds it: 64 hex digits, white space around them allowed. */
export function parseStoreKey(text: string): Uint8Array {
  const digits = text.trim();
  if (!/^[0-9a-fA-F]{64}$/.test(digits)) {
    const found = `${digits.length} characters`;
    throw new StoreKeyError("store-key-malformed", `A store key is 64 hex digits; found ${found}`);
  }
  return Buffer.from(digits, "hex");
}

/** What the journal keeps to know its key again; it says nothing of the key. */
export function storeKeyCheck(storeKey: Uint8Array): Uint8Array {
  return hmac(storeKey, "muniment store key check");
}

/** The key that the data directory keeps itself, or undefined where it was always handed in. */
export function readStoreKeyFile(directory: string): Uint8Array | undefined {
  const text = readIfPresent(join(directory, storeKeyFile));
  if (text === undefined) return undefined;
  try {
    return parseStoreKey(text);
  } catch {
    throw new JournalDamagedError(join(directory, storeKeyFile), "it does not hold 64 hex digits");
  }
}

/** Makes a key at random and keeps it in the data directory, readable by its owner alone. */
export function createStoreKeyFile(
  directory: string,
  random: (size: number) => Uint8Array = randomBytes,
): Uint8Array {
  const key = random(32);
  writeDurably(join(directory, storeKeyFile), `${Buffer.from(key).toString("hex")}\n`, 0o600);
  return key;
}

/** Writes a small file whole or not at all, and settles it on the disk. */
export function writeDurably(file: string, text: string, mode: number): void {
  const temporary = `${file}.new`;
  const descriptor = openSync(temporary, "w", mode);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
  syncDirectory(dirname(file));
}

/** Settles the names in a directory on the disk. */
export function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The text of a file, or undefined where there is none. */
export function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

const storeKeyFile = "store-key";
