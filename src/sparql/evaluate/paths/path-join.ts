import type { Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { anyGraph, noTerm, type TermId } from "../../../quads/id-view.ts";
import { NodeList } from "../../../quads/lineage/node-list.ts";
import { loanOf } from "../budget.ts";
import type { EvaluationContext, Operator } from "../operator.ts";
import { isVariable, type Place, textOfTerm } from "../pattern.ts";
import type { Rows } from "../rows.ts";
import { RowsBuilder } from "../rows-builder.ts";
import { closureJoin } from "./closure-join.ts";
import { endsOf, pathFanOut } from "./fan-out.ts";
import { withPlainClosures } from "./nullable.ts";
import { graphsFor, isGraph, nodeTest, type PathGraph, type Step, startsOf, stepOf } from "./step.ts";
import { textOfPath } from "./text.ts";

/** The ends of a path, and the graph it walks in. */
export interface PathPlaces {
  readonly subject: Place;
  readonly object: Place;
  readonly graph: Place;
}

/**
 * For each row of the input, the ends of a property path (SPARQL 1.1 §18.4). A closure, `+` or `*`, walks from all rows of
 * a chunk at once; any other path is walked row by row.
 */
export function pathJoin(
  input: Operator,
  written: Algebra.Path,
  kept: (variable: string) => boolean,
  isSet: boolean,
  context: EvaluationContext,
): Operator {
  const path = { ...written, predicate: withPlainClosures(written.predicate) };
  const place = (term: Term): Place =>
    term.termType === "Variable" ? { variable: term.value } : { id: context.terms.intern(term) };
  const inGraph: Place =
    path.graph.termType === "DefaultGraph"
      ? { id: noTerm }
      : path.graph.termType === "NamedNode"
        ? { id: context.view.terms.idOf(path.graph) }
        : place(path.graph);
  const places = { subject: place(path.subject), object: place(path.object), graph: inGraph };
  const ends = Object.values(places).flatMap((each) => ("variable" in each ? [each.variable] : []));
  const variables = [...new Set([...input.variables, ...ends])].filter(kept);
  const rows = () => {
    if (path.graph.termType === "NamedNode" && "id" in inGraph && !isGraph(inGraph.id, context)) return [];
    const joined = closureJoin({ input, path, places, variables, isSet, context });
    return joined ?? rowByRow(input, path, places, variables, context);
  };
  return context.observe({
    name: "path",
    detail: `${textOfTerm(path.subject)} ${textOfPath(path.predicate)} ${textOfTerm(path.object)}`,
    variables,
    certain: new Set([...input.certain, ...ends].filter(kept)),
    estimate: estimateOf(path, input, variables, isSet, context),
    inputs: [input],
    rows,
  });
}

/** A walk from all rows at once, of which only the ends are kept, gives each end once. */
function estimateOf(
  path: Algebra.Path,
  input: Operator,
  variables: readonly string[],
  isSet: boolean,
  context: EvaluationContext,
): number {
  const rows = input.estimate * pathFanOut(path, new Set(input.variables), context);
  if (!isSet || variables.some((name) => input.variables.includes(name))) return rows;
  const isOfEnd = (term: Term) => variables.length === 1 && term.value === variables[0];
  if (isOfEnd(path.object)) return Math.min(rows, endsOf(path.predicate, false, context));
  return isOfEnd(path.subject) ? Math.min(rows, endsOf(path.predicate, true, context)) : rows;
}

function* rowByRow(
  input: Operator,
  path: Algebra.Path,
  { subject, object, graph }: PathPlaces,
  variables: readonly string[],
  context: EvaluationContext,
): Iterable<Rows> {
  const walked: PathGraph = { id: noTerm };
  const forward = stepOf(path.predicate, false, walked, context, false);
  const backward = stepOf(path.predicate, true, walked, context, false);
  const out = new RowsBuilder(variables.length);
  const columnOf = (place: Place) => ("variable" in place ? input.variables.indexOf(place.variable) : -1);
  const [subjectColumn, objectColumn, graphColumn] = [subject, object, graph].map(columnOf);
  const fromInput = variables.map((variable) => input.variables.indexOf(variable));
  const isOf = (place: Place) => variables.map((name) => "variable" in place && place.variable === name);
  const [isSubject, isObject, isGraph] = [isOf(subject), isOf(object), isOf(graph)];
  // A variable stands for nodes of the graph, also where the row binds it; a term stands for itself (SPARQL 1.1 §18.4).
  const isBetweenVariables = isVariable(subject, context) && isVariable(object, context);
  const isNode = nodeTest(walked, context);
  const isCircle = areSame(subject, object);
  // `GRAPH ?g { ?g :p+ ?x }` begins at the graph itself.
  const [isFromGraph, isToGraph] = [areSame(subject, graph), areSame(object, graph)];

  for (const chunk of input.rows()) {
    for (let row = 0; row < chunk.length; row++) {
      const valueAt = (place: Place, column: number | undefined, free: TermId): TermId => {
        if ("id" in place) return place.id;
        const bound = column === undefined || column < 0 ? noTerm : chunk.columns[column]?.[row];
        return bound === undefined || bound === noTerm ? free : bound;
      };
      const emit = (start: TermId, end: TermId) => {
        if (isCircle && start !== end) return;
        variables.forEach((_, i) => {
          const from = fromInput[i] ?? -1;
          let value = from < 0 ? noTerm : (chunk.columns[from]?.[row] ?? noTerm);
          if (value === noTerm && isSubject?.[i]) value = start;
          if (value === noTerm && isObject?.[i]) value = end;
          if (value === noTerm && isGraph?.[i]) value = walked.id;
          (out.columns[i] as Uint32Array)[out.length] = value;
        });
        out.added();
      };
      const start = valueAt(subject, subjectColumn, noTerm);
      const end = valueAt(object, objectColumn, noTerm);
      for (const id of graphsFor(valueAt(graph, graphColumn, anyGraph), context)) {
        walked.id = id;
        walk(isFromGraph ? id : start, isToGraph ? id : end, emit);
        context.budget.spend(1);
      }
      if (out.isFull) yield out.take();
    }
  }
  if (out.length > 0) yield out.last();

  function walk(start: TermId, end: TermId, emit: (start: TermId, end: TermId) => void): void {
    if (isBetweenVariables && [start, end].some((each) => each !== noTerm && !isNode(each))) return;
    if (start !== noTerm)
      walkFrom(start, forward, (reached) => {
        if (end === noTerm || end === reached) emit(start, reached);
      });
    else if (end !== noTerm) walkFrom(end, backward, (reached) => emit(reached, end));
    else {
      const budget = loanOf(context.budget);
      for (const each of startsOf(path.predicate, false, walked, { ...context, budget }))
        walkFrom(each, forward, (reached) => emit(each, reached));
      budget.giveBack();
    }
  }
}

function areSame(a: Place, b: Place): boolean {
  return "variable" in a && "variable" in b && a.variable === b.variable;
}

/** Gathers first: what is made of the ends may walk the same path again. */
function walkFrom(start: TermId, step: Step, visit: (reached: TermId) => void): void {
  const ends = new NodeList();
  step(start, ends);
  for (let i = 0; i < ends.length; i++) visit(ends.items[i] as TermId);
}
