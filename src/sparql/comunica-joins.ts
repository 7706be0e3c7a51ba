import { failTest } from "@comunica/core";
import type { QueryEngine } from "@comunica/query-sparql-rdfjs";
import type { Bindings, Variable } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { type AsyncIterator, TransformIterator } from "asynciterator";
import { HashJoin } from "asyncjoin";
import { actorNamed, insidesOf } from "./comunica-rules.ts";
import { renameHidden } from "./rename-hidden.ts";
import { RowsToTakeAway } from "./rows-to-take-away.ts";

/** What we know of Comunica's joins (`@comunica/bus-rdf-join` 5.4). */
export interface JoinActor {
  readonly name: string;
  test: (action: JoinAction) => Promise<JoinTest>;
  getOutput: (action: JoinAction, found: unknown) => Promise<{ readonly result: JoinOutput }>;
}
interface JoinTest {
  readonly isFailed: () => boolean;
  /** Of the bind join: whose rows are put into the others comes first. */
  readonly getSideData: () => { readonly entriesSorted: readonly JoinEntry[] };
}
interface BindJoinActor extends JoinActor {
  readonly constructor: {
    readonly canBindWithOperation: (operation: Algebra.Operation, bound: readonly Variable[]) => boolean;
  };
}
interface JoinEntry {
  readonly output: JoinOutput;
  readonly operation: Algebra.Operation;
  /** Whether the other rows must be put into the operation: it is a condition, with what it is one of. */
  readonly operationRequired?: boolean;
}
export interface JoinAction {
  readonly type: string;
  readonly context: unknown;
  readonly entries: readonly JoinEntry[];
  /** Of a `GRAPH ?g` around it, which is nothing that rows have in common. */
  readonly graphVariableFromParentScope?: Variable;
}
export interface JoinOutput {
  readonly type: "bindings";
  readonly bindingsStream: AsyncIterator<Bindings>;
  readonly metadata: () => Promise<{ readonly variables: readonly { readonly variable: Variable }[] }>;
}

/**
 * Has the joins of Comunica answer as SPARQL 1.1 §18.5 defines them, where they do not:
 *
 * - `OPTIONAL` by a hash, over rows that leave some variables unbound, misses rows: its index keeps a row at the first entry that it is
 *   compatible with, where others that it is compatible with do not find it. It is not asked, and the nested loop is.
 * - `MINUS` over such rows takes away what is compatible, also where the two have nothing in common.
 * - A join that puts the values of one side into the other puts them into a sub-select, too, in place of what has the same name there and is
 *   not selected (§18.2.1). It is given a sub-select that has other names for that.
 * - The one of them that joins several puts them into an `OPTIONAL` of the others, too, whose rows are kept then though they had another value
 *   there. It is not asked where it is so.
 */
export function mendJoins(engine: QueryEngine): void {
  endAfterReading();
  const joins = insidesOf(engine).joins as readonly JoinActor[];
  for (const name of ["optional-hash-undef-nonblocking", "optional-hash-undef-blocking"])
    actorNamed(joins, name).test = async () => failTest("It misses rows");
  actorNamed(joins, "minus-hash-undef").getOutput = rowsNotTakenAway;
  for (const name of ["optional-bind", "inner-multi-bind"]) {
    const join = actorNamed(joins, name);
    const [test, getOutput] = [join.test.bind(join), join.getOutput.bind(join)];
    join.test = (action) => test(withOwnNames(action));
    join.getOutput = (action, found) => getOutput(withOwnNames(action), found);
  }
  keepOutOfOptional(actorNamed(joins, "inner-multi-bind") as BindJoinActor);
}

function keepOutOfOptional(join: BindJoinActor): void {
  const test = join.test.bind(join);
  join.test = async (action) => {
    const found = await test(action);
    if (found.isFailed()) return found;
    const [first, ...others] = found.getSideData().entriesSorted as [JoinEntry, ...JoinEntry[]];
    const bound = await variablesOf(first.output);
    const isAlike = ({ operation }: JoinEntry) => join.constructor.canBindWithOperation(operation, bound);
    return others.every(isAlike) ? found : failTest("It would find other rows with these values");
  };
}

function withOwnNames(action: JoinAction): JoinAction {
  const entries = action.entries.map((each) => ({ ...each, operation: renameHidden(each.operation) }));
  return { ...action, entries };
}

async function variablesOf({ metadata }: JoinOutput): Promise<readonly Variable[]> {
  return (await metadata()).variables.map(({ variable }) => variable);
}

async function rowsNotTakenAway({ entries, graphVariableFromParentScope: graph }: JoinAction) {
  const [left, right] = entries.map(({ output }) => output) as [JoinOutput, JoinOutput];
  const [ofLeft, ofRight] = await Promise.all([left, right].map(variablesOf));
  const common = (ofLeft ?? []).filter(
    (variable) => ofRight?.some((each) => each.equals(variable)) === true && graph?.equals(variable) !== true,
  );
  const rest = async () => {
    const taken = new RowsToTakeAway(common);
    for (const row of await right.bindingsStream.toArray()) taken.add(row);
    return left.bindingsStream.filter((row) => !taken.takesAway(row));
  };
  const bindingsStream = new TransformIterator<Bindings>(rest, { autoStart: false });
  return { result: { type: "bindings" as const, bindingsStream, metadata: left.metadata } };
}

interface Ending {
  _end: (this: Ending, isDestroyed?: boolean) => void;
}

const mended = new WeakSet<Ending>();

/**
 * Has `HashJoin` of `asyncjoin` (1.2) end after what it is read in, as every other iterator does. It ends within `read`, at which a
 * `UnionIterator` of `asynciterator` (3.10), which goes over its sources, misses the one that follows and waits for it without an end:
 * so does a `UNION` and a path of alternatives. What was mended is not mended again.
 */
function endAfterReading(): void {
  const join = HashJoin.prototype as unknown as Ending;
  if (mended.has(join)) return;
  mended.add(join);
  const endAtOnce = join._end;
  const ending = new WeakSet<Ending>();
  join._end = function (isDestroyed) {
    if (isDestroyed === true) return endAtOnce.call(this, true);
    if (ending.has(this)) return;
    ending.add(this);
    queueMicrotask(() => endAtOnce.call(this));
  };
}
