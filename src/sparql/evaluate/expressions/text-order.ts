/**
 * Compares by code point, as `fn:compare` does with the collation that SPARQL 1.1 §17.3 names: -1, 0 or 1. JavaScript
 * compares UTF-16 code units, which differs only where a surrogate meets a character from U+E000 to U+FFFF.
 */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const isBasic = !surrogates.test(a) && !surrogates.test(b);
  return isBasic ? (a < b ? -1 : 1) : byPoints(a, b);
}

const surrogates = /[\ud800-\udfff]/;

function byPoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (left !== right) return lifted(left) < lifted(right) ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

/** Puts surrogates above all other code units: the characters that they make are beyond U+FFFF. */
function lifted(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
