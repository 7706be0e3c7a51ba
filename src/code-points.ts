/**
 * Orders two texts by code point, which is also the order of their UTF-8 bytes. The `<` of JavaScript compares
 * UTF-16 units and puts U+1F600 before U+FF5E, so two implementations would sort differently.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const unitA = a.charCodeAt(i);
    const unitB = b.charCodeAt(i);
    if (unitA !== unitB) return rankOf(unitA) - rankOf(unitB);
  }
  return a.length - b.length;
}

/** Sorts texts by code point, in place. */
export function sortByCodePoint(texts: string[]): string[] {
  return isOfUnits(texts) ? texts.sort() : texts.sort(compareCodePoints);
}

/** Less than 0 when the first comes before the second, 0 when they are the same. */
export type CompareTexts = (one: string, other: string) => number;

/** The order by code point for these texts: the quicker one of UTF-16 units, where that is the same. */
export function codePointOrder(texts: readonly string[]): CompareTexts {
  return isOfUnits(texts) ? compareUnits : compareCodePoints;
}

function compareUnits(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Whether no character needs two units. */
function isOfUnits(texts: readonly string[]): boolean {
  return !texts.some((text) => hasSurrogate.test(text));
}

const hasSurrogate = /[\uD800-\uDFFF]/;

/** Lifts surrogates, which stand for code points above U+FFFF, over the units from U+E000 to U+FFFF. */
function rankOf(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
