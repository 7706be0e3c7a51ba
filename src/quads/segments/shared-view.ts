import type { Dictionary, SharedDictionary } from "../dictionary/dictionary.ts";
import type { IdView, TermReader } from "../id-view.ts";
import { ReadIntervals, type SharedIntervals } from "./intervals.ts";
import type { Segment } from "./segment.ts";
import { segmentView } from "./segment-view.ts";
import type { Snapshot } from "./snapshot.ts";
import { type Sight, Visibility } from "./visibility.ts";

/** A view as what can be posted to another thread: all that is large is shared memory. */
export interface SharedView {
  readonly dictionary: SharedDictionary;
  readonly segments: readonly Segment[];
  readonly isWhole: readonly boolean[];
  readonly intervals: SharedIntervals;
  readonly sight: Sight;
  readonly erasures: number;
}

/** Shares a snapshot, with the terms of now: at least those of the snapshot. */
export function shareSnapshot(
  { segments, isWhole, visibility, erasures }: Snapshot,
  intervals: SharedIntervals,
  dictionary: Dictionary,
): SharedView {
  const { sight } = visibility;
  return { dictionary: dictionary.share(), segments, isWhole, intervals, sight, erasures };
}

/** The view that another thread shared; `terms` reads its dictionary. */
export function sharedView(
  { segments, isWhole, intervals, sight, erasures }: Omit<SharedView, "dictionary">,
  terms: TermReader,
): IdView {
  const visibility = new Visibility(new ReadIntervals(intervals), sight);
  const snapshot = { segments, isWhole, visibility, erasures };
  return segmentView(terms, () => snapshot);
}
