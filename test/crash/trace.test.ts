import { describe, expect, it } from "vitest";
import { finishedCalls } from "./trace.ts";

describe("the lines of strace", () => {
  it("are one a call, also where another thread overtook a read that had printed no more than its descriptor", () => {
    const lines = [
      "11 read(22<socket:[1]>,  <unfinished ...>",
      '12 pwrite64(7<journal.mdb>, "x", 1, 0 <unfinished ...>',
      '11 <... read resumed>"POST /api", 65536) = 9',
      "12 <... pwrite64 resumed>)            = 1",
      "12 fdatasync(7<journal.mdb>) = 0",
    ];

    expect(finishedCalls(lines)).toEqual([
      '11 read(22<socket:[1]>, "POST /api", 65536) = 9',
      '12 pwrite64(7<journal.mdb>, "x", 1, 0)            = 1',
      "12 fdatasync(7<journal.mdb>) = 0",
    ]);
  });
});
