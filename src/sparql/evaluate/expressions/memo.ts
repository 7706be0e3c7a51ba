import { noTerm, type TermId } from "../../../quads/id-view.ts";

const fewest = 64;
const most = 65_536;

/**
 * Remembers what a function answers for a term: each term has one place, where the next that falls on it takes over, so
 * that the memory is bounded. It begins small, since most queries ask for few.
 */
export function memoised<Value extends number>(
  compute: (columns: readonly Uint32Array[], row: number) => Value,
  column: number,
): (columns: readonly Uint32Array[], row: number) => Value {
  let keys = new Uint32Array(fewest);
  let values = new Uint32Array(fewest);
  let misses = 0;

  return (columns, row) => {
    const id: TermId = (columns[column] as Uint32Array)[row] as number;
    if (id === noTerm) return compute(columns, row);
    let place = id & (keys.length - 1);
    if (keys[place] === id) return values[place] as Value;
    const value = compute(columns, row);
    misses += 1;
    if (misses > keys.length && keys.length < most) {
      keys = new Uint32Array(keys.length * 4);
      values = new Uint32Array(keys.length);
      misses = 0;
      place = id & (keys.length - 1);
    }
    keys[place] = id;
    values[place] = value;
    return value;
  };
}
