import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { provEndings, provFormatOfFile } from "../interop/prov-sniffing.ts";
import { UsageError } from "./command.ts";

/** The files below what a user named. */
export interface NamedFiles {
  readonly files: readonly string[];
  /** Bytes of all of them; undefined when that cannot be known. */
  readonly sizeBytes: number | undefined;
  /** Files of the directories that were left out for their endings. */
  readonly leftOut: readonly string[];
}

const eventEndings = /\.(json|ndjson|jsonl)(\.gz)?$/i;

/**
 * A file stands for itself, `-` for standard input, and a directory for its files with a known ending, in the order of
 * their paths. @throws {UsageError} when one cannot be read, or there are none.
 */
export function filesOf(operands: readonly string[]): NamedFiles {
  const leftOut: string[] = [];
  const files = operands.flatMap((operand) => {
    if (operand === "-" || !statOf(operand).isDirectory()) return [operand];
    const all = filesBelow(operand);
    const known = all.filter(hasKnownEnding);
    leftOut.push(...all.filter((file) => !hasKnownEnding(file)));
    if (known.length === 0)
      throw new UsageError(
        `${operand} holds no file whose name ends in .json, .ndjson, .jsonl, ${provEndings.join(", ")}, or in one of them and .gz`,
      );
    return known;
  });
  const sizeBytes = files.includes("-")
    ? undefined
    : files.reduce((total, file) => total + statOf(file).size, 0);
  return { files, sizeBytes, leftOut };
}

/** The bytes of a file that the user named. @throws {UsageError} when it cannot be read. */
export function readInput(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** Why the system did not do it, in words: "no such file or directory". */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^E[A-Z0-9]+: (.*?), \w+( '|$)/.exec(message)?.[1] ?? message;
}

function statOf(path: string) {
  try {
    return statSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** Links to files are followed and links to directories are not, in which Node's own `recursive` differs from version to version. */
function filesBelow(directory: string): string[] {
  return entriesOf(directory)
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() || (entry.isSymbolicLink() && statOf(path).isFile()) ? [path] : [];
    })
    .sort();
}

function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    throw new UsageError(`${directory} cannot be read: ${reasonOf(error)}`);
  }
}

function hasKnownEnding(file: string): boolean {
  return eventEndings.test(file) || provFormatOfFile(file) !== undefined;
}
