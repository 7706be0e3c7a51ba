/** How the memory of a store is told apart: what its dictionary and its segments take. */
import { QuadIndex } from "../../dist/quads/segments/quad-index.js";

/** Hears of the index that the next store makes for itself: `current`, once a row was added. */
export function watchedIndex() {
  const watched = {};
  const add = Object.getOwnPropertyDescriptor(QuadIndex.prototype, "add").value;
  QuadIndex.prototype.add = function (...row) {
    watched.current = this;
    QuadIndex.prototype.add = add;
    return add.apply(this, row);
  };
  return watched;
}

/** The segments of an index, after what was written last was sorted. */
export function segmentsOf(index) {
  return index.snapshot({ intervals: index.intervals, seesAll: () => true })().segments;
}

/** Bytes of all columns below a value, each memory once. */
export function bytesOf(value, seen = new Set()) {
  if (ArrayBuffer.isView(value)) {
    if (seen.has(value.buffer)) return 0;
    seen.add(value.buffer);
    return value.buffer.byteLength;
  }
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum, each) => sum + bytesOf(each, seen), 0);
}
