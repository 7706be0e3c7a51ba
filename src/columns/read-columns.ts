import { type FileHandle, open } from "node:fs/promises";
import { atOnce } from "./at-once.ts";
import { type Column, type Columns, isSettled } from "./columns.ts";
import { type ColumnsDamage, DamagedColumnsError } from "./errors.ts";
import {
  bytesOf,
  type ColumnPlace,
  checksumOf,
  columnsStart,
  decodeHeader,
  decodePreamble,
  type Header,
  preambleBytes,
} from "./header.ts";
import { columnOver } from "./typed-columns.ts";
import type { WrittenColumns } from "./write-columns.ts";

/** Runs tasks, a few at once. */
export type Run = ReturnType<typeof atOnce>;

/**
 * Reads a file of columns into shared memory, each column into its own; those that may grow have room to.
 * @throws {DamagedColumnsError} when a byte of it is not as it was written, and names the column.
 */
export async function readColumns(
  file: string,
  expected: WrittenColumns,
  run: Run = severalAtOnce(),
): Promise<Columns> {
  const columns: Record<string, Column> = {};
  await readBlocks(file, expected, run, (place) => {
    const size = bytesOf(place);
    const room = isSettled(place.name) ? 0 : Math.ceil(size / 4) + leastRoomBytes;
    const memory = new SharedArrayBuffer(size + room);
    columns[place.name] = columnOver(place.type, memory, place.length);
    return new Uint8Array(memory, 0, size);
  });
  return columns;
}

/** Reads a file of columns and keeps nothing. @throws {DamagedColumnsError} */
export async function checkColumns(
  file: string,
  expected: WrittenColumns,
  run: Run = severalAtOnce(),
): Promise<void> {
  await readBlocks(file, expected, run, () => undefined);
}

/** As many reads at once as Node has threads for. */
export function severalAtOnce(): Run {
  return atOnce(4);
}

/** Reads and checks block by block, into the memory that there is for a column. */
async function readBlocks(
  file: string,
  expected: WrittenColumns,
  run: Run,
  memoryOf: (place: ColumnPlace) => Uint8Array | undefined,
): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, "r");
    const opened = handle;
    const { header, start } = await readHeader(opened, file, expected);
    const reads = header.columns.flatMap((place) => {
      const memory = memoryOf(place);
      const size = bytesOf(place);
      return place.checksums.map((checksum, i) => {
        const from = i * header.blockBytes;
        const length = Math.min(header.blockBytes, size - from);
        return run(async () => {
          const block = memory?.subarray(from, from + length) ?? new Uint8Array(length);
          const read = await fill(opened, block, start + place.offset + from);
          const damaged = (expected: string, found: string) =>
            fault({ file, column: place.name, expected, found });
          if (read < length) throw damaged(`${length} bytes from byte ${from} on`, `${read}`);
          const found = checksumOf(block);
          if (found !== checksum) throw damaged(`checksum ${checksum} from byte ${from} on`, found);
        });
      });
    });
    const failed = (await Promise.allSettled(reads)).find(({ status }) => status === "rejected");
    if (failed?.status === "rejected") throw failed.reason;
  } catch (error) {
    throw damageOr(error, file);
  } finally {
    await handle?.close();
  }
}

async function readHeader(
  handle: FileHandle,
  file: string,
  expected: WrittenColumns,
): Promise<{ header: Header; start: number }> {
  const { size } = await handle.stat();
  if (size !== expected.sizeBytes)
    throw fault({ file, expected: `${expected.sizeBytes} bytes`, found: `${size}` });
  const preamble = Buffer.alloc(preambleBytes);
  const read = await fill(handle, preamble, 0);
  const said = decodePreamble(preamble.subarray(0, read));
  if (typeof said === "string")
    throw fault({ file, expected: "a file of columns of version 1", found: said });

  const start = columnsStart(said.length);
  if (start > size)
    throw fault({ file, expected: `a header within ${size} bytes`, found: `one of ${said.length}` });
  const beginning = Buffer.alloc(start);
  await fill(handle, beginning, 0);
  const found = checksumOf(beginning);
  if (found !== expected.checksum)
    throw fault({ file, column: "header", expected: `checksum ${expected.checksum}`, found });
  const header = decodeHeader(beginning.subarray(preambleBytes, preambleBytes + said.length));
  if (header === undefined) throw fault({ file, column: "header", expected: "a header", found: "none" });
  return { header, start };
}

/** A file that is not there or that the disk cannot give is damaged; all else is not the file's fault. */
function damageOr(error: unknown, file: string): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  if (error.code === "ENOENT") return fault({ file, expected: "the file", found: "none" });
  if (error.code === "EIO") return fault({ file, expected: "bytes", found: "an error of the disk" });
  return error;
}

/** Reads until the block is full or the file ends, and returns how many bytes there were. */
async function fill(handle: FileHandle, block: Uint8Array, position: number): Promise<number> {
  let read = 0;
  while (read < block.length) {
    const { bytesRead } = await handle.read(block, read, block.length - read, position + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return read;
}

function fault(damage: ColumnsDamage): DamagedColumnsError {
  return new DamagedColumnsError(damage);
}

/** Room for what is small: to double it is cheap. */
const leastRoomBytes = 4096;
