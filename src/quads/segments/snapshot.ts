import type { TermId } from "../id-view.ts";
import { GraphSet } from "./graph-set.ts";
import { gspo, type Segment } from "./segment.ts";
import { groupLength } from "./sorted-rows.ts";
import type { Visibility } from "./visibility.ts";

/** What a cursor reads: segments that do not change, and which of their rows a view sees. */
export interface Snapshot {
  readonly segments: readonly Segment[];
  /** For each segment, whether the view sees all of its rows, as long as nothing is erased. */
  readonly isWhole: readonly boolean[];
  readonly visibility: Visibility;
  /** `Intervals.erasures` when `isWhole` was true. */
  readonly erasures: number;
}

/** The graphs that a cursor is restricted to. */
export interface GraphRestriction {
  readonly defaultGraphs: readonly TermId[];
  readonly isDefault: GraphSet;
  readonly namedGraphs: readonly TermId[];
  readonly isNamed: GraphSet;
}

export function restrictionTo(
  defaultGraphs: readonly TermId[],
  namedGraphs: readonly TermId[],
): GraphRestriction {
  return {
    defaultGraphs: [...new Set(defaultGraphs)],
    isDefault: new GraphSet(defaultGraphs),
    namedGraphs: [...new Set(namedGraphs)],
    isNamed: new GraphSet(namedGraphs),
  };
}

/** Of so many graphs it pays to look each up. */
export const fewGraphs = 16;

/** How many rows the graphs have. */
export function rowsOfGraphs(segments: readonly Segment[], graphs: readonly TermId[]): number {
  let sum = 0;
  for (const { orders } of segments) for (const graph of graphs) sum += groupLength(orders[gspo], graph);
  return sum;
}
