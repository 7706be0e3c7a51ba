/** Orders two texts by code point, as RDFC-1.0 §4.4 and RFC 6962 leaves want it. JavaScript's own order is by UTF-16 unit. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const unitA = a.charCodeAt(i);
    const unitB = b.charCodeAt(i);
    if (unitA !== unitB) return rank(unitA) - rank(unitB);
  }
  return a.length - b.length;
}

/** Sorts texts by code point, in place. */
export function sortByCodePoint(texts: string[]): string[] {
  return texts.some((text) => hasSurrogate.test(text)) ? texts.sort(compareCodePoints) : texts.sort();
}

const hasSurrogate = /[\uD800-\uDFFF]/;

/** A unit's place in code-point order: the halves of a pair stand for characters above all others. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
