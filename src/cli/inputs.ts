import { createReadStream, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { rdfMediaTypeOfFile } from "../interop/media-types.ts";
import { UsageError } from "./command.ts";

/** One thing to take in: an event, an array of events, or an RDF document. */
export interface Input {
  readonly kind: "events" | "document";
  readonly bytes: Buffer;
  readonly mediaType: string;
  /** As the user named it; `-` is standard input. */
  readonly file: string;
  /** The line at which it begins. */
  readonly line: number;
}

const eventEndings = /\.(json|ndjson|jsonl)(\.gz)?$/i;

/** The files below what the user named: a directory gives those with a known ending, in order of their paths. */
export function filesOf(operands: readonly string[]): string[] {
  return operands.flatMap((operand) => {
    if (operand === "-") return ["-"];
    try {
      return statSync(operand).isDirectory() ? filesBelow(operand) : [operand];
    } catch (error) {
      throw new UsageError(
        `${operand} cannot be read: ${error instanceof Error && "code" in error ? String(error.code) : "unknown reason"}`,
      );
    }
  });
}

function filesBelow(directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true, recursive: true });
  return entries
    .filter(
      (entry) =>
        entry.isFile() && (eventEndings.test(entry.name) || rdfMediaTypeOfFile(entry.name) !== undefined),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * The inputs of a file, gunzipped if need be. NDJSON (by its ending, or when its first line is an object by itself) gives
 * an input a line, read bit by bit; any other file is one input.
 */
export async function* inputsOf(file: string): AsyncIterable<Input> {
  const mediaType = rdfMediaTypeOfFile(file);
  const chunks = chunksOf(file);
  if (mediaType !== undefined) {
    yield { kind: "document", bytes: await whole(chunks), mediaType, file, line: 1 };
    return;
  }
  let lineNumber = 0;
  let isLines: boolean | undefined;
  const held: Buffer[] = [];
  for await (const line of linesOf(chunks)) {
    lineNumber += 1;
    isLines ??= isBlank(line) ? undefined : /\.(ndjson|jsonl)(\.gz)?$/i.test(file) || isWholeObject(line);
    if (isLines === true) {
      if (!isBlank(line))
        yield { kind: "events", bytes: line, mediaType: "application/json", file, line: lineNumber };
    } else {
      held.push(line);
    }
  }
  if (isLines !== true)
    yield { kind: "events", bytes: joined(held), mediaType: "application/json", file, line: 1 };
}

async function* chunksOf(file: string): AsyncIterable<Buffer> {
  const raw = file === "-" ? process.stdin : createReadStream(file);
  const isGzip = /\.gz$/i.test(file);
  const stream = isGzip ? raw.pipe(createGunzip()) : raw;
  raw.on("error", (error: Error) => stream.destroy(error));
  try {
    for await (const chunk of stream) yield Buffer.from(chunk as Uint8Array);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let pending: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...pending, chunk.subarray(start, end)]);
      pending = [];
      start = end + 1;
    }
    if (start < chunk.length) pending.push(chunk.subarray(start));
  }
  if (pending.length > 0) yield Buffer.concat(pending);
}

async function whole(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

function joined(lines: readonly Buffer[]): Buffer {
  return Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")]));
}

function isBlank(line: Buffer): boolean {
  return line.toString("latin1").trim() === "";
}

function isWholeObject(line: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(line.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
