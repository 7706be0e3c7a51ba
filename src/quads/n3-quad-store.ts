import type { Quad, Term } from "@rdfjs/types";
import { EntityIndex, Store } from "n3";
import type { Iris } from "../mapping/iris.ts";
import { metTerms, statementsIn } from "./current-statements.ts";
import { type Layer, layerOf } from "./layer.ts";
import type { Block, DerivedStatement, Mode, QuadStore, Strength } from "./quad-store.ts";
import { quadKey, termKey } from "./term-key.ts";
import { viewOf } from "./view.ts";

/**
 * The committed quads in `N3.Store`s: the engine of the first release, and the oracle of every other (law 5).
 *
 * Each strength is a layer of its own, and a view looks at the layers of its mode. Closed blocks and statements keep
 * their quads, and a view of an earlier position is built from them; the last few such views are kept.
 */
export function n3QuadStore({ iris }: { readonly iris: Iris }): QuadStore {
  const current = emptyLayers();
  const blocks = new Map<string, Interval<Block>[]>();
  const statements = statementIndex();
  const terms = metTerms();
  /** The last position at which anything was opened or closed: from there on, the current layers are the answer. */
  let lastPosition = -1;
  const earlier = new Map<number, Layers>();
  const derivedPrefixes = (["asserted", "linked", "possible"] as const).map(
    (strength) => [strength, iris.derivedGraph(strength).value.replace(/[^/]*$/, "")] as const,
  );

  return {
    open(block, from) {
      const intervals = blocks.get(block.id) ?? [];
      if (intervals.at(-1)?.to === undefined && intervals.length > 0)
        throw new Error(`Block ${block.id} is open already`);
      for (const quad of block.quads) mustBeOfBlock(quad);
      moveTo(from);
      blocks.set(block.id, [...intervals, { value: block, from }]);
      for (const quad of block.quads) current.blocks.add(quad);
      return block;
    },
    close(id, to) {
      const open = openBlock(id);
      if (open === undefined) throw new Error(`Block ${id} is not open`);
      moveTo(to);
      open.to = to;
      for (const quad of open.value.quads) current.blocks.remove(quad);
      return open.value;
    },
    block: (id) => openBlock(id)?.value,
    erase(id) {
      for (const { value, to } of blocks.get(id) ?? []) {
        for (const quad of value.quads) {
          if (to === undefined) current.blocks.remove(quad, "erased");
          else current.blocks.forget(quad);
        }
      }
      blocks.delete(id);
      earlier.clear();
    },

    openDerived(statement) {
      const layer = current[strengthOf(statement.quad)];
      statements.open(statement);
      moveTo(statement.from);
      layer.add(statement.quad);
    },
    closeDerived(statement, to) {
      statements.close(statement, to);
      moveTo(to);
      current[strengthOf(statement.quad)].remove(statement.quad);
    },
    derived: (subject, predicate, object, position) => statements.match(subject, predicate, object, position),
    clearDerived() {
      for (const { quad, to } of statements.match(null, null, null, "ever"))
        if (to === undefined) current[strengthOf(quad)].remove(quad);
      statements.clear();
      earlier.clear();
    },

    view({ mode, position }) {
      const layers = position === undefined || position >= lastPosition ? current : layersAt(position);
      return viewOf(layersOf[mode].map((name) => layers[name].snapshot()));
    },
    current(mode) {
      const view = viewOf(layersOf[mode].map((name) => current[name].snapshot()));
      return statementsIn(view, terms, (subject) => statements.match(subject, null, null));
    },
    get size() {
      return layersOf.possible.reduce((sum, name) => sum + current[name].size, 0);
    },
  };

  function openBlock(id: string): Interval<Block> | undefined {
    const last = blocks.get(id)?.at(-1);
    return last?.to === undefined ? last : undefined;
  }

  /** Notes that something begins or ends at a position, and drops the views that this makes untrue. */
  function moveTo(position: number): void {
    lastPosition = Math.max(lastPosition, position);
    for (const cached of earlier.keys()) if (cached >= position) earlier.delete(cached);
  }

  function layersAt(position: number): Layers {
    const layers = earlier.get(position) ?? buildLayersAt(position);
    earlier.delete(position);
    earlier.set(position, layers);
    for (const oldest of earlier.keys()) if (earlier.size > maxEarlierViews) earlier.delete(oldest);
    return layers;
  }

  function buildLayersAt(position: number): Layers {
    const layers = emptyLayers();
    for (const intervals of blocks.values())
      for (const interval of intervals)
        if (holdsAt(interval, position)) for (const quad of interval.value.quads) layers.blocks.add(quad);
    for (const { quad } of statements.match(null, null, null, position)) layers[strengthOf(quad)].add(quad);
    return layers;
  }

  function strengthOf(quad: Quad): Strength {
    const found = derivedPrefixes.find(([, prefix]) => quad.graph.value.startsWith(prefix));
    if (found === undefined) throw new Error(`<${quad.graph.value}> is no derived graph`);
    return found[0];
  }

  function mustBeOfBlock({ graph }: Quad): void {
    if (
      graph.termType !== "NamedNode" ||
      graph.equals(iris.identityGraph) ||
      derivedPrefixes.some(([, prefix]) => graph.value.startsWith(prefix))
    )
      throw new Error(`A block has no quads in the graph <${graph.value}>`);
  }
}

/** How many views of earlier positions are kept for the next question about the same time. */
const maxEarlierViews = 4;

type LayerName = "blocks" | Strength;
type Layers = Readonly<Record<LayerName, Layer>>;

/** The graphs that a mode sees (DESIGN §3). */
const layersOf: Readonly<Record<Mode, readonly LayerName[]>> = {
  asserted: ["blocks", "asserted"],
  exact: ["blocks", "asserted", "linked"],
  possible: ["blocks", "asserted", "linked", "possible"],
};

function emptyLayers(): Layers {
  const entityIndex = numberedEntities();
  const layer = () => layerOf(entityIndex);
  return { blocks: layer(), asserted: layer(), linked: layer(), possible: layer() };
}

/**
 * Numbers for terms, from beyond 1,024 on. `N3.Store` uses them as the keys of small objects, and V8 would keep an object
 * whose one key is 900 as an array of that length: half a gigabyte for 45,000 quads, and a third of the time in the
 * garbage collector.
 */
function numberedEntities(): EntityIndex {
  const entityIndex = new EntityIndex();
  const store = new Store([], { entityIndex });
  for (let i = 0; i <= 1_024; i++) store.createBlankNode();
  return entityIndex;
}

/** Something visible at the positions `from <= p < to`. */
interface Interval<Value> {
  readonly value: Value;
  readonly from: number;
  to?: number;
}

function holdsAt({ from, to }: { readonly from: number; readonly to?: number }, position: number): boolean {
  return from <= position && (to === undefined || position < to);
}

type Stated = { -readonly [Key in keyof DerivedStatement]: DerivedStatement[Key] };
type Reasons = Pick<DerivedStatement, "quad" | "rule" | "supports">;

/** Derived statements with their history, found by subject or object. */
function statementIndex() {
  const all = new Set<Stated>();
  const bySubject = new Map<string, Set<Stated>>();
  const byObject = new Map<string, Set<Stated>>();
  const openByKey = new Map<string, Stated>();
  const keyOfStatement = ({ quad, rule, supports }: Reasons) =>
    JSON.stringify([quadKey(quad), rule, supports]);
  const setIn = (index: Map<string, Set<Stated>>, term: Term) => {
    const found = index.get(termKey(term)) ?? new Set<Stated>();
    index.set(termKey(term), found);
    return found;
  };
  const candidates = (subject: Term | null, object: Term | null): Iterable<Stated> => {
    if (subject !== null) return bySubject.get(termKey(subject)) ?? [];
    if (object !== null) return byObject.get(termKey(object)) ?? [];
    return all;
  };

  return {
    open(statement: Omit<DerivedStatement, "to">): void {
      const key = keyOfStatement(statement);
      if (openByKey.has(key)) throw new Error(`${statement.rule} states the same twice: ${key}`);
      const stated: Stated = { ...statement };
      openByKey.set(key, stated);
      all.add(stated);
      setIn(bySubject, stated.quad.subject).add(stated);
      setIn(byObject, stated.quad.object).add(stated);
    },
    close(statement: Reasons, to: number): void {
      const key = keyOfStatement(statement);
      const stated = openByKey.get(key);
      if (stated === undefined) throw new Error(`${statement.rule} does not state ${key}`);
      openByKey.delete(key);
      stated.to = to;
    },
    /** At a position, now, or `ever`. */
    *match(
      subject: Term | null,
      predicate: Term | null,
      object: Term | null,
      when?: number | "ever",
    ): Iterable<DerivedStatement> {
      for (const stated of [...candidates(subject, object)]) {
        const { quad } = stated;
        if (subject !== null && !quad.subject.equals(subject)) continue;
        if (predicate !== null && !quad.predicate.equals(predicate)) continue;
        if (object !== null && !quad.object.equals(object)) continue;
        const isWanted =
          when === "ever" || (when === undefined ? stated.to === undefined : holdsAt(stated, when));
        if (isWanted) yield stated;
      }
    },
    clear(): void {
      for (const index of [all, bySubject, byObject, openByKey]) index.clear();
    },
  };
}
