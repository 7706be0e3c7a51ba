import type { Literal, NamedNode, Quad } from "@rdfjs/types";
import { nquadOf } from "../quads/nquads.ts";
import type { QuadStore, QuadView } from "../quads/quad-store.ts";

export interface StatementPattern {
  readonly subject?: NamedNode | undefined;
  readonly predicate?: NamedNode | undefined;
  readonly object?: NamedNode | Literal | undefined;
}

/** Why a statement holds: the bundle that states it, or the rule that derived it and the bundles it rests on. */
export interface Reason {
  /** Canonical N-Quads of the statement, in the graph that states it. */
  readonly statement: string;
  readonly graph: string;
  readonly kind: "stated" | "derived";
  readonly rule?: string;
  readonly ruleVersion?: number;
  readonly supports: readonly string[];
  /** Journal positions between which it holds; `to` is absent while it does. */
  readonly from?: number;
  readonly to?: number;
}

/** The reasons for what matches, stated ones first, in the order of their lines. */
export function reasonsFor(
  { subject, predicate, object }: StatementPattern,
  {
    store,
    view,
    positionOf,
  }: { store: QuadStore; view: QuadView; positionOf: (graph: string) => number | undefined },
  position?: number,
): Reason[] {
  const derivedGraphs = new Set<string>();
  const derived: Reason[] = [];
  for (const statement of store.derived(subject ?? null, predicate ?? null, object ?? null, position)) {
    derivedGraphs.add(statement.quad.graph.value);
    if (!isInView(statement.quad, view)) continue;
    const { rule, ruleVersion, supports, from, to } = statement;
    const graph = statement.quad.graph.value;
    const line = nquadOf(statement.quad);
    derived.push({
      statement: line,
      graph,
      kind: "derived",
      rule,
      ruleVersion,
      supports,
      from,
      ...(to === undefined ? {} : { to }),
    });
  }
  const stated: Reason[] = [];
  for (const quad of view.match(subject ?? null, predicate ?? null, object ?? null, null)) {
    if (!isDerived(quad, derivedGraphs)) stated.push(statedReason(quad, positionOf));
  }
  return [...stated.sort(byStatement), ...derived.sort(byStatement)];
}

/** Whether the mode of the view has it: a question in asserted mode is not told of what is possible. */
function isInView({ subject, predicate, object, graph }: Quad, view: QuadView): boolean {
  for (const _ of view.match(subject, predicate, object, graph)) return true;
  return false;
}

function statedReason(quad: Quad, positionOf: (graph: string) => number | undefined): Reason {
  const graph = quad.graph.value;
  const from = positionOf(graph);
  return {
    statement: nquadOf(quad),
    graph,
    kind: "stated",
    supports: [graph],
    ...(from === undefined ? {} : { from }),
  };
}

function isDerived(quad: Quad, derivedGraphs: ReadonlySet<string>): boolean {
  return derivedGraphs.has(quad.graph.value) || quad.graph.value.includes("/graph/derived/");
}

function byStatement(a: Reason, b: Reason): number {
  return a.statement < b.statement ? -1 : a.statement > b.statement ? 1 : 0;
}
