import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { anyGraph, noTerm, type QuadCursor, type TermId } from "../../../quads/id-view.ts";
import { isOpen } from "../expressions/triple-expression.ts";
import type { EvaluationContext, Operator } from "../operator.ts";
import {
  fanOut,
  type IdPattern,
  idPattern,
  nameOfTriple,
  textOfPattern,
  variablesOfPattern,
} from "../pattern.ts";
import { firstOwnTerm, type Rows } from "../rows.ts";
import { RowsBuilder } from "../rows-builder.ts";
import { variablesOfTerm } from "../scope.ts";
import { project } from "./project.ts";
import { withPartsOf, withTriple } from "./triple-terms.ts";

/**
 * Joins rows with the quads that match a pattern with what a row binds. A triple term with variables has a column of its own on the
 * way: where every row binds them all it is looked up before, else it is taken apart behind. Only the columns of `kept` come out.
 */
export function patternJoin(
  input: Operator,
  pattern: Algebra.Pattern,
  kept: (variable: string) => boolean,
  context: EvaluationContext,
): Operator {
  const open = [pattern.subject, pattern.object].filter(isOpen);
  if (open.length === 0) return indexJoin(input, pattern, kept, context);

  const within = new Set(open.flatMap((term) => [nameOfTriple(term), ...variablesOfTerm(term)]));
  const found = open.reduce((each, term) => withTriple(each, term, context), input);
  const joined = indexJoin(found, pattern, (name) => kept(name) || within.has(name), context);
  const apart = open
    .filter((term) => !found.variables.includes(nameOfTriple(term)))
    .reduce((each, term) => withPartsOf(each, term, context), joined);
  return project(apart, apart.variables.filter(kept));
}

/**
 * An index nested loop: for each row of the input, the quads that match a pattern with what the row binds. A column that a
 * row leaves unbound is a wildcard in it, and bound by the quad, which is how SPARQL joins (§18.5).
 */
function indexJoin(
  input: Operator,
  pattern: Algebra.Pattern,
  kept: (variable: string) => boolean,
  context: EvaluationContext,
): Operator {
  const ids = idPattern(pattern, context);
  const all = [...new Set([...input.variables, ...variablesOfPattern(ids)])];
  const variables = all.filter(kept);
  return context.observe({
    name: input.inputs.length === 0 && input.variables.length === 0 ? "scan" : "index join",
    detail: textOfPattern(pattern),
    variables,
    certain: new Set([...input.certain, ...variablesOfPattern(ids)].filter(kept)),
    estimate: input.estimate * fanOut(ids, new Set(input.variables), context),
    inputs: [input],
    rows: () => joined(input, ids, variables, context),
  });
}

function* joined(
  input: Operator,
  pattern: IdPattern,
  variables: readonly string[],
  context: EvaluationContext,
): Iterable<Rows> {
  if (pattern.isEmpty) return;
  const join = joinOf(input.variables, pattern, variables, context);
  const out = new RowsBuilder(variables.length);
  for (const chunk of input.rows()) {
    let row = 0;
    while (row < chunk.length) {
      row = join(chunk, row, out);
      if (out.isFull) yield out.take();
    }
  }
  if (out.length > 0) yield out.last();
}

/**
 * Joins rows from `start` on until a chunk is full or the input ends; answers the row to go on with, of which some may be
 * done already: `LIMIT 10` over a scan reads no more than a chunk.
 */
type JoinRows = (input: Rows, start: number, out: RowsBuilder) => number;

function joinOf(
  inputVariables: readonly string[],
  { places }: IdPattern,
  variables: readonly string[],
  { view, budget }: EvaluationContext,
): JoinRows {
  const cursor = view.cursor();
  const columnOf = (variable: string) => inputVariables.indexOf(variable);
  /** The input column at each place, -1 for a constant or a variable that is new. */
  const bound = places.map((place) => ("variable" in place ? columnOf(place.variable) : -1));
  const free: TermId[] = [noTerm, noTerm, noTerm, anyGraph];
  const constants = places.map((place, i) => ("id" in place ? place.id : (free[i] ?? noTerm)));
  /** For each variable that stands at two places: those two. */
  const repeated = places.flatMap((place, i) =>
    places
      .slice(0, i)
      .flatMap((other, j) =>
        "variable" in place && "variable" in other && place.variable === other.variable
          ? [[j, i] as const]
          : [],
      ),
  );
  /** For each output column: the input column, or -1, and the place, or -1. */
  const fromInput = variables.map(columnOf);
  const fromPlace = variables.map((variable) =>
    places.findIndex((place) => "variable" in place && place.variable === variable),
  );
  const key: TermId[] = [0, 0, 0, 0];

  let isReading = false;

  return (input, start, out) => {
    let row = start;
    let work = 0;
    for (; row < input.length; row++) {
      work += 1;
      if (!isReading && !begins(input, row)) continue;
      isReading = true;
      for (;;) {
        if (out.isFull) {
          budget.spend(work & 0xfff);
          return row;
        }
        if (!cursor.next()) break;
        if (repeated.length > 0 && !agrees(cursor)) continue;
        const { columns, length } = out;
        for (let i = 0; i < columns.length; i++) {
          const column = fromInput[i] as number;
          let value = column < 0 ? noTerm : ((input.columns[column] as Uint32Array)[row] as number);
          if (value === noTerm) {
            const place = fromPlace[i] as number;
            if (place >= 0) value = at(cursor, place);
          }
          (columns[i] as Uint32Array)[length] = value;
        }
        out.added();
        if ((++work & 0xfff) === 0) budget.spend(0x1000);
      }
      isReading = false;
    }
    budget.spend(work & 0xfff);
    return row;
  };

  /** Seeks what matches with a row, unless it binds a term that no quad has. */
  function begins(input: Rows, row: number): boolean {
    for (let i = 0; i < 4; i++) {
      const column = bound[i] as number;
      let id = constants[i] as number;
      if (column >= 0) {
        const value = (input.columns[column] as Uint32Array)[row] as number;
        if (value >= firstOwnTerm) return false;
        if (value !== noTerm) id = value;
      }
      key[i] = id;
    }
    cursor.seek(key[0] as number, key[1] as number, key[2] as number, key[3] as number);
    return true;
  }

  function agrees(quad: QuadCursor): boolean {
    return repeated.every(([i, j]) => at(quad, i) === at(quad, j));
  }
}

function at(cursor: QuadCursor, place: number): TermId {
  if (place === 0) return cursor.subject;
  if (place === 1) return cursor.predicate;
  return place === 2 ? cursor.object : cursor.graph;
}
