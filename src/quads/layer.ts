import type { NamedNode, Quad, Term } from "@rdfjs/types";
import { DataFactory, type EntityIndex, Store } from "n3";
import type { QuadView } from "./quad-store.ts";
import { quadKey, termKey } from "./term-key.ts";

declare module "n3" {
  /** Numbers the terms of the stores that share it. Missing from `@types/n3`. */
  class EntityIndex {}
  interface StoreOptions {
    readonly entityIndex?: EntityIndex | undefined;
  }
}

/** A subject, predicate, object and graph to match; `null` is any term. */
export type Pattern = Parameters<QuadView["match"]>;

/**
 * The quads of one strength (bundles, asserted, linked or possible), as two `N3.Store`s: the named graphs, and their
 * union as triples of a default graph. `N3.Store` keeps its indexes per graph, so that only the union answers a look-up
 * without a graph in one step (DESIGN §5).
 *
 * The same quad may be stated many times, and the same triple in many graphs: it leaves when its last statement does.
 */
export interface Layer {
  add(quad: Quad): void;
  /** Takes back one `add` of an equal quad. An erased quad is gone from running snapshots too. */
  remove(quad: Quad, how?: "left" | "erased"): void;
  /** Tells running snapshots to forget a quad that left before. */
  forget(quad: Quad): void;
  /** The layer as it is now, whatever is added or removed later. */
  snapshot(): LayerSnapshot;
  /** Distinct quads of the named graphs. */
  readonly size: number;
}

/** A layer at one moment. A pattern with the default graph asks the union, one with `null` the named graphs. */
export interface LayerSnapshot {
  match(...pattern: Pattern): Iterable<Quad>;
  has(quad: Quad): boolean;
  /** At least 1 when anything matches. */
  estimate(...pattern: Pattern): number;
  graphs(): Iterable<string>;
}

/**
 * What happened to a layer, in order. A snapshot keeps the last change that it saw and undoes what follows, so that a
 * query costs nothing while nobody writes, and changes that no snapshot awaits are garbage.
 */
interface Change {
  readonly kind: "entered" | "left" | "erased";
  readonly quad: Quad;
  next?: Change;
}

/** An empty layer; layers that share `entityIndex` store each term once. */
export function layerOf(entityIndex: EntityIndex): Layer {
  const union: Store = new Store([], { entityIndex });
  const named: Store = new Store([], { entityIndex });
  /** Further statements of a quad that is there already, by key. */
  const repeats = new Map<string, number>();
  const graphsOfSubject = new Map<string, Map<string, NamedNode>>();
  const graphNames = new Map<string, number>();
  const triplesOfPredicate = new Map<string, number>();
  let latest: Change = { kind: "erased", quad: tripleOf(DataFactory.quad(nowhere, nowhere, nowhere)) };

  const record = (kind: Change["kind"], quad: Quad) => {
    const change: Change = { kind, quad };
    latest.next = change;
    latest = change;
  };
  const isLast = (quad: Quad) => {
    const key = quadKey(quad);
    const further = repeats.get(key);
    if (further === undefined) return true;
    if (further === 1) repeats.delete(key);
    else repeats.set(key, further - 1);
    return false;
  };
  const isInOtherGraph = ({ subject, predicate, object }: Quad) => {
    for (const graph of graphsOfSubject.get(termKey(subject))?.values() ?? [])
      if (named.countQuads(subject, predicate, object, graph) > 0) return true;
    return false;
  };

  const layer: Layer = {
    add(quad) {
      if (!named.addQuad(quad)) {
        count(repeats, quadKey(quad), 1);
        return;
      }
      count(graphNames, quad.graph.value, 1);
      const subject = termKey(quad.subject);
      const graphs = graphsOfSubject.get(subject) ?? new Map<string, NamedNode>();
      graphsOfSubject.set(subject, graphs.set(quad.graph.value, quad.graph as NamedNode));
      record("entered", quad);
      const triple = tripleOf(quad);
      if (!union.addQuad(triple)) return;
      count(triplesOfPredicate, quad.predicate.value, 1);
      record("entered", triple);
    },
    remove(quad, how = "left") {
      if (!isLast(quad)) return;
      named.removeQuad(quad);
      count(graphNames, quad.graph.value, -1);
      if (named.countQuads(quad.subject, null, null, quad.graph) === 0) {
        const graphs = graphsOfSubject.get(termKey(quad.subject));
        graphs?.delete(quad.graph.value);
        if (graphs?.size === 0) graphsOfSubject.delete(termKey(quad.subject));
      }
      record(how, quad);
      if (isInOtherGraph(quad)) return;
      const triple = tripleOf(quad);
      union.removeQuad(triple);
      count(triplesOfPredicate, quad.predicate.value, -1);
      record(how, triple);
    },
    forget(quad) {
      for (const gone of [quad, tripleOf(quad)]) if (!storeOf(gone.graph).has(gone)) record("erased", gone);
    },
    snapshot: () => snapshotOf({ match, has, estimate, graphs: () => graphNames.keys() }, () => latest),
    get size() {
      return named.size;
    },
  };
  return layer;

  function storeOf(graph: Term): Store {
    return graph.termType === "DefaultGraph" ? union : named;
  }

  function has(quad: Quad): boolean {
    return storeOf(quad.graph).has(quad);
  }

  function match(...[subject, predicate, object, graph]: Pattern): Iterable<Quad> {
    if (graph !== null) return storeOf(graph).readQuads(subject, predicate, object, graph);
    if (subject !== null) return matchSubject(subject, predicate, object);
    if (estimateUnion(null, predicate, object) * fewTriples < graphNames.size)
      return matchEachSubject(predicate, object);
    return named.readQuads(null, predicate, object, null);
  }

  function* matchEachSubject(predicate: Term | null, object: Term | null): Iterable<Quad> {
    const subjects = new Map<string, Term>();
    for (const triple of union.readQuads(null, predicate, object, defaultGraph))
      subjects.set(termKey(triple.subject), triple.subject);
    for (const each of subjects.values()) yield* matchSubject(each, predicate, object);
  }

  function* matchSubject(subject: Term, predicate: Term | null, object: Term | null): Iterable<Quad> {
    const graphs = graphsOfSubject.get(termKey(subject));
    for (const graph of [...(graphs?.values() ?? [])])
      yield* named.readQuads(subject, predicate, object, graph);
  }

  function estimate(...[subject, predicate, object, graph]: Pattern): number {
    if (graph !== null && graph.termType !== "DefaultGraph") {
      return subject === null && predicate === null && object === null
        ? (graphNames.get(graph.value) ?? 0)
        : named.countQuads(subject, predicate, object, graph);
    }
    const triples = estimateUnion(subject, predicate, object);
    return graph === null && triples > 0 ? Math.ceil((triples * named.size) / union.size) : triples;
  }

  function estimateUnion(subject: Term | null, predicate: Term | null, object: Term | null): number {
    if (subject !== null || object !== null)
      return union.countQuads(subject, predicate, object, defaultGraph);
    return predicate === null ? union.size : (triplesOfPredicate.get(predicate.value) ?? 0);
  }
}

const nowhere = DataFactory.namedNode("urn:nowhere");
const defaultGraph = DataFactory.defaultGraph();
/** A pattern is looked up subject by subject when so many times its triples are fewer than the graphs. */
const fewTriples = 4;

function tripleOf(quad: Quad): Quad {
  return DataFactory.quad(quad.subject, quad.predicate, quad.object) as Quad;
}

function count(counts: Map<string, number>, key: string, step: number): void {
  const next = (counts.get(key) ?? 0) + step;
  if (next === 0) counts.delete(key);
  else counts.set(key, next);
}

/** `live` as it was at `latest()`, by undoing on every look what has changed since. */
function snapshotOf(live: LayerSnapshot, latest: () => Change): LayerSnapshot {
  let seen = latest();
  const entered = new Store();
  const left = new Store();

  const catchUp = () => {
    while (seen.next !== undefined) {
      seen = seen.next;
      const { kind, quad } = seen;
      if (kind === "erased") {
        entered.delete(quad);
        left.delete(quad);
      } else {
        const [undone, done] = kind === "entered" ? [left, entered] : [entered, left];
        if (undone.has(quad)) undone.delete(quad);
        else done.add(quad);
      }
    }
  };
  const isNamed = (quad: Quad) => quad.graph.termType !== "DefaultGraph";

  const now = (...pattern: Pattern) =>
    entered.size + left.size === 0 ? live.match(...pattern) : undone(...pattern);
  function* undone(...pattern: Pattern): Iterable<Quad> {
    for (const quad of live.match(...pattern)) if (!entered.has(quad)) yield quad;
    const [subject, predicate, object, graph] = pattern;
    for (const quad of left.readQuads(subject, predicate, object, graph))
      if (graph !== null || isNamed(quad)) yield quad;
  }

  return {
    *match(...pattern) {
      catchUp();
      const start = seen;
      const given: Quad[] = [];
      for (const quad of now(...pattern)) {
        if (latest() !== start) break;
        given.push(quad);
        yield quad;
      }
      if (latest() === start) return;
      // Somebody wrote between two quads: the rest comes from a copy.
      catchUp();
      const keys = new Set(given.map(quadKey));
      for (const quad of [...now(...pattern)]) if (!keys.has(quadKey(quad))) yield quad;
    },
    has(quad) {
      catchUp();
      return (live.has(quad) && !entered.has(quad)) || left.has(quad);
    },
    estimate(...pattern) {
      catchUp();
      return live.estimate(...pattern) + left.size;
    },
    graphs() {
      catchUp();
      if (entered.size === 0 && left.size === 0) return live.graphs();
      const names = new Set([...live.graphs(), ...[...left].filter(isNamed).map((quad) => quad.graph.value)]);
      return [...names].filter((name) => !isEmpty(now(null, null, null, DataFactory.namedNode(name))));
    },
  };
}

function isEmpty(items: Iterable<unknown>): boolean {
  for (const _ of items) return false;
  return true;
}
