import { OperationalError } from "../errors.ts";
import type { QueryResult } from "./engine.ts";
import type { Evaluation } from "./evaluate/evaluate.ts";
import { type PlanObserver, type Steps, thousandths } from "./evaluate/explain.ts";

/** How a query was answered: the plan as it ran, beside what was expected of it. */
export interface Explanation extends Steps {
  /** Our own evaluator, or Comunica, of whose plan nothing is told. */
  readonly answeredBy: "native" | "comunica";
  /** Why Comunica answers the query. */
  readonly reason?: string;
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

/** Reads an answer of Comunica's to its end. */
export async function explainedAnswer(
  answer: () => Promise<QueryResult>,
  reason: string,
  begin: number,
): Promise<Explanation> {
  const planned = performance.now();
  const rows = await rowsOf(await answer());
  return {
    answeredBy: "comunica",
    reason,
    rows,
    milliseconds: thousandths(performance.now() - begin),
    planMilliseconds: thousandths(planned - begin),
    steps: [],
    existences: [],
  };
}

async function rowsOf(result: QueryResult): Promise<number> {
  if (result.kind === "boolean") return result.value ? 1 : 0;
  let rows = 0;
  for await (const _ of result.kind === "bindings" ? result.rows : result.quads) rows += 1;
  return rows;
}
