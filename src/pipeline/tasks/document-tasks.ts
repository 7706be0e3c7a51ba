import type { ConstraintReport } from "../../constraints/report.ts";
import { type PlausibilityReport, plausibilityNow } from "../../plausibility/report.ts";
import type { Received } from "../../principal.ts";
import { isLargeDocument } from "./large.ts";
import type { TaskThreads } from "./task-threads.ts";
import type { TaskInput } from "./tasks.ts";

/** What is done with documents that are not taken in, or not yet. */
export interface DocumentTasks {
  /** Whether a document is valid by PROV-CONSTRAINTS. */
  readonly check: (received: Received, signal?: AbortSignal) => Promise<ConstraintReport>;
  /** What clocks say in it and can hardly be. */
  readonly plausibility: (received: Received, signal?: AbortSignal) => Promise<PlausibilityReport>;
  /** The document with what it states by names of inverse properties stated by the properties. */
  readonly inversesTurned: (received: Received) => Promise<Received>;
}

/** Does that here with small documents, and in threads with large ones. */
export function documentTasks(threads: TaskThreads, documentQuads: number): DocumentTasks {
  const run = <Name extends "checkDocument" | "documentPlausibility" | "turnInverses">(
    name: Name,
    input: TaskInput<Name>,
    signal?: AbortSignal,
  ) => threads.run(name, input, { isLarge: isLargeDocument(input.received), signal });
  return {
    check: (received, signal) => run("checkDocument", { received, documentQuads }, signal),
    plausibility: (received, signal) =>
      run("documentPlausibility", { received, documentQuads, ...plausibilityNow() }, signal),
    inversesTurned: (received) => run("turnInverses", { received, documentQuads }),
  };
}
