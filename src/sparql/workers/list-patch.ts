/** How one list becomes another: its length, and the items that differ, by their places. */
export interface ListPatch<Item> {
  readonly length: number;
  readonly changed: readonly (readonly [place: number, item: Item])[];
}

/** What makes `after` out of `before`, where items are the same when they are the same object. */
export function listPatch<Item>(before: readonly Item[], after: readonly Item[]): ListPatch<Item> {
  const changed: [number, Item][] = [];
  after.forEach((item, place) => {
    if (item !== before[place]) changed.push([place, item]);
  });
  return { length: after.length, changed };
}

/** The list that a patch makes; the same one when it changes nothing. */
export function patched<Item>(
  before: readonly Item[],
  { length, changed }: ListPatch<Item>,
): readonly Item[] {
  if (changed.length === 0 && length === before.length) return before;
  const after = before.slice(0, length);
  for (const [place, item] of changed) after[place] = item;
  return after;
}
