import {
  type DictionaryReader,
  dictionaryReader,
  type SharedDictionary,
} from "../../quads/dictionary/dictionary.ts";
import type { QuadView } from "../../quads/quad-store.ts";
import { type SharedView, sharedView } from "../../quads/segments/shared-view.ts";
import { termView } from "../../quads/segments/term-view.ts";
import { type ListPatch, listPatch, patched } from "./list-patch.ts";

/**
 * A shared view without what a thread has from the view before: of hundreds of buffers, a few are new after an event, and none
 * after a mere query.
 */
export interface ViewPatch extends Omit<SharedView, "dictionary" | "segments" | "intervals"> {
  readonly segments: ListPatch<SharedView["segments"][number]>;
  /** Absent when the table has not been replaced. */
  readonly intervals: SharedView["intervals"] | undefined;
  readonly dictionary: { readonly terms: EntriesPatch; readonly heads: EntriesPatch };
}

type Entries = SharedDictionary["terms"];
type BufferPatch = ListPatch<SharedArrayBuffer>;
type EntriesPatch = Omit<Entries, "texts" | "records" | "segments"> & {
  readonly texts: BufferPatch;
  readonly records: BufferPatch;
  readonly segments: BufferPatch;
};

/** Makes patches for one thread, which must get all of them, in their order. */
export class ViewPatcher {
  #last: SharedView | undefined;

  patchFor(view: SharedView): ViewPatch {
    const last = this.#last;
    this.#last = view;
    const { dictionary, segments, intervals, ...rest } = view;
    return {
      ...rest,
      segments: listPatch(last?.segments ?? [], segments),
      intervals: last?.intervals.from === intervals.from ? undefined : intervals,
      dictionary: {
        terms: entriesPatch(last?.dictionary.terms, dictionary.terms),
        heads: entriesPatch(last?.dictionary.heads, dictionary.heads),
      },
    };
  }
}

/** The thread's side: makes views of patches. */
export class PatchedViews {
  #segments: SharedView["segments"] = [];
  #intervals: SharedView["intervals"] | undefined;
  #dictionary: SharedDictionary | undefined;
  #terms: DictionaryReader | undefined;

  viewOf({ dictionary, segments, intervals, ...rest }: ViewPatch): QuadView {
    this.#segments = patched(this.#segments, segments);
    this.#intervals = intervals ?? this.#intervals;
    const last = this.#dictionary;
    this.#dictionary = {
      terms: patchedEntries(last?.terms, dictionary.terms),
      heads: patchedEntries(last?.heads, dictionary.heads),
    };
    // A reader that goes on being used has its caches full.
    if (last?.terms.size !== dictionary.terms.size) this.#terms = dictionaryReader(this.#dictionary);
    if (this.#terms === undefined || this.#intervals === undefined)
      throw new Error("The first patch has everything");
    return termView(
      sharedView({ ...rest, segments: this.#segments, intervals: this.#intervals }, this.#terms),
    );
  }
}

function entriesPatch(last: Entries | undefined, now: Entries): EntriesPatch {
  return {
    ...now,
    texts: listPatch(last?.texts ?? [], now.texts),
    records: listPatch(last?.records ?? [], now.records),
    segments: listPatch(last?.segments ?? [], now.segments),
  };
}

function patchedEntries(last: Entries | undefined, patch: EntriesPatch): Entries {
  return {
    ...patch,
    texts: patched(last?.texts ?? [], patch.texts),
    records: patched(last?.records ?? [], patch.records),
    segments: patched(last?.segments ?? [], patch.segments),
  };
}
