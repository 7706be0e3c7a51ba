import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Column, type Columns, settledName } from "../../src/columns/columns.ts";
import { checkColumns, readColumns } from "../../src/columns/read-columns.ts";
import { withRoom } from "../../src/columns/typed-columns.ts";
import { writeColumns } from "../../src/columns/write-columns.ts";
import { copied } from "./copied.ts";

const about = { part: "test" };

const aColumn: fc.Arbitrary<Column> = fc.oneof(
  fc.uint8Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.float64Array(),
);
const someColumns: fc.Arbitrary<Columns> = fc
  .array(fc.tuple(fc.string(), fc.boolean(), aColumn), { maxLength: 8 })
  .map((columns) =>
    Object.fromEntries(
      columns.map(([name, isSettled, column]) => [`c${isSettled ? settledName(name) : name}`, column]),
    ),
  );

describe("a file of columns", () => {
  it("gives back what was written, in memory that threads can share", async () => {
    await fc.assert(
      fc.asyncProperty(someColumns, async (columns) => {
        const file = aFile();

        const read = await readColumns(file, await writeColumns(file, columns, about));

        expect(copied(read)).toEqual(columns);
        for (const column of Object.values(read)) expect(column.buffer).toBeInstanceOf(SharedArrayBuffer);
      }),
      { numRuns: 50 },
    );
  });

  it("gives room to what may grow, and none to what is settled", async () => {
    const file = aFile();
    const numbers = Uint32Array.from({ length: 100_000 }, (_, i) => i);
    const columns = { growing: numbers, [settledName("done")]: numbers };

    const { growing, "done.settled": done } = await readColumns(
      file,
      await writeColumns(file, columns, about),
    );

    expect(withRoom(growing as Uint32Array).length).toBeGreaterThan(120_000);
    expect(withRoom(growing as Uint32Array)[99_999]).toBe(99_999);
    expect(withRoom(done as Uint32Array)).toHaveLength(100_000);
  });

  it("has larger columns than a block", async () => {
    const file = aFile();
    const large = Uint8Array.from({ length: 9_000_001 }, (_, i) => i % 251);

    const read = await readColumns(file, await writeColumns(file, { large, small: Uint8Array.of(1) }, about));

    expect(Buffer.compare(Buffer.from(read.large as Uint8Array), large)).toBe(0);
    expect(read.small).toEqual(new Uint8Array([1]));
  });

  it("is found damaged by whoever flips a bit of what is read", async () => {
    const columns = { "a/b": Uint32Array.of(1, 2, 3), c: new Uint8Array(100), d: Float64Array.of(0.5) };
    const file = aFile();
    const written = await writeColumns(file, columns, about);
    const whole = readFileSync(file);

    for (let bit = 0; bit < whole.length * 8; bit += 3) {
      const flipped = Buffer.from(whole);
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      writeFileSync(file, flipped);

      const read = await readColumns(file, written).catch((error: unknown) => error);

      if (read instanceof Error) expect(read).toMatchObject({ code: "index-damaged", damage: { file } });
      // Between columns there are zeros that nobody reads.
      else expect(copied(read as Columns)).toEqual(columns);
    }
  });

  it("names the column, what was expected and what was found", async () => {
    const file = aFile();
    const written = await writeColumns(file, { "a/b": Uint32Array.of(1, 2, 3) }, about);
    const bytes = readFileSync(file);
    bytes[bytes.length - 64] = 9;
    writeFileSync(file, bytes);
    const expected = crc32(Buffer.from(Uint32Array.of(1, 2, 3).buffer))
      .toString(16)
      .padStart(8, "0");

    await expect(checkColumns(file, written)).rejects.toThrow(
      `${file}, column a/b: expected checksum ${expected} from byte 0 on, found `,
    );
  });

  it.each([0, 10, 40, 200, 300])("is found damaged when it ends after %d bytes", async (length) => {
    const file = aFile();
    const written = await writeColumns(file, { a: new Uint8Array(200), b: new Uint8Array(200) }, about);

    truncateSync(file, length);

    await expect(readColumns(file, written)).rejects.toMatchObject({
      damage: { file, expected: `${written.sizeBytes} bytes`, found: `${length}` },
    });
  });

  it("is found damaged when it is not there, or another", async () => {
    const [file, other] = [aFile(), aFile()];
    const written = await writeColumns(file, { a: Uint8Array.of(1) }, about);
    await writeColumns(other, { a: Uint8Array.of(2) }, about);

    await expect(readColumns(join(file, "..", "none"), written)).rejects.toMatchObject({
      damage: { expected: "the file", found: "none" },
    });
    await expect(readColumns(other, written)).rejects.toMatchObject({ damage: { column: "header" } });
  });

  it("is not there before it is whole", async () => {
    const file = aFile();

    await expect(writeColumns(join(file, "no-directory"), {}, about)).rejects.toMatchObject({
      code: "ENOENT",
    });

    expect(() => readFileSync(file)).toThrow("ENOENT");
  });
});

/** The name of a file in a directory that is gone after the test. */
function aFile(): string {
  const directory = mkdtempSync(join(tmpdir(), "muniment-columns-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, "a.columns");
}
