import type { Columns } from "../../columns/columns.ts";
import { columnAt, sharedMemoryOf } from "../../columns/typed-columns.ts";

/**
 * A hash table of entry numbers in shared memory that grows a piece at a time (extendible hashing: Fagin et al., 1979).
 * The upper bits of a hash choose a segment from the directory, the lower bits the first slot to look at; a slot holds an
 * entry number, 0 is free. A segment that is three quarters full is replaced by one of twice the slots, or once it has
 * `segmentSlots` of them by two that share its entries. What it replaces is left as it is for those who still read it.
 *
 * ```text
 * directory (depth 2)   segments
 * 00 ─┐
 * 01 ─┴─> hashes 0…   (depth 1)
 * 10 ───> hashes 10…  (depth 2)
 * 11 ───> hashes 11…  (depth 2)
 * ```
 */
export interface HashDirectory {
  /** How many upper bits of a hash choose the segment. */
  depth: number;
  segments: Uint32Array[];
}

/** A directory that grows. */
export interface GrowingHashDirectory extends HashDirectory {
  /** Puts an entry in that is not there yet. */
  insert(hash: number, entry: number): void;
  /** The segments, each once, with their depths and numbers of entries. They are copied when they are written to next. */
  columns(): Columns;
}

/** The segment where a hash is looked for. */
export function segmentOf({ depth, segments }: HashDirectory, hash: number): Uint32Array {
  return segments[depth === 0 ? 0 : hash >>> (32 - depth)] as Uint32Array;
}

/** An empty directory, or the one that rests in columns. `hashOf` tells the hash of an entry again, when its segment grows. */
export function growingHashDirectory(
  segmentSlots: number,
  hashOf: (entry: number) => number,
  rested?: Columns,
): GrowingHashDirectory {
  const stateOf = new Map<Uint32Array, SegmentState>();
  const directory: GrowingHashDirectory = { depth: 0, segments: [], insert, columns };
  if (rested === undefined) {
    const first = newSegment(Math.min(firstSlots, segmentSlots));
    stateOf.set(first, { depth: 0, count: 0, isKept: false });
    directory.segments.push(first);
  } else restore(rested);
  return directory;

  function columns(): Columns {
    const segments = [...new Set(directory.segments)];
    const states = segments.map((segment) => stateOf.get(segment) as SegmentState);
    for (const state of states) state.isKept = true;
    return {
      depths: Uint8Array.from(states, ({ depth }) => depth),
      counts: Uint32Array.from(states, ({ count }) => count),
      ...Object.fromEntries(segments.map((segment, i) => [`segments/${i}`, segment])),
    };
  }

  function restore(columns: Columns): void {
    const depths = columnAt(columns, "depths", "uint8");
    const counts = columnAt(columns, "counts", "uint32");
    directory.depth = Math.max(...depths);
    depths.forEach((depth, i) => {
      const segment = new Uint32Array(sharedMemoryOf(columnAt(columns, `segments/${i}`, "uint32")));
      stateOf.set(segment, { depth, count: counts[i] as number, isKept: true });
      for (let place = 2 ** (directory.depth - depth); place > 0; place--) directory.segments.push(segment);
    });
  }

  function insert(hash: number, entry: number): void {
    const segment = segmentOf(directory, hash);
    const state = stateOf.get(segment) as SegmentState;
    if (state.count >= segment.length * fullest) {
      grow(hash, segment, state.depth);
      insert(hash, entry);
      return;
    }
    if (state.isKept) {
      const copy = newSegment(segment.length);
      copy.set(segment);
      replace(hash, segment, [copy], [{ ...state, isKept: false }]);
      insert(hash, entry);
      return;
    }
    state.count++;
    place(segment, hash, entry);
  }

  function grow(hash: number, segment: Uint32Array, depth: number): void {
    if (segment.length < segmentSlots || depth === deepest) {
      redistribute(segment, [newSegment(segment.length * 2)], depth);
    } else {
      if (depth === directory.depth) {
        directory.segments = directory.segments.flatMap((each) => [each, each]);
        directory.depth++;
      }
      redistribute(segment, [newSegment(segmentSlots), newSegment(segmentSlots)], depth + 1);
    }

    function redistribute(from: Uint32Array, to: readonly Uint32Array[], newDepth: number): void {
      const states = to.map(() => ({ depth: newDepth, count: 0, isKept: false }));
      for (const entry of from) {
        if (entry === 0) continue;
        const entryHash = hashOf(entry);
        const half = to.length === 1 ? 0 : (entryHash >>> (32 - newDepth)) & 1;
        place(to[half] as Uint32Array, entryHash, entry);
        (states[half] as SegmentState).count++;
      }
      replace(hash, from, to, states);
    }
  }

  /** Puts segments in the place of the one where a hash is looked for. */
  function replace(
    hash: number,
    from: Uint32Array,
    to: readonly Uint32Array[],
    states: readonly SegmentState[],
  ): void {
    const { depth } = stateOf.get(from) as SegmentState;
    const all = 2 ** (directory.depth - depth);
    const start = depth === 0 ? 0 : (hash >>> (32 - depth)) * all;
    const span = all / to.length;
    to.forEach((each, i) => {
      stateOf.set(each, states[i] as SegmentState);
      directory.segments.fill(each, start + i * span, start + (i + 1) * span);
    });
    stateOf.delete(from);
  }
}

interface SegmentState {
  /** How many upper bits the hashes of its entries have in common. */
  readonly depth: number;
  count: number;
  /** Whether it was given away as a column, and is to stay as it is. */
  isKept: boolean;
}

const firstSlots = 256;
const fullest = 0.75;
/** Beyond it the directory itself would be large: segments grow on, without end. */
const deepest = 14;

function place(segment: Uint32Array, hash: number, entry: number): void {
  const mask = segment.length - 1;
  let slot = hash & mask;
  while (segment[slot] !== 0) slot = (slot + 1) & mask;
  segment[slot] = entry;
}

function newSegment(slots: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(slots * 4));
}
