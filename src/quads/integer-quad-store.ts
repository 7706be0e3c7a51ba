import type { Quad } from "@rdfjs/types";
import { type Columns, partOf, under } from "../columns/columns.ts";
import type { Iris } from "../mapping/iris.ts";
import { isOfRdf11 } from "./current-statements.ts";
import { createDictionary, type Dictionary, restoredDictionary } from "./dictionary/dictionary.ts";
import { type TermId, termKind } from "./id-view.ts";
import type { Mode, QuadStore, Strength } from "./quad-store.ts";
import { BlockTable } from "./segments/block-table.ts";
import { DerivedTable } from "./segments/derived-table.ts";
import { QuadIndex, type SegmentSizes, segmentSizes } from "./segments/quad-index.ts";
import { Records } from "./segments/records.ts";
import { segmentView } from "./segments/segment-view.ts";
import { shareSnapshot } from "./segments/shared-view.ts";
import { termView } from "./segments/term-view.ts";
import { sightOf, Visibility } from "./segments/visibility.ts";

export interface IntegerQuadStoreOptions {
  readonly iris: Iris;
  readonly dictionary?: Dictionary;
  readonly sizes?: SegmentSizes;
  /** What a store of the same IRIs gave as its columns; absent: an empty store. */
  readonly columns?: Columns;
}

/** A quad store that can rest in files. */
export interface IntegerQuadStore extends QuadStore {
  readonly dictionary: Dictionary;
  /** All that it knows. What was erased is not among the quads, but its terms are in the dictionary. */
  columns(): Columns;
}

/**
 * The committed quads as numbers in sorted columns: about 80 bytes a quad, and fifty million rows a second.
 *
 * What is opened becomes rows, which never change: closing writes to a table of intervals, and a view says which intervals
 * it sees (`segments/intervals.ts`).
 */
export function integerQuadStore({
  iris,
  columns,
  dictionary = columns === undefined ? createDictionary() : restoredDictionary(partOf(columns, "dictionary")),
  sizes = segmentSizes,
}: IntegerQuadStoreOptions): IntegerQuadStore {
  const rested = (part: string) => columns && partOf(columns, part);
  const index = new QuadIndex(sizes, rested("index"));
  const records = new Records(rested("records"));
  const blocks = new BlockTable(index, dictionary, records, rested("blocks"));
  const statements = new DerivedTable(index, dictionary, records, rested("derived"));
  let tellClosed: ((quads: readonly Quad[]) => void) | undefined;
  const derivedPrefixes = (["asserted", "linked", "possible"] as const).map(
    (strength) => [strength, iris.derivedGraph(strength).value.replace(/[^/]*$/, "")] as const,
  );

  return {
    dictionary,
    columns: () => ({
      ...under("index", index.columns()),
      ...under("records", records.columns()),
      ...under("blocks", blocks.columns()),
      ...under("derived", statements.columns()),
      ...under("dictionary", dictionary.columns()),
    }),
    open(block, from) {
      if (blocks.isOpen(block.id)) throw new Error(`Block ${block.id} is open already`);
      mustBeOfBlock(block.quads);
      return { ...block, numbers: blocks.open(block, from) };
    },
    close(id, to) {
      if (!blocks.isOpen(id)) throw new Error(`Block ${id} is not open`);
      const block = blocks.close(id, to);
      tellClosed?.(block.quads);
      return block;
    },
    block: (id) => (blocks.isOpen(id) ? blocks.read(id) : undefined),
    erase: (id) => blocks.erase(id),

    openDerived(statement) {
      const strength = strengthOf(statement.quad);
      statements.open(statement, strength, layerOf[strength]);
    },
    openNumbered: (statement) => statements.openNumbered(statement, layerOf[statement.strength]),
    closeDerived(statement, to) {
      statements.close(statement, to);
      tellClosed?.([statement.quad]);
    },
    closeNumbered(statement, to) {
      statements.closeNumbered(statement, to);
      tellClosed?.([statements.quadOf(statement)]);
    },
    watchClosings(tell) {
      tellClosed = tell;
    },
    derived: (subject, predicate, object, position) => statements.match(subject, predicate, object, position),
    clearDerived: () => statements.clear(),

    view({ mode, position }) {
      const { intervals } = index;
      const visibility = new Visibility(intervals, sightOf(intervals, layersOf[mode], position));
      const snapshot = index.snapshot(visibility);
      const share = () => shareSnapshot(snapshot(), intervals.share(), dictionary);
      return termView({ ...segmentView(dictionary, snapshot), share });
    },
    current(mode) {
      const { intervals } = index;
      const visibility = new Visibility(intervals, sightOf(intervals, layersOf[mode]));
      return {
        terms: dictionary,
        isIri: (id) => dictionary.kind(id) === termKind.iri,
        isOfRdf11: isTermOfRdf11,
        cursor: index.current(visibility),
        supportsOf: (subject) => statements.supportsOf(subject),
        mark: intervals.count,
        openedSince: (mark, tell) => index.openedSince(mark, tell),
      };
    },
    get size() {
      return blocks.size + statements.size;
    },
  };

  function isTermOfRdf11(id: TermId): boolean {
    const kind = dictionary.kind(id);
    if (kind === termKind.triple) return false;
    return kind !== termKind.langString || isOfRdf11(dictionary.term(id));
  }

  function strengthOf(quad: Quad): Strength {
    const found = derivedPrefixes.find(([, prefix]) => quad.graph.value.startsWith(prefix));
    if (found === undefined) throw new Error(`<${quad.graph.value}> is no derived graph`);
    return found[0];
  }

  function mustBeOfBlock(quads: readonly Quad[]): void {
    let checked: string | undefined;
    for (const { graph } of quads) {
      // Most blocks have one graph.
      if (graph.value === checked && graph.termType === "NamedNode") continue;
      if (
        graph.termType !== "NamedNode" ||
        graph.equals(iris.identityGraph) ||
        derivedPrefixes.some(([, prefix]) => graph.value.startsWith(prefix))
      )
        throw new Error(`A block has no quads in the graph <${graph.value}>`);
      checked = graph.value;
    }
  }
}

/** Layer 0 is that of blocks. */
const layerOf: Readonly<Record<Strength, number>> = { asserted: 1, linked: 2, possible: 3 };
/** The layers that a mode sees (DESIGN §3), a bit each. */
const layersOf: Readonly<Record<Mode, number>> = { asserted: 0b0011, exact: 0b0111, possible: 0b1111 };
