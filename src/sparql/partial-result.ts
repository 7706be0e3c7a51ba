import { OperationalError } from "../errors.ts";
import type { QueryResult } from "./engine.ts";

/** What ended an answer before its end, and after how many rows or triples. */
export interface Cut {
  readonly code: string;
  readonly detail: string;
  readonly rows: number;
}

export interface PartialResult {
  /** The same answer, which ends where a limit would have it fail. */
  readonly result: QueryResult;
  /** What it was cut by, as soon as it is; of a whole answer nothing. */
  readonly cut: () => Cut | undefined;
}

/** An answer for who asked for as much of it as there is. The truth value of an ASK is whole or not there. */
export function partialResult(result: QueryResult): PartialResult {
  let rows = 0;
  let found: Cut | undefined;
  const cut = () => found;
  if (result.kind === "boolean") return { result, cut };

  async function* untilCut<Item>(items: AsyncIterable<Item>, rowsOf: (item: Item) => number = () => 1) {
    try {
      for await (const item of items) {
        rows += rowsOf(item);
        yield item;
      }
    } catch (error) {
      if (!(error instanceof OperationalError) || !limits.has(error.code)) throw error;
      found = { code: error.code, detail: error.message, rows };
    }
  }
  const { ids } = result;
  const withIds =
    ids === undefined ? {} : { ids: { ...ids, chunks: untilCut(ids.chunks, ({ length }) => length) } };
  if (result.kind === "quads")
    return { result: { ...result, quads: untilCut(result.quads), ...withIds }, cut };
  return { result: { ...result, rows: untilCut(result.rows), ...withIds }, cut };
}

/** What ends a query that is right. A client that has left needs no answer, and a fault of ours is none. */
const limits: ReadonlySet<string> = new Set([
  "query-timeout",
  "query-too-large",
  "too-many-rows",
  "query-stopped",
]);
