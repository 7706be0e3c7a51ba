import type { IdView } from "../../quads/id-view.ts";
import type { Budget } from "./budget.ts";
import type { QueryTerms, Rows } from "./rows.ts";

/** One step of a plan: makes rows out of the rows of its inputs, or out of the quads in view. */
export interface Operator {
  /** What it does, as `explain` shows it: `scan`, `path`, `left join`. */
  readonly name: string;
  /** What it does it with: a pattern, an expression. */
  readonly detail: string;
  /** The variable of each column. */
  readonly variables: readonly string[];
  /** Those of them that every row binds. */
  readonly certain: ReadonlySet<string>;
  /** How many rows are expected. */
  readonly estimate: number;
  readonly inputs: readonly Operator[];
  /** The rows, in chunks; each call evaluates anew. A chunk is its reader's alone. */
  rows(): Iterable<Rows>;
}

/** What the operators of one query share. */
export interface EvaluationContext {
  readonly view: IdView;
  readonly terms: QueryTerms;
  readonly budget: Budget;
  /** What `NOW()` answers. */
  readonly now: Date;
  readonly baseIri?: string;
  /** The variables for which EXISTS put its row's values: in its pattern they are terms (SPARQL 1.1 §18.6). */
  readonly substituted?: ReadonlySet<string>;
  /** Puts a counter around an operator, for `explain`. */
  readonly observe: (operator: Operator) => Operator;
}

/** Which of its variables an operator's reader wants, and whether repeats of a row tell it anything. */
export interface Needs {
  readonly variables: ReadonlySet<string>;
  /** Rows that are equal in the variables above may be given once: under DISTINCT, ASK and COUNT DISTINCT. */
  readonly isSet: boolean;
}
