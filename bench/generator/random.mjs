/** Numbers and names that are functions of a seed and of what they are for, so that no run has to remember another. */

/** A number in [0, 1) from a seed and a key: the same for the same key, whatever was asked before. */
export function chance(seed, ...key) {
  return hash(seed, key.join(" ")) / 2 ** 32;
}

/** A whole number from `from` to before `to`. */
export function between(from, to, seed, ...key) {
  return from + Math.floor(chance(seed, ...key) * (to - from));
}

/** A UUID of version 7, as producers make them: the instant, then what the key gives. */
export function uuid(milliseconds, seed, ...key) {
  const digits = [1, 2, 3].map((part) =>
    hash(seed + part, key.join(" "))
      .toString(16)
      .padStart(8, "0"),
  );
  const [a, b, c] = [milliseconds.toString(16).padStart(12, "0"), ...digits];
  return `${a.slice(0, 8)}-${a.slice(8)}-7${b.slice(0, 3)}-8${b.slice(3, 6)}-${b.slice(6)}${c}${digits[2].slice(0, 2)}`;
}

/** FNV-1a over the text, then the finaliser of MurmurHash3, which spreads what differs only at the end. */
function hash(seed, text) {
  let state = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
