import type { TermId } from "../id-view.ts";
import { Run } from "../segments/run.ts";
import { pos, type Segment, spo } from "../segments/segment.ts";
import { groupLength, groupOf } from "../segments/sorted-rows.ts";
import { type Edges, edgesOf, edgeWidth } from "./edges.ts";

/**
 * Where the quads of one predicate lead to in one segment. It searches the sorted rows until the searches have cost about what
 * edges of their own cost, and makes those then: so the first walk costs what it finds, and a hundred walks do not search.
 */
export class SegmentEdges {
  /** What `seek` found: edges `at <= place < end` of `numbers`, `width` from one to the next. */
  numbers: Uint32Array = nothing;
  at = 0;
  end = 0;
  width = 4;
  /** Where in an edge its node, its graph and its interval stand. */
  node = 1;
  graph = 2;
  interval = 3;

  readonly #segment: Segment;
  readonly #predicate: TermId;
  readonly #isInverse: boolean;
  readonly #rows: number;
  readonly #run = new Run();
  #searches = 0;
  #edges: Edges | undefined;

  constructor(segment: Segment, predicate: TermId, isInverse: boolean) {
    this.#segment = segment;
    this.#predicate = predicate;
    this.#isInverse = isInverse;
    this.#rows = groupLength(segment.orders[pos], predicate);
  }

  /** Whether the segment has a quad of the predicate. */
  get isEmpty(): boolean {
    return this.#rows === 0;
  }

  /** Finds the edges of a node; good until the next call. */
  seek(node: TermId): void {
    if (this.#edges === undefined && ++this.#searches * rowsOfSearch > this.#rows) this.#makeEdges();
    const edges = this.#edges;
    if (edges === undefined) {
      this.#search(node);
      return;
    }
    const group = groupOf(edges, node);
    if (group < 0) this.end = this.at;
    else {
      this.at = (edges.offsets[group] as number) * edgeWidth;
      this.end = (edges.offsets[group + 1] as number) * edgeWidth;
    }
  }

  #search(node: TermId): void {
    const run = this.#run;
    const { orders } = this.#segment;
    const isFound = this.#isInverse
      ? run.select(orders[pos], this.#predicate, node, 0, 0)
      : run.select(orders[spo], node, this.#predicate, 0, 0);
    this.at = isFound ? run.at * 4 : 0;
    this.end = isFound ? run.end * 4 : 0;
    this.numbers = run.sorted.numbers;
  }

  #makeEdges(): void {
    this.#edges = edgesOf(this.#segment, this.#predicate, this.#isInverse);
    this.numbers = this.#edges.numbers;
    this.width = edgeWidth;
    this.node = 0;
    this.graph = 1;
    this.interval = 2;
  }
}

/** A search costs about what it costs to make so many rows into edges. */
const rowsOfSearch = 8;
const nothing = new Uint32Array(0);

/** The edges of a segment, which are made once: a segment never changes. */
export function edgesIn(segment: Segment, predicate: TermId, isInverse: boolean): SegmentEdges {
  let known = edgesOfSegment.get(segment);
  if (known === undefined) {
    known = new Map();
    edgesOfSegment.set(segment, known);
  }
  const key = predicate * 2 + (isInverse ? 1 : 0);
  let found = known.get(key);
  if (found === undefined) {
    found = new SegmentEdges(segment, predicate, isInverse);
    known.set(key, found);
  }
  return found;
}

const edgesOfSegment = new WeakMap<Segment, Map<number, SegmentEdges>>();
