import type { PlainError } from "../../plain-error.ts";
import type { SharedView } from "../../quads/segments/shared-view.ts";
import type { TaskName } from "./tasks.ts";

/** A task as it is posted. */
export interface TaskOrder {
  readonly name: TaskName;
  readonly input: unknown;
  /** Of the store, where the task reads it. */
  readonly view?: SharedView;
}

/** What a thread says: that it can begin, and then what came of each order. */
export type TaskReport =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly output: unknown }
  | { readonly kind: "failed"; readonly error: PlainError };
