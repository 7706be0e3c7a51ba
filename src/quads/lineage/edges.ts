import { pos, type Segment } from "../segments/segment.ts";
import { sortBy } from "../segments/sort.ts";
import { type Groups, GroupWriter, groupOf } from "../segments/sorted-rows.ts";

/**
 * The quads of one predicate in one segment, by where they begin: of node `n` are those that `offsets` gives at the place of `n`
 * (see `SortedRows`, whose `numbers` have four columns).
 */
export interface Edges extends Groups {
  /** Three for each quad: where it leads to, its graph, and its interval. Of a node they are sorted. */
  readonly numbers: Uint32Array;
}

/** Numbers of an edge in `Edges.numbers`. */
export const edgeWidth = 3;

/** The edges of a predicate, from subjects to objects or inversely: one pass over its rows, and a sort by subject. */
export function edgesOf({ orders }: Segment, predicate: number, isInverse: boolean): Edges {
  const { offsets, numbers } = orders[pos];
  const group = groupOf(orders[pos], predicate);
  const from = group < 0 ? 0 : (offsets[group] as number);
  const length = group < 0 ? 0 : (offsets[group + 1] as number) - from;
  const firstPlace = isInverse ? 0 : 1;
  const firsts = new Uint32Array(length);
  const order = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    firsts[row] = numbers[(from + row) * 4 + firstPlace] as number;
    order[row] = row;
  }
  sortBy(order, firsts);

  const edges = new Uint32Array(length * edgeWidth);
  for (let i = 0; i < length; i++) {
    const row = (from + (order[i] as number)) * 4;
    edges[i * edgeWidth] = numbers[row + 1 - firstPlace] as number;
    edges[i * edgeWidth + 1] = numbers[row + 2] as number;
    edges[i * edgeWidth + 2] = numbers[row + 3] as number;
  }
  return { ...groupsOf(firsts, order), numbers: edges };
}

function groupsOf(firsts: Uint32Array, order: Uint32Array): Groups {
  const { length } = order;
  const at = (i: number) => firsts[order[i] as number] as number;
  let groups = 0;
  for (let i = 0; i < length; i++) if (i === 0 || at(i) !== at(i - 1)) groups++;
  const writer = new GroupWriter(length === 0 ? 0 : at(0), length === 0 ? 0 : at(length - 1), groups, length);
  for (let i = 1; i <= length; i++) if (i === length || at(i) !== at(i - 1)) writer.add(at(i - 1), i);
  return writer.finish();
}
