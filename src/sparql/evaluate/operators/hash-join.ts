import { numbers } from "../../../numbers.ts";
import { noTerm } from "../../../quads/id-view.ts";
import type { Budget } from "../budget.ts";
import type { EvaluationContext, Operator } from "../operator.ts";
import { RowSet } from "../row-set.ts";
import type { Rows } from "../rows.ts";
import { gathered, RowsBuilder } from "../rows-builder.ts";

/** The rows of an operator, found by what they bind for some variables. */
export interface HashedRows {
  readonly rows: Rows;
  /** The first row with the key that a row of other columns has, -1 if there is none. */
  first(columns: readonly Uint32Array[], row: number): number;
  /** The next row with the same key, -1 after the last. */
  next(row: number): number;
}

/** Reads an operator to its end and hashes its rows by `keys`, which every row must bind. */
export function hashed(
  operator: Operator,
  keys: readonly string[],
  { budget }: EvaluationContext,
): HashedRows {
  const hold = (bytes: number) => budget.hold(bytes);
  const rows = gathered(operator.rows(), operator.variables.length, hold);
  const columns = keys.map((key) => rows.columns[operator.variables.indexOf(key)] as Uint32Array);
  const known = new RowSet(columns.length, hold);
  const lastOf: number[] = [];
  const firstOf: number[] = [];
  /** Of each row the next with its key, and one; 0: there is none. */
  const nextOf = numbers(rows.length);
  hold(nextOf.byteLength);
  for (let row = 0; row < rows.length; row++) {
    const key = known.add(columns, row);
    const last = lastOf[key];
    if (last === undefined) firstOf[key] = row;
    else nextOf[last] = row + 1;
    lastOf[key] = row;
  }
  budget.spend(rows.length);
  return {
    rows,
    first(others, row) {
      const key = known.find(others, row);
      return key < 0 ? -1 : (firstOf[key] as number);
    },
    next: (row) => (nextOf[row] as number) - 1,
  };
}

/**
 * Joins two operators that do not depend on each other, in bags or as a left join (SPARQL 1.1 §18.5): the right is hashed by the
 * variables that both always bind, and what else they share must be equal or unbound on one side.
 */
export function hashJoin(
  left: Operator,
  right: Operator,
  kept: (variable: string) => boolean,
  context: EvaluationContext,
): Operator {
  const keys = right.certain.size === 0 ? [] : [...right.certain].filter((name) => left.certain.has(name));
  const variables = [...new Set([...left.variables, ...right.variables])].filter(kept);
  /** Made once, though the left be read again for other seeds. */
  let made: HashedRows | undefined;
  const table = () => {
    made ??= hashed(right, keys, context);
    return made;
  };
  return context.observe({
    name: keys.length > 0 ? "hash join" : "product",
    detail: keys.map((key) => `?${key}`).join(" "),
    variables,
    certain: new Set([...left.certain, ...right.certain].filter(kept)),
    estimate: keys.length > 0 ? Math.max(left.estimate, right.estimate) : left.estimate * right.estimate,
    inputs: [left, right],
    rows: () => joined({ left, right, keys, variables, table }, context.budget),
  });
}

interface HashJoin {
  readonly left: Operator;
  readonly right: Operator;
  readonly keys: readonly string[];
  readonly variables: readonly string[];
  /** The rows of the right. */
  readonly table: () => HashedRows;
}

function* joined(join: HashJoin, budget: Budget): Iterable<Rows> {
  const { left, right, keys, variables } = join;
  const table = join.table();
  if (table.rows.length === 0) return;
  const merge = merging(left.variables, right.variables, variables);
  const out = new RowsBuilder(variables.length);
  for (const chunk of left.rows()) {
    const keyColumns = keys.map((key) => chunk.columns[left.variables.indexOf(key)] as Uint32Array);
    for (let row = 0; row < chunk.length; row++) {
      let work = 1;
      for (let other = table.first(keyColumns, row); other >= 0; other = table.next(other), work++) {
        if (merge.isCompatible(chunk, row, table.rows, other)) merge.add(chunk, row, table.rows, other, out);
        if (out.isFull) yield out.take();
      }
      budget.spend(work);
    }
  }
  if (out.length > 0) yield out.last();
}

/** How two rows become one. */
export interface Merging {
  /** Whether the rows agree on every variable that both bind. */
  isCompatible(left: Rows, row: number, right: Rows, other: number): boolean;
  add(left: Rows, row: number, right: Rows, other: number, out: RowsBuilder): void;
}

export function merging(
  left: readonly string[],
  right: readonly string[],
  variables: readonly string[],
): Merging {
  const fromLeft = variables.map((name) => left.indexOf(name));
  const fromRight = variables.map((name) => right.indexOf(name));
  const shared = left.flatMap((name, i) => (right.includes(name) ? [[i, right.indexOf(name)] as const] : []));
  return {
    isCompatible(a, row, b, other) {
      for (const [i, j] of shared) {
        const x = (a.columns[i] as Uint32Array)[row] as number;
        const y = (b.columns[j] as Uint32Array)[other] as number;
        if (x !== y && x !== noTerm && y !== noTerm) return false;
      }
      return true;
    },
    add(a, row, b, other, out) {
      for (let i = 0; i < variables.length; i++) {
        const l = fromLeft[i] as number;
        const r = fromRight[i] as number;
        let value = l < 0 ? noTerm : ((a.columns[l] as Uint32Array)[row] as number);
        if (value === noTerm && r >= 0) value = (b.columns[r] as Uint32Array)[other] as number;
        (out.columns[i] as Uint32Array)[out.length] = value;
      }
      out.added();
    },
  };
}
