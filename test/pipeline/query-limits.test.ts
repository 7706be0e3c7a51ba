import { describe, expect, it } from "vitest";
import { QueryGate } from "../../src/pipeline/query-limits.ts";
import type { IdRows, QueryResult } from "../../src/sparql/engine.ts";
import type { Rows } from "../../src/sparql/evaluate/rows.ts";

const long = { timeoutMs: 60_000 };

describe("QueryGate", () => {
  describe.each(["bindings", "quads"] as const)("for %s as numbers", (kind) => {
    it("has room for another query once the chunks are read", async () => {
      const gate = new QueryGate({ concurrentQueries: 1 });
      const { chunks } = await run(gate, [aChunk, aChunk]);

      await expect(run(gate, [])).rejects.toMatchObject({ code: "too-many-queries" });
      for await (const chunk of chunks) expect(chunk).toBe(aChunk);

      expect(await run(gate, [])).toBeDefined();
    });

    it("has room for another query once the reader of the chunks goes away", async () => {
      const gate = new QueryGate({ concurrentQueries: 1 });

      for await (const _ of (await run(gate, [aChunk, aChunk])).chunks) break;

      expect(await run(gate, [])).toBeDefined();
    });

    it("ends a wait for a chunk when the time is up", async () => {
      const gate = new QueryGate({ concurrentQueries: 1 });
      const { chunks } = await run(gate, [aChunk, never], { timeoutMs: 30 });

      await expect(lengthOf(chunks)).rejects.toMatchObject({ code: "query-timeout" });

      expect(await run(gate, [])).toBeDefined();
    });

    it("ends a wait for a chunk when the client goes away", async () => {
      const gate = new QueryGate({ concurrentQueries: 1 });
      const client = new AbortController();
      const { chunks } = await run(gate, [aChunk, never], { ...long, signal: client.signal });
      const read = lengthOf(chunks);

      client.abort(new Error("gone"));

      await expect(read).rejects.toThrow("gone");
      expect(await run(gate, [])).toBeDefined();
    });

    // Node ends a process in which a promise fails that nobody listens to; Vitest reports it.
    it("hears of the failure of a chunk that is asked for after the time was up", async () => {
      const gate = new QueryGate({ concurrentQueries: 1 });
      const stopped = Promise.reject<Rows>(new Error("stopped"));
      stopped.catch(() => {});
      const { chunks } = await run(gate, [aChunk, stopped], { timeoutMs: 10 });

      const read = (async () => {
        for await (const _ of chunks) await new Promise((resolve) => setTimeout(resolve, 40));
      })();

      await expect(read).rejects.toMatchObject({ code: "query-timeout" });
    });

    it.each([
      [2, [1, 1]],
      [3, [1, 1, 1]],
      [4, [1, 1, 2]],
      [5, [1, 1, 3]],
    ])("passes %i rows of five and fails at the next", async (mostRows, lengths) => {
      const gate = new QueryGate({ concurrentQueries: 1 });
      const chunks = [aChunk, aChunk, { columns: [new Uint32Array(3)], length: 3 }];
      const limited = await run(gate, chunks, { ...long, mostRows });
      const passed: number[] = [];

      const read = (async () => {
        for await (const { length } of limited.chunks) passed.push(length);
      })();

      if (mostRows === 5) await read;
      else await expect(read).rejects.toMatchObject({ code: "too-many-rows" });
      expect(passed).toEqual(lengths);
      expect(await run(gate, [])).toBeDefined();
    });

    async function run(
      gate: QueryGate,
      chunks: readonly (Rows | Promise<Rows>)[],
      limits: Parameters<QueryGate["run"]>[1] = long,
    ): Promise<IdRows> {
      const ids = { chunks: given(chunks), terms: {} as IdRows["terms"] };
      const results: Readonly<Record<typeof kind, QueryResult>> = {
        bindings: { kind: "bindings", variables: ["x"], rows: given([]), ids },
        quads: { kind: "quads", quads: given([]), ids },
      };
      const result = await gate.run(() => Promise.resolve(results[kind]), limits);
      if (result.kind === "boolean" || result.ids === undefined) throw new Error("The numbers are lost");
      return result.ids;
    }
  });
});

const aChunk: Rows = { columns: [new Uint32Array(1)], length: 1 };
const never = new Promise<Rows>(() => {});

async function* given<Item>(items: readonly (Item | Promise<Item>)[]): AsyncIterable<Item> {
  for (const item of items) yield item;
}

async function lengthOf(chunks: AsyncIterable<Rows>): Promise<number> {
  let length = 0;
  for await (const chunk of chunks) length += chunk.length;
  return length;
}
