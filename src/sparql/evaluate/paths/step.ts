import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { anyGraph, noTerm, type TermId } from "../../../quads/id-view.ts";
import { NodeSet } from "../node-set.ts";
import type { EvaluationContext } from "../operator.ts";
import { firstOwnTerm } from "../rows.ts";

/**
 * One step of a property path from a node: calls `visit` for each node that it leads to, as often as there are solutions
 * (SPARQL 1.1 §18.4: alternatives and sequences keep repeats, `?`, `*` and `+` have none).
 */
export type Step = (node: TermId, visit: (next: TermId) => void) => void;

/** The graph that a path walks in; it may change from row to row under `GRAPH ?g`. */
export interface PathGraph {
  id: TermId;
}

export function stepOf(
  path: Algebra.PropertyPathSymbol,
  isInverse: boolean,
  graph: PathGraph,
  context: EvaluationContext,
): Step {
  switch (path.type) {
    case "link":
      return linkStep(context.view.terms.idOf(path.iri), isInverse, graph, context);
    case "inv":
      return stepOf(path.path, !isInverse, graph, context);
    case "nps":
      return negatedStep(
        new Set(path.iris.map((iri) => context.view.terms.idOf(iri))),
        isInverse,
        graph,
        context,
      );
    case "alt": {
      const steps = path.input.map((each) => stepOf(each, isInverse, graph, context));
      return (node, visit) => {
        for (const step of steps) step(node, visit);
      };
    }
    case "seq": {
      const parts = isInverse ? [...path.input].reverse() : path.input;
      return parts.map((each) => stepOf(each, isInverse, graph, context)).reduce(sequence);
    }
    case "ZeroOrOnePath": {
      const step = stepOf(path.path, isInverse, graph, context);
      return (node, visit) => {
        for (const next of reachedOnce(node, step)) visit(next);
      };
    }
    case "ZeroOrMorePath":
    case "OneOrMorePath": {
      const step = stepOf(path.path, isInverse, graph, context);
      const isReflexive = path.type === "ZeroOrMorePath";
      return (node, visit) => {
        for (const next of closureFrom(node, step, isReflexive)) visit(next);
      };
    }
    default:
      throw new Error(`A path has no ${(path as { readonly type: string }).type}`);
  }
}

function linkStep(predicate: TermId, isInverse: boolean, graph: PathGraph, context: EvaluationContext): Step {
  if (predicate === noTerm) return () => {};
  const { view, budget } = context;
  const cursor = view.cursor();
  return (node, visit) => {
    if (node >= firstOwnTerm) return;
    let work = 1;
    if (isInverse) {
      cursor.seek(noTerm, predicate, node, graph.id);
      for (; cursor.next(); work++) visit(cursor.subject);
    } else {
      cursor.seek(node, predicate, noTerm, graph.id);
      for (; cursor.next(); work++) visit(cursor.object);
    }
    budget.spend(work);
  };
}

function negatedStep(
  predicates: ReadonlySet<TermId>,
  isInverse: boolean,
  graph: PathGraph,
  { view, budget }: EvaluationContext,
): Step {
  const cursor = view.cursor();
  return (node, visit) => {
    if (node >= firstOwnTerm) return;
    cursor.seek(isInverse ? noTerm : node, noTerm, isInverse ? node : noTerm, graph.id);
    let work = 1;
    for (; cursor.next(); work++)
      if (!predicates.has(cursor.predicate)) visit(isInverse ? cursor.subject : cursor.object);
    budget.spend(work);
  };
}

function sequence(first: Step, second: Step): Step {
  return (node, visit) => {
    // Gathered first: a step is not begun anew while it is read.
    const middle: TermId[] = [];
    first(node, (next) => middle.push(next));
    for (const next of middle) second(next, visit);
  };
}

function reachedOnce(node: TermId, step: Step): Set<TermId> {
  const reached = new Set([node]);
  step(node, (next) => reached.add(next));
  return reached;
}

/** The nodes that any number of steps lead to, each once; the start among them if reflexive, or on a circle. */
function closureFrom(start: TermId, step: Step, isReflexive: boolean): TermId[] {
  const seen = new Set<TermId>(isReflexive ? [start] : []);
  const reached = [...seen];
  const frontier = [start];
  for (let node = frontier.pop(); node !== undefined; node = frontier.pop())
    step(node, (next) => {
      if (seen.has(next)) return;
      seen.add(next);
      reached.push(next);
      frontier.push(next);
    });
  return reached;
}

/** Every node of a graph: where a path of no length begins and ends. */
function nodesOf(graph: PathGraph, { view, budget }: EvaluationContext): TermId[] {
  const seen = new NodeSet();
  const nodes: TermId[] = [];
  const cursor = view.cursor();
  cursor.seek(noTerm, noTerm, noTerm, graph.id === noTerm ? noTerm : graph.id);
  let work = 0;
  while (cursor.next()) {
    if (seen.add(cursor.subject)) nodes.push(cursor.subject);
    if (seen.add(cursor.object)) nodes.push(cursor.object);
    if ((++work & 0xfff) === 0) budget.spend(0x1000);
  }
  return nodes;
}

/** Whether a term is a subject or an object in a graph. */
export function nodeTest(graph: PathGraph, { view }: EvaluationContext): (term: TermId) => boolean {
  const cursor = view.cursor();
  return (term) => {
    if (term >= firstOwnTerm) return false;
    cursor.seek(term, noTerm, noTerm, graph.id);
    if (cursor.next()) return true;
    cursor.seek(noTerm, noTerm, term, graph.id);
    return cursor.next();
  };
}

/** Where a step can begin: the ends of its predicates' quads, or every node when a step may be of no length. */
export function startsOf(
  path: Algebra.PropertyPathSymbol,
  isInverse: boolean,
  graph: PathGraph,
  context: EvaluationContext,
): TermId[] {
  const seen = new NodeSet();
  const starts: TermId[] = [];
  const add = (node: TermId) => {
    if (seen.add(node)) starts.push(node);
  };
  return addStarts(path, isInverse) ? starts : nodesOf(graph, context);

  /** Whether the starts are known without a look at every node. */
  function addStarts(each: Algebra.PropertyPathSymbol, inverse: boolean): boolean {
    switch (each.type) {
      case "link": {
        const predicate = context.view.terms.idOf(each.iri);
        if (predicate === noTerm) return true;
        const cursor = context.view.cursor();
        cursor.seek(noTerm, predicate, noTerm, graph.id);
        let work = 0;
        while (cursor.next()) {
          add(inverse ? cursor.object : cursor.subject);
          if ((++work & 0xfff) === 0) context.budget.spend(0x1000);
        }
        return true;
      }
      case "inv":
        return addStarts(each.path, !inverse);
      case "alt":
        return each.input.every((one) => addStarts(one, inverse));
      case "seq": {
        const first = inverse ? each.input.at(-1) : each.input[0];
        return first !== undefined && addStarts(first, inverse);
      }
      case "OneOrMorePath":
        return addStarts(each.path, inverse);
      default:
        return false;
    }
  }
}

/** The graphs that `GRAPH ?g` ranges over. */
export function graphsFor(place: TermId, { view }: EvaluationContext): Iterable<TermId> {
  return place === anyGraph ? view.graphs() : [place];
}
