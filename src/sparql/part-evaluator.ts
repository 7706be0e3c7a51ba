import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { type Loan, loanOf } from "./evaluate/budget.ts";
import { operatorOf } from "./evaluate/evaluate.ts";
import { planObserver, type Step, thousandths } from "./evaluate/explain.ts";
import type { EvaluationContext, Operator } from "./evaluate/operator.ts";
import type { QueryTerms, Rows } from "./evaluate/rows.ts";
import type { NativePart } from "./split-query.ts";

/** Evaluates a part of a query; `operation` is it, or it with values that Comunica has put into it. */
export interface PartEvaluator {
  readonly operatorOf: (part: NativePart, operation: Algebra.Operation) => Operator;
  readonly terms: QueryTerms;
}

/** An evaluator within a query that Comunica answers: what evaluating throws goes to `fail`, which ends the whole query. */
export interface PartsOfQuery extends PartEvaluator {
  readonly fail: (error: unknown) => void;
}

/** The key of Comunica's context under which a query's evaluator is. */
export const partEvaluatorKey = "muniment:part-evaluator";

/** Evaluates the parts of one query, each as often as Comunica asks. What an evaluation holds it gives back at its end. */
export function partEvaluator(context: EvaluationContext): PartEvaluator {
  return { operatorOf: (_part, operation) => evaluationOf(operation, context), terms: context.terms };
}

export interface PartObserver {
  readonly evaluator: PartEvaluator;
  /** A step for each part that Comunica asked for, above the steps of its first evaluation. */
  steps(): readonly Step[];
}

interface Measure {
  readonly detail: string;
  readonly estimate: number;
  rows: number;
  evaluations: number;
  milliseconds: number;
  /** Of the first evaluation whose rows were read: Comunica makes some for their estimates alone. */
  steps: () => readonly Step[];
}

/** The same, with what `explain` tells of it. */
export function observedParts(context: EvaluationContext): PartObserver {
  const measures = new Map<NativePart, Measure>();
  return {
    evaluator: {
      terms: context.terms,
      operatorOf(part, operation) {
        const known = measures.get(part);
        if (known !== undefined && known.evaluations > 0)
          return measured(evaluationOf(operation, context), known, known.steps);
        const observer = planObserver();
        const operator = evaluationOf(operation, { ...context, observe: observer.observe });
        const detail = operator.variables.map((name) => `?${name}`).join(" ");
        const { estimate } = operator;
        const unread = { detail, estimate, rows: 0, evaluations: 0, milliseconds: 0, steps: () => [] };
        const measure: Measure = known ?? unread;
        measures.set(part, measure);
        return measured(operator, measure, () =>
          operator.inputs.flatMap((each) => observer.stepsOf(each).steps),
        );
      },
    },
    steps: () =>
      [...measures.values()].map(({ estimate, milliseconds, steps, ...told }) => ({
        ...told,
        name: "native part",
        estimate: thousandths(estimate),
        milliseconds: thousandths(milliseconds),
        ownMilliseconds: 0,
        inputs: steps(),
      })),
  };
}

function measured(operator: Operator, measure: Measure, steps: Measure["steps"]): Operator {
  return {
    ...operator,
    *rows(): Iterable<Rows> {
      if (measure.evaluations === 0) measure.steps = steps;
      measure.evaluations += 1;
      let begin = performance.now();
      for (const chunk of operator.rows()) {
        measure.milliseconds += performance.now() - begin;
        measure.rows += chunk.length;
        yield chunk;
        begin = performance.now();
      }
      measure.milliseconds += performance.now() - begin;
    },
  };
}

function evaluationOf(operation: Algebra.Operation, context: EvaluationContext): Operator {
  const budget = loanOf(context.budget);
  const operator = operatorOf(operation, { ...context, budget });
  return { ...operator, inputs: [operator], rows: () => givingBack(operator, budget) };
}

function* givingBack(operator: Operator, budget: Loan): Iterable<Rows> {
  try {
    yield* operator.rows();
  } finally {
    budget.giveBack();
  }
}
