import { OperationalError } from "../errors.ts";
import type { QueryResult } from "./engine.ts";
import type { Evaluation } from "./evaluate/evaluate.ts";
import { type PlanObserver, type Steps, thousandths } from "./evaluate/explain.ts";
import type { PartObserver } from "./part-evaluator.ts";
import type { RefusedPart } from "./split-query.ts";

/** How a query was answered: the plan as it ran, beside what was expected of it; where there are native parts, theirs. */
export interface Explanation extends Steps {
  /** Our own evaluator; Comunica, of whose plan nothing is told; or Comunica with parts of the query evaluated natively. */
  readonly answeredBy: "native" | "comunica" | "both";
  /** Why Comunica answers the query. */
  readonly reason?: string;
  /** Where there are native parts: the operations that are not native, beside what they read, and why. */
  readonly inComunica?: readonly RefusedPart[];
  /** Rows or triples of the answer; of an ASK 1 or 0. */
  readonly rows: number;
  /** From the text to the last row, less the writing of them. */
  readonly milliseconds: number;
  /** Of these, parsing and planning. */
  readonly planMilliseconds: number;
  /** The limit that ended the query: what is told is how far it came. */
  readonly stopped?: { readonly code: string; readonly detail: string };
}

/** Runs a plan to its end, or to the limit that ends it. `begin` is when the text came, on the clock of `performance.now`. */
export function explainedPlan(
  { operator, kind }: Evaluation,
  { stepsOf }: Pick<PlanObserver, "stepsOf">,
  begin: number,
): Explanation {
  const planned = performance.now();
  let rows = 0;
  let stopped: Explanation["stopped"];
  try {
    for (const { length } of operator.rows()) {
      rows += length;
      if (kind === "boolean" && rows > 0) break;
    }
  } catch (error) {
    if (!(error instanceof OperationalError)) throw error;
    stopped = { code: error.code, detail: error.message };
  }
  return {
    answeredBy: "native",
    rows: kind === "boolean" ? Math.min(rows, 1) : rows,
    milliseconds: thousandths(performance.now() - begin),
    planMilliseconds: thousandths(planned - begin),
    ...(stopped === undefined ? {} : { stopped }),
    ...stepsOf(operator),
  };
}

interface Told {
  /** Why Comunica answers the query. */
  readonly reason: string;
  readonly refused: readonly RefusedPart[];
  readonly begin: number;
}

/** Reads an answer of Comunica's to its end, or to the limit that ends it; `parts` has what was evaluated natively. */
export async function explainedAnswer(
  answer: () => Promise<QueryResult>,
  { reason, refused, begin }: Told,
  parts?: Pick<PartObserver, "steps">,
): Promise<Explanation> {
  const planned = performance.now();
  const told = { rows: 0 };
  let stopped: Explanation["stopped"];
  try {
    await countRows(await answer(), told);
  } catch (error) {
    if (!(error instanceof OperationalError)) throw error;
    stopped = { code: error.code, detail: error.message };
  }
  return {
    answeredBy: parts === undefined ? "comunica" : "both",
    reason,
    ...(parts === undefined ? {} : { inComunica: refused }),
    rows: told.rows,
    milliseconds: thousandths(performance.now() - begin),
    planMilliseconds: thousandths(planned - begin),
    ...(stopped === undefined ? {} : { stopped }),
    steps: parts?.steps() ?? [],
    existences: [],
  };
}

async function countRows(result: QueryResult, told: { rows: number }): Promise<void> {
  if (result.kind === "boolean") told.rows = result.value ? 1 : 0;
  else for await (const _ of result.kind === "bindings" ? result.rows : result.quads) told.rows += 1;
}
