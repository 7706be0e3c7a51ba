/** Digits without the zeros at their end. O(length), which `/0+$/` is not: that begins anew at every zero. */
export function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}
