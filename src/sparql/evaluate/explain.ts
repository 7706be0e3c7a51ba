import type { EvaluationContext, Operator } from "./operator.ts";
import type { Rows } from "./rows.ts";

/** What one step of a plan did. */
export interface Step {
  readonly name: string;
  readonly detail: string;
  /** How many rows were expected. */
  readonly estimate: number;
  /** How many it made, all evaluations together. */
  readonly rows: number;
  /** How often it was evaluated: what is optional or asked for by EXISTS is, for each chunk of rows before it. */
  readonly evaluations: number;
  /** Time until its rows were there, its inputs' included. */
  readonly milliseconds: number;
  /** The same without what other steps took. */
  readonly ownMilliseconds: number;
  readonly inputs: readonly Step[];
}

/** The plan of an operator as it ran, and what ran inside its expressions: the patterns of EXISTS. */
export interface Steps {
  readonly steps: readonly Step[];
  readonly existences: readonly Step[];
}

export interface PlanObserver {
  /** Counts and times whatever the operator does. */
  readonly observe: EvaluationContext["observe"];
  stepsOf(root: Operator): Steps;
}

interface Measure {
  rows: number;
  evaluations: number;
  milliseconds: number;
  ownMilliseconds: number;
}

/** Measures the operators of one plan. `clock` counts milliseconds. */
export function planObserver(clock: () => number = () => performance.now()): PlanObserver {
  const measures = new Map<Operator, Measure>();
  /** What the operators took that the one at work has called. */
  let called = 0;

  return {
    observe(operator) {
      const measure = { rows: 0, evaluations: 0, milliseconds: 0, ownMilliseconds: 0 };
      const observed = { ...operator, rows: () => measured(operator, measure) };
      measures.set(observed, measure);
      return observed;
    },
    stepsOf(root) {
      const reached = new Set<Operator>();
      const steps = stepsFrom(root, reached);
      // Inputs are made before what reads them, so that backwards a root comes before the rest of its tree.
      const made = [...measures].reverse();
      const existences = made.flatMap(([each, { evaluations }]) =>
        reached.has(each) || evaluations === 0 ? [] : stepsFrom(each, reached),
      );
      return { steps, existences };
    },
  };

  function* measured(operator: Operator, measure: Measure): Iterable<Rows> {
    measure.evaluations += 1;
    const chunks = timed(measure, () => operator.rows()[Symbol.iterator]());
    try {
      for (;;) {
        const next = timed(measure, () => chunks.next());
        if (next.done === true) return;
        measure.rows += next.value.length;
        yield next.value;
      }
    } finally {
      chunks.return?.();
    }
  }

  function timed<Value>(measure: Measure, work: () => Value): Value {
    const before = called;
    called = 0;
    const begin = clock();
    try {
      return work();
    } finally {
      const taken = clock() - begin;
      measure.milliseconds += taken;
      measure.ownMilliseconds += taken - called;
      called = before + taken;
    }
  }

  /** An operator that is not measured does nothing worth telling: its inputs stand for it. */
  function stepsFrom(operator: Operator, reached: Set<Operator>): Step[] {
    reached.add(operator);
    const inputs = operator.inputs.flatMap((each) => stepsFrom(each, reached));
    const measure = measures.get(operator);
    if (measure === undefined) return inputs;
    const { name, detail, estimate } = operator;
    const { rows, evaluations } = measure;
    const milliseconds = thousandths(measure.milliseconds);
    const ownMilliseconds = thousandths(measure.ownMilliseconds);
    const expected = thousandths(estimate);
    return [{ name, detail, estimate: expected, rows, evaluations, milliseconds, ownMilliseconds, inputs }];
  }
}

/** A figure to three places, beyond which no measurement here means anything. */
export function thousandths(figure: number): number {
  return Math.round(figure * 1000) / 1000;
}
