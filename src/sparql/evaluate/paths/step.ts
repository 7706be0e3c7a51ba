import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { anyGraph, noTerm, type QuadCursor, type TermId } from "../../../quads/id-view.ts";
import { NodeList } from "../../../quads/lineage/node-list.ts";
import type { EvaluationContext } from "../operator.ts";
import { firstOwnTerm } from "../rows.ts";
import { NodeTable } from "./node-table.ts";
import { reachedFrom } from "./reach.ts";

/**
 * One step of a property path from a node: adds the nodes that it leads to, as often as there are solutions (SPARQL 1.1
 * §18.4: alternatives and sequences keep repeats, `?`, `*` and `+` have none). It has no other effect, and is over when it returns: so
 * it may keep lists of its own from one call to the next.
 */
export type Step = (node: TermId, into: NodeList) => void;

/** The graph that a path walks in; it may change from row to row under `GRAPH ?g`. */
export interface PathGraph {
  id: TermId;
}

/** `isSet`: who asks does not mind more or fewer repeats, as inside of a closure. */
export function stepOf(
  path: Algebra.PropertyPathSymbol,
  isInverse: boolean,
  graph: PathGraph,
  context: EvaluationContext,
  isSet: boolean,
): Step {
  switch (path.type) {
    case "link":
      return linkStep(context.view.terms.idOf(path.iri), isInverse, graph, context, isSet);
    case "inv":
      return stepOf(path.path, !isInverse, graph, context, isSet);
    case "nps":
      return negatedStep(
        new Set(path.iris.map((iri) => context.view.terms.idOf(iri))),
        isInverse,
        graph,
        context,
      );
    case "alt": {
      const steps = path.input.map((each) => stepOf(each, isInverse, graph, context, isSet));
      return (node, into) => {
        for (const step of steps) step(node, into);
      };
    }
    case "seq": {
      const parts = isInverse ? [...path.input].reverse() : path.input;
      return parts.map((each) => stepOf(each, isInverse, graph, context, isSet)).reduce(sequence);
    }
    case "ZeroOrOnePath": {
      const step = stepOf(path.path, isInverse, graph, context, true);
      return isSet ? withItself(step) : onceWithItself(step);
    }
    case "ZeroOrMorePath":
    case "OneOrMorePath": {
      const step = stepOf(path.path, isInverse, graph, context, true);
      const isReflexive = path.type === "ZeroOrMorePath";
      return (node, into) => {
        for (const next of reachedFrom([node], step, isReflexive, context.budget)) into.push(next);
      };
    }
    default:
      throw new Error(`A path has no ${(path as { readonly type: string }).type}`);
  }
}

function linkStep(
  predicate: TermId,
  isInverse: boolean,
  graph: PathGraph,
  { view, budget }: EvaluationContext,
  isSet: boolean,
): Step {
  if (predicate === noTerm) return () => {};
  const neighbours = isSet ? view.neighbours?.(predicate, isInverse) : undefined;
  let cursor: QuadCursor | undefined;
  return (node, into) => {
    if (node >= firstOwnTerm) return;
    const before = into.length;
    if (neighbours !== undefined && graph.id === noTerm) neighbours.read(node, into);
    else {
      cursor ??= view.cursor();
      if (isInverse) {
        cursor.seek(noTerm, predicate, node, graph.id);
        while (cursor.next()) into.push(cursor.subject);
      } else {
        cursor.seek(node, predicate, noTerm, graph.id);
        while (cursor.next()) into.push(cursor.object);
      }
    }
    budget.spend(1 + into.length - before);
  };
}

function negatedStep(
  predicates: ReadonlySet<TermId>,
  isInverse: boolean,
  graph: PathGraph,
  { view, budget }: EvaluationContext,
): Step {
  const cursor = view.cursor();
  return (node, into) => {
    if (node >= firstOwnTerm) return;
    cursor.seek(isInverse ? noTerm : node, noTerm, isInverse ? node : noTerm, graph.id);
    let work = 1;
    for (; cursor.next(); work++)
      if (!predicates.has(cursor.predicate)) into.push(isInverse ? cursor.subject : cursor.object);
    budget.spend(work);
  };
}

function sequence(first: Step, second: Step): Step {
  const middle = new NodeList();
  return (node, into) => {
    middle.length = 0;
    first(node, middle);
    for (let i = 0; i < middle.length; i++) second(middle.items[i] as TermId, into);
  };
}

function withItself(step: Step): Step {
  return (node, into) => {
    into.push(node);
    step(node, into);
  };
}

function onceWithItself(step: Step): Step {
  const found = new NodeList();
  return (node, into) => {
    found.length = 0;
    step(node, found);
    const once = new Set([node]);
    for (let i = 0; i < found.length; i++) once.add(found.items[i] as TermId);
    for (const next of once) into.push(next);
  };
}

/** Every node of a graph: where a path of no length begins and ends. */
function nodesOf(graph: PathGraph, { view, budget }: EvaluationContext): Uint32Array {
  const seen = new NodeTable((bytes) => budget.hold(bytes));
  const cursor = view.cursor();
  cursor.seek(noTerm, noTerm, noTerm, graph.id === noTerm ? noTerm : graph.id);
  let work = 0;
  while (cursor.next()) {
    seen.add(cursor.subject);
    seen.add(cursor.object);
    if ((++work & 0xfff) === 0) budget.spend(0x1000);
  }
  return seen.nodes.subarray(0, seen.size);
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
): Uint32Array {
  const starts = new NodeTable((bytes) => context.budget.hold(bytes));
  return addStarts(path, isInverse) ? starts.nodes.subarray(0, starts.size) : nodesOf(graph, context);

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
          starts.add(inverse ? cursor.object : cursor.subject);
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

/** The graphs that `GRAPH ?g` ranges over: all in view, or the one that a row binds, if it is one (SPARQL 1.1 §13.3). */
export function graphsFor(place: TermId, context: EvaluationContext): Iterable<TermId> {
  if (place === anyGraph) return context.view.graphs();
  return place === noTerm || isGraph(place, context) ? [place] : [];
}

/** Whether a term names a graph in view: one that holds a quad. */
export function isGraph(term: TermId, { view }: EvaluationContext): boolean {
  if (term === noTerm || term >= firstOwnTerm) return false;
  const cursor = view.cursor();
  cursor.seek(noTerm, noTerm, noTerm, term);
  return cursor.next();
}
