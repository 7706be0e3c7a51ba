import { parentPort } from "node:worker_threads";
import { dictionaryReader } from "../../quads/dictionary/dictionary.ts";
import type { QuadView } from "../../quads/quad-store.ts";
import { type SharedView, sharedView } from "../../quads/segments/shared-view.ts";
import { termView } from "../../quads/segments/term-view.ts";
import { plainRefusal } from "../preparation/refusal.ts";
import type { TaskOrder, TaskReport } from "./messages.ts";
import { doTask } from "./tasks.ts";

/** The thread that does tasks, one at a time: what `tasks.ts` says, on data that it was posted and on the store's memory where it is. */
parentPort?.on("message", (order: TaskOrder) => void carryOut(order));
post({ kind: "ready" });

/** No error leaves this function: what goes wrong is what it reports. */
async function carryOut({ name, input, view }: TaskOrder): Promise<void> {
  try {
    const output = await doTask(name, input as never, view && viewOf(view));
    post({ kind: "done", output });
  } catch (error) {
    post({ kind: "failed", error: plainRefusal(error) });
  }
}

function viewOf({ dictionary, ...shared }: SharedView): QuadView {
  return termView(sharedView(shared, dictionaryReader(dictionary)));
}

function post(report: TaskReport): void {
  parentPort?.postMessage(report);
}
