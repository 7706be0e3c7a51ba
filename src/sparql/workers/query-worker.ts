import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { mappedBytes } from "../../numbers.ts";
import type { QuadView } from "../../quads/quad-store.ts";
import type { QueryOptions, QueryResult } from "../engine.ts";
import { QueryStoppedError } from "../errors.ts";
import { GraphApartError, integerEngine } from "../integer-engine.ts";
import { PatchedAxioms } from "./axioms-patch.ts";
import {
  chunksUnderWay,
  type Head,
  type Order,
  type PostedQuery,
  type Report,
  type ThreadData,
} from "./messages.ts";
import { plainError } from "./plain-error.ts";
import { termOfPlain } from "./plain-term.ts";
import { rowsToPost } from "./rows-to-post.ts";
import { PatchedViews } from "./view-patch.ts";

/**
 * The thread that answers queries, one after another. It reads the store's memory where it is, and posts rows as numbers; a few
 * chunks ahead of their reader, then it waits.
 */
const { memoryBytes, stopped } = workerData as ThreadData;
const engine = integerEngine({ memoryBytes, readsApart: false });
const views = new PatchedViews();
const axiomLists = new PatchedAxioms();
let underWay = 0;
/** Looks again at how things stand: chunks were taken, or the query is to stop. */
let wake = () => {};

parentPort?.on("message", (order: Order) => {
  if (order.kind === "query") void answer(order.query);
  else {
    underWay--;
    wake();
  }
});
// The parser is made by the first query, so that no user waits for it.
engine
  .query("", {} as QuadView)
  .catch(() => {})
  .finally(() => parentPort?.postMessage({ number: 0, kind: "ready" } satisfies Report));

/** No error leaves this function: what goes wrong is what it reports. */
async function answer({
  number,
  text,
  isExplained,
  options,
  view: patch,
  axioms: axiomsPatch,
  graphsApart,
}: PostedQuery): Promise<void> {
  underWay = 0;
  const post = (report: PostedReport, moved: readonly (Uint32Array | Uint8Array)[] = []) =>
    parentPort?.postMessage(
      { number, ...report },
      moved.map(({ buffer }) => buffer as ArrayBuffer),
    );
  const checkTime = () => {
    if (Atomics.load(stopped, 0) === number) throw new QueryStoppedError("The main thread knows why");
  };
  try {
    const view = { ...views.viewOf(patch), graphsApart };
    const axioms = axiomLists.axiomsOf(axiomsPatch);
    const asked = { ...optionsOf(options), checkTime, ...(axioms === undefined ? {} : { axioms }) };
    const result = isExplained
      ? ({ kind: "explained", explanation: await engine.explain(text, view, asked) } as const)
      : await engine.query(text, view, asked);
    post({ kind: "head", head: headOf(result) });
    if ((result.kind === "bindings" || result.kind === "quads") && view.ids !== undefined)
      for await (const rows of rowsToPost(result, view.ids.terms)) {
        checkTime();
        post({ kind: "rows", ...rows }, [
          ...rows.columns,
          ...(rows.own === undefined ? [] : [rows.own.texts]),
        ]);
        underWay++;
        while (underWay >= chunksUnderWay) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          checkTime();
        }
      }
    post({ kind: "end", heldBytes: heldBytes() });
  } catch (error) {
    if (error instanceof GraphApartError) {
      post({ kind: "head", head: { kind: "apart" } });
      post({ kind: "end", heldBytes: heldBytes() });
    } else post({ kind: "error", error: plainError(error), heldBytes: heldBytes() });
  }
}

function heldBytes(): number {
  const { total_heap_size: heap, external_memory: outside } = getHeapStatistics();
  return heap + outside + mappedBytes();
}

type PostedReport = Report extends infer Each ? (Each extends Report ? Omit<Each, "number"> : never) : never;

function headOf(result: QueryResult | Extract<Head, { readonly kind: "explained" }>): Head {
  if (result.kind === "boolean" || result.kind === "explained") return result;
  const isOfIds = result.ids !== undefined;
  return result.kind === "quads"
    ? { kind: "quads", isOfIds }
    : { kind: "bindings", variables: result.variables, isOfIds };
}

function optionsOf({ parameters, now, baseIri, ...rest }: PostedQuery["options"]): QueryOptions {
  return {
    ...rest,
    parameters: Object.fromEntries(parameters.map(([name, value]) => [name, termOfPlain(value)])),
    ...(now === undefined ? {} : { now }),
    ...(baseIri === undefined ? {} : { baseIri }),
  };
}
