import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { noTerm, type TermId } from "../../../quads/id-view.ts";
import type { Budget } from "../budget.ts";
import type { EvaluationContext, Operator } from "../operator.ts";
import { keptOf } from "../operators/filter.ts";
import { isVariable, type Place } from "../pattern.ts";
import { RowSet } from "../row-set.ts";
import { firstOwnTerm, type Rows } from "../rows.ts";
import { gathered, mostInChunk, RowsBuilder } from "../rows-builder.ts";
import { Closure, walksAtOnce } from "./closure.ts";
import type { PathPlaces } from "./path-join.ts";
import { nodeTest, type PathGraph, startsOf, stepOf } from "./step.ts";

interface ClosureJoin {
  readonly input: Operator;
  readonly path: Algebra.Path;
  readonly places: PathPlaces;
  readonly variables: readonly string[];
  readonly isSet: boolean;
  readonly context: EvaluationContext;
}

/**
 * A path that is `+` or `*` as a whole, in one graph, joined with all rows of its input at once. Rows that differ in
 * nothing that is kept walk as one *group*: with the start kept a group has one start; in a set whose start nobody needs,
 * all rows may be one group, and the walk costs the nodes that it finds, however many starts it has.
 *
 * Answers undefined for what must be walked row by row: other paths, ends that only some rows bind, both ends free.
 */
export function closureJoin(join: ClosureJoin): Iterable<Rows> | undefined {
  const { input, path, places, context } = join;
  const { predicate } = path;
  if (predicate.type !== "OneOrMorePath" && predicate.type !== "ZeroOrMorePath") return undefined;
  if (!("id" in places.graph)) return undefined;
  const isReflexive = predicate.type === "ZeroOrMorePath";
  const [subject, object] = [endOf(places.subject, input), endOf(places.object, input)];
  if (subject === "mixed" || object === "mixed") return undefined;
  const isCircle = path.subject.termType === "Variable" && path.subject.equals(path.object);
  if (subject === "free" && object === "free") {
    if (isReflexive || isCircle) return undefined;
    return fromAllStarts(join);
  }
  // With both ends bound, from the one that fewer rows share; else from the one that is bound.
  const isInverse =
    subject === "free" || (object !== "free" && "id" in places.object && !("id" in places.subject));
  const graph = { id: places.graph.id };
  const step = stepOf(predicate.path, isInverse, graph, context, true);
  const [from, to] = isInverse ? [places.object, places.subject] : [places.subject, places.object];
  return walked(join, new Closure(step, isReflexive, context.budget), from, to, isReflexive, graph);
}

/** Whether all rows bind an end of the path, none does, or some do. */
function endOf(place: Place, input: Operator): "bound" | "free" | "mixed" {
  if ("id" in place || input.certain.has(place.variable)) return "bound";
  return input.variables.includes(place.variable) ? "mixed" : "free";
}

/** Both ends free: the starts become rows. */
function fromAllStarts({ path, places, input, ...join }: ClosureJoin): Iterable<Rows> | undefined {
  const { predicate } = path;
  if (predicate.type !== "OneOrMorePath" || !("id" in places.graph) || !("variable" in places.subject))
    return undefined;
  if (input.inputs.length > 0 || input.variables.length > 0) return undefined;
  const starts = startsOf(predicate.path, false, { id: places.graph.id }, join.context);
  const variable = places.subject.variable;
  const all: Operator = {
    ...input,
    variables: [variable],
    certain: new Set([variable]),
    rows: () => (starts.length === 0 ? [] : [{ columns: [starts.slice()], length: starts.length }]),
  };
  return closureJoin({ ...join, path, places, input: all });
}

interface Group {
  readonly starts: TermId[];
  /** The input rows that stand for it: one in a set, else all with this start. */
  readonly rows: number[];
}

/** What the steps of one join share. */
interface Walk {
  readonly closure: Closure;
  readonly isReflexive: boolean;
  readonly from: Place;
  readonly fromColumn: number;
  readonly to: Place;
  readonly toColumn: number;
  /** For each output column: the input column, or -1. */
  readonly fromInput: readonly number[];
  /** The output column of an end that the walk finds, or -1. */
  readonly endAt: number;
  readonly out: RowsBuilder;
  readonly budget: Budget;
}

function* walked(
  { input, variables, isSet, context }: ClosureJoin,
  closure: Closure,
  from: Place,
  to: Place,
  isReflexive: boolean,
  graph: PathGraph,
): Iterable<Rows> {
  const { budget } = context;
  const columnOf = (place: Place) => ("variable" in place ? input.variables.indexOf(place.variable) : -1);
  const toColumn = columnOf(to);
  const isEndFree = "variable" in to && toColumn < 0;
  const walk: Walk = {
    closure,
    isReflexive,
    from,
    fromColumn: columnOf(from),
    to,
    toColumn,
    fromInput: variables.map((name) => input.variables.indexOf(name)),
    endAt: isEndFree ? variables.indexOf(to.variable) : -1,
    out: new RowsBuilder(variables.length),
    budget,
  };
  const { out } = walk;
  const isGathered = isSet && !("variable" in from && variables.includes(from.variable));
  // A variable stands for nodes of the graph, also where the row binds it; a term stands for itself (SPARQL 1.1 §18.4).
  const isBetweenVariables = isReflexive && isVariable(from, context) && isVariable(to, context);
  const isNode = isBetweenVariables ? nodeTest(graph, context) : undefined;

  for (const chunk of isGathered ? gatheredRows(input, budget) : input.rows()) {
    const rows =
      isNode === undefined ? chunk : keptOf(chunk, (columns, row) => isNode(startOf(columns, row, walk)));
    const groups = isSet ? groupsOfSet(rows, walk) : groupsOfRows(rows, walk);
    for (let first = 0; first < groups.length; first += walksAtOnce) {
      const some = groups.slice(first, first + walksAtOnce);
      const [only] = some;
      if (groups.length === 1 && only?.rows.length === 1) {
        if (isEndFree) yield* reachedByOne(only, rows, walk);
        else checkedEnd(only, rows, walk);
        continue;
      }
      closure.walk(some.map(({ starts }) => starts));
      if (isEndFree) yield* reachedEnds(some, rows, walk);
      else yield* checkedEnds(some, rows, walk);
    }
  }
  if (out.length > 0) yield out.last();
}

function* gatheredRows(input: Operator, budget: Budget): Iterable<Rows> {
  const rows = gathered(input.rows(), input.variables.length, (bytes) => budget.hold(bytes));
  if (rows.length > 0) yield rows;
}

/** One group for each distinct row of what is kept, the bound end included. */
function groupsOfSet(rows: Rows, walk: Walk): Group[] {
  const { fromInput, toColumn, budget } = walk;
  const places = [...fromInput.filter((column) => column >= 0), ...(toColumn >= 0 ? [toColumn] : [])];
  const columns = places.map((place) => rows.columns[place] as Uint32Array);
  const kept = new RowSet(columns.length, (bytes) => budget.hold(bytes));
  const groups: Group[] = [];
  for (let row = 0; row < rows.length; row++) {
    const number = kept.add(columns, row);
    const group = groups[number];
    if (group === undefined) groups.push({ starts: [startOf(rows.columns, row, walk)], rows: [row] });
    else group.starts.push(startOf(rows.columns, row, walk));
  }
  budget.spend(rows.length);
  return groups;
}

/** One group for each distinct start. */
function groupsOfRows(rows: Rows, walk: Walk): Group[] {
  const groupOf = new Map<TermId, Group>();
  for (let row = 0; row < rows.length; row++) {
    const start = startOf(rows.columns, row, walk);
    const group = groupOf.get(start);
    if (group === undefined) groupOf.set(start, { starts: [start], rows: [row] });
    else group.rows.push(row);
  }
  walk.budget.spend(rows.length);
  return [...groupOf.values()];
}

/** Without a look at each row, since they differ in their ends alone. */
function* reachedByOne({ starts, rows: [row = 0] }: Group, rows: Rows, walk: Walk): Iterable<Rows> {
  const { closure, fromInput, endAt, budget } = walk;
  const nodes = closure.reachedFrom(starts);
  const given = fromInput.map((column) => (column < 0 ? noTerm : (rows.columns[column]?.[row] ?? noTerm)));
  for (let place = 0; place < nodes.length; place += mostInChunk) {
    const ends = nodes.subarray(place, place + mostInChunk);
    budget.spend(ends.length);
    const columns = given.map((term, i) => (i === endAt ? ends : new Uint32Array(ends.length).fill(term)));
    yield { columns, length: ends.length };
  }
  if (walk.isReflexive) endsOfOwn(starts, [row], rows, walk);
}

function* reachedEnds(groups: readonly Group[], rows: Rows, walk: Walk): Iterable<Rows> {
  const { closure, out, budget } = walk;
  const { nodes, groups: reachedBy } = closure;
  for (let place = 0; place < nodes.length; place++) {
    const node = nodes.items[place] as TermId;
    let bits = reachedBy.items[place] as number;
    while (bits !== 0) {
      const i = 31 - Math.clz32(bits);
      bits &= ~(1 << i);
      for (const row of (groups[i] as Group).rows) emit(rows, row, node, walk);
    }
    if (out.isFull) {
      budget.spend(out.length);
      yield out.take();
    }
  }
  if (walk.isReflexive) for (const { starts, rows: own } of groups) endsOfOwn(starts, own, rows, walk);
}

/** What no quad has is its own end all the same (SPARQL 1.1 §18.4). */
function endsOfOwn(starts: readonly TermId[], own: readonly number[], rows: Rows, walk: Walk): void {
  for (const start of starts) if (start >= firstOwnTerm) for (const row of own) emit(rows, row, start, walk);
}

function checkedEnd({ starts, rows: [row = 0] }: Group, rows: Rows, walk: Walk): void {
  const { closure, isReflexive } = walk;
  const end = endOfRow(rows, row, walk);
  if ((isReflexive && starts.includes(end)) || closure.reachedFrom(starts, end).includes(end))
    emit(rows, row, end, walk);
}

function* checkedEnds(groups: readonly Group[], rows: Rows, walk: Walk): Iterable<Rows> {
  const { closure, isReflexive, out } = walk;
  for (const [i, { starts, rows: own }] of groups.entries())
    for (const row of own) {
      const end = endOfRow(rows, row, walk);
      const isReached = (closure.groupsAt(end) & (1 << i)) !== 0 || (isReflexive && starts.includes(end));
      if (isReached) emit(rows, row, end, walk);
      if (out.isFull) yield out.take();
    }
}

function emit({ columns }: Rows, row: number, end: TermId, { fromInput, endAt, out }: Walk): void {
  for (let i = 0; i < fromInput.length; i++) {
    const column = fromInput[i] as number;
    (out.columns[i] as Uint32Array)[out.length] =
      column >= 0 ? ((columns[column] as Uint32Array)[row] as number) : i === endAt ? end : noTerm;
  }
  out.added();
}

function startOf(columns: readonly Uint32Array[], row: number, { from, fromColumn }: Walk): TermId {
  return "id" in from ? from.id : (columns[fromColumn]?.[row] ?? noTerm);
}

function endOfRow({ columns }: Rows, row: number, { to, toColumn }: Walk): TermId {
  return "id" in to ? to.id : (columns[toColumn]?.[row] ?? noTerm);
}
