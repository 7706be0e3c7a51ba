import { describe, expect, it } from "vitest";
import { ByteLog } from "../../../src/linking/rest/byte-log.ts";

describe("a log of bytes", () => {
  it("gives records back, short ones and those longer than a block, also after it was restored and goes on", () => {
    const lengths = [0, 1, 5, 1_048_571, 1_048_572, 1_048_573, 2_800_000, 3, 1_048_576, 9];
    const record = (length: number, n: number) => new Uint8Array(length).fill(n + 1);
    const log = new ByteLog();
    const places = lengths.map((length, n) => log.add(record(length, n)));
    const restored = ByteLog.restored(log.columns());
    const later = lengths.map((length, n) => restored.add(record(length, n + 100)));

    for (const [n, place] of places.entries()) {
      expect(Buffer.compare(log.at(place), record(lengths[n] ?? 0, n))).toBe(0);
      expect(Buffer.compare(restored.at(place), record(lengths[n] ?? 0, n))).toBe(0);
    }
    for (const [n, place] of later.entries())
      expect(Buffer.compare(restored.at(place), record(lengths[n] ?? 0, n + 100))).toBe(0);
  });

  it("is mostly dead when more than half of it was let go", () => {
    const log = new ByteLog();
    const places = Array.from({ length: 4000 }, () => log.add(new Uint8Array(1000)));
    for (const place of places.slice(0, 1800)) log.release(place);
    expect(log.isMostlyDead).toBe(false);
    for (const place of places.slice(1800, 2200)) log.release(place);
    expect(log.isMostlyDead).toBe(true);
  });
});
