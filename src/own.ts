/**
 * The value of a table under a key that came from outside; undefined for `constructor`, `toString` and whatever else every
 * object inherits.
 */
export function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
