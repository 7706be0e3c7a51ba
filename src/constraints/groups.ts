/** The list of a key, made when it is first asked for. */
export function listOf<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  return madeOnce(lists, key, () => []);
}

/** The set of a key, made when it is first asked for. */
export function setOf<Key, Item>(sets: Map<Key, Set<Item>>, key: Key): Set<Item> {
  return madeOnce(sets, key, () => new Set());
}

/** The map of a key, made when it is first asked for. */
export function mapOf<Outer, Key, Item>(maps: Map<Outer, Map<Key, Item>>, key: Outer): Map<Key, Item> {
  return madeOnce(maps, key, () => new Map());
}

function madeOnce<Key, Value>(values: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = make();
  values.set(key, made);
  return made;
}
