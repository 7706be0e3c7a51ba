import { describe, expect, it } from "vitest";
import type { Columns } from "../../../src/columns/columns.ts";
import { type CheckpointSizes, Checkpoints } from "../../../src/pipeline/index-files/checkpoints.ts";
import { IndexFiles } from "../../../src/pipeline/index-files/index-files.ts";
import { aJournal, anEntry } from "../../journal/builders.ts";

const columns: Columns = { a: Uint8Array.of(1) };
const sizes: CheckpointSizes = { leastRecords: 3, mostRecords: 10, mostMs: 1_000 };

describe("checkpoints", () => {
  it("are written in the background once so many records are new, and not before", async () => {
    const { checkpoints, files } = await ofJournal(30);

    checkpoints.consider(9, () => columns);
    await checkpoints.check();
    const before = files.position;
    checkpoints.consider(10, () => columns);
    await checkpoints.check();

    expect([before, files.position]).toEqual([-1, 10]);
  });

  it("are written after some time where a tenth of that is new", async () => {
    const { checkpoints, files, clock } = await ofJournal(30);

    clock.now += 1_000;
    checkpoints.consider(1, () => columns);
    await checkpoints.check();
    const before = files.position;
    checkpoints.consider(2, () => columns);
    await checkpoints.check();

    expect([before, files.position]).toEqual([-1, 2]);
  });

  it("are written one at a time, and the end waits for the one that is under way", async () => {
    const { checkpoints, files } = await ofJournal(30);
    let taken = 0;
    const take = () => {
      taken++;
      return columns;
    };

    checkpoints.consider(10, take);
    checkpoints.consider(25, take);
    await checkpoints.finish(12, take);

    expect([taken, files.position]).toEqual([1, 10]);
    await checkpoints.finish(13, take);
    expect([taken, files.position]).toEqual([2, 13]);
  });

  it("are not written of an index that is in no state to be kept", async () => {
    const { checkpoints, files } = await ofJournal(30);

    await checkpoints.finish(30, () => undefined);

    expect(files.position).toBe(-1);
  });

  it("that cannot be written are told of, and tried again only when more is new", async () => {
    const { checkpoints, notices } = await ofJournal(30);
    const unwritable = () => ({ [`${"x".repeat(300)}/c.settled`]: Uint8Array.of(1) });

    checkpoints.consider(10, unwritable);
    await checkpoints.check();
    checkpoints.consider(19, unwritable);
    await checkpoints.check();

    expect(notices).toEqual([expect.stringContaining("Nothing is lost: the journal has it all")]);
  });
});

async function ofJournal(records: number) {
  const journal = await aJournal();
  await journal.append(Array.from({ length: records }, (_, n) => anEntry(n)));
  const files = new IndexFiles(journal);
  const clock = { now: 0 };
  const notices: string[] = [];
  const notice = (text: string) => notices.push(text);
  return {
    files,
    clock,
    notices,
    checkpoints: new Checkpoints({ files, clock: () => clock.now, notice, sizes }),
  };
}
