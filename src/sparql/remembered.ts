/** A function of algebra that is asked again: what it found is kept as long as the algebra is. */
export function remembered<Part extends object, Value>(find: (part: Part) => Value): (part: Part) => Value {
  const known = new WeakMap<Part, { readonly value: Value }>();
  return (part) => {
    let found = known.get(part);
    if (found === undefined) {
      found = { value: find(part) };
      known.set(part, found);
    }
    return found.value;
  };
}
