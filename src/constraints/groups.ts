/** The list of a key, made when it is first asked for. */
export function listOf<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const made: Item[] = [];
  lists.set(key, made);
  return made;
}

/** The set of a key, made when it is first asked for. */
export function setOf<Key, Item>(sets: Map<Key, Set<Item>>, key: Key): Set<Item> {
  const known = sets.get(key);
  if (known !== undefined) return known;
  const made = new Set<Item>();
  sets.set(key, made);
  return made;
}

/** The map of a key, made when it is first asked for. */
export function mapOf<Outer, Key, Item>(maps: Map<Outer, Map<Key, Item>>, key: Outer): Map<Key, Item> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<Key, Item>();
  maps.set(key, made);
  return made;
}
