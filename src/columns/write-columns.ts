import { type FileHandle, open, rename } from "node:fs/promises";
import type { Columns } from "./columns.ts";
import { type About, checksumOf, encodeHeader, headerOf } from "./header.ts";
import { bytesAt } from "./typed-columns.ts";

/** What a written file can be known by. */
export interface WrittenColumns {
  readonly sizeBytes: number;
  /** Of its beginning, and so of all, since that has the checksums of the rest. */
  readonly checksum: string;
}

/**
 * Writes a file of columns whole or not at all, and settles it on the disk; its name in the directory is the caller's to settle.
 * The event loop waits for one block at a time: some milliseconds.
 */
export async function writeColumns(file: string, columns: Columns, about: About): Promise<WrittenColumns> {
  const temporary = `${file}.new`;
  const handle = await open(temporary, "w", 0o600);
  let written: WrittenColumns;
  try {
    written = await writeAll(handle, columns, about);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  return written;
}

async function writeAll(handle: FileHandle, columns: Columns, about: About): Promise<WrittenColumns> {
  const { header, sizeBytes } = headerOf(columns, about, blockBytes);
  const start = encodeHeader(header).length;
  await handle.truncate(start + sizeBytes);
  const places: (typeof header.columns)[number][] = [];
  for (const place of header.columns) {
    const bytes = bytesAt(columns[place.name] as Columns[string]);
    const checksums: string[] = [];
    for (let from = 0; from < bytes.length; from += blockBytes) {
      const block = bytes.subarray(from, from + blockBytes);
      checksums.push(checksumOf(block));
      await writeBlock(handle, block, start + place.offset + from);
    }
    places.push({ ...place, checksums });
  }
  // The beginning comes last: until then no reader takes it for a file of columns.
  const beginning = encodeHeader({ ...header, columns: places });
  await writeBlock(handle, beginning, 0);
  return { sizeBytes: start + sizeBytes, checksum: checksumOf(beginning) };
}

async function writeBlock(handle: FileHandle, block: Uint8Array, position: number): Promise<void> {
  for (let from = 0; from < block.length; ) {
    const { bytesWritten } = await handle.write(block, from, block.length - from, position + from);
    from += bytesWritten;
  }
}

/** So small that a checksum takes two milliseconds, so large that calls do not count. */
const blockBytes = 4 * 1024 * 1024;
