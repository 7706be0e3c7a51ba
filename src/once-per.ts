/**
 * A function of an object that never changes, such as a part of a configuration or of a query's algebra, which is computed once an
 * object: regular expressions are compiled for a configuration and not for each event. What is computed goes with its object.
 */
export function oncePer<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const computed = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    let found = computed.get(key);
    if (found === undefined) {
      found = { value: compute(key) };
      computed.set(key, found);
    }
    return found.value;
  };
}
