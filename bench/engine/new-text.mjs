/**
 * A text that was not asked before: each variable has another name, so that nothing is known of it. With other constants or another
 * comment alone, an engine may know what it parsed (`src/sparql/query-shape.ts`): that is `likeText`.
 */
export function newText(text) {
  const run = process.hrtime.bigint();
  return text.replace(/\?(\w+)/g, (_, name) => `?${name}_${run}`);
}

/** A text that differs from another in a comment. */
export function likeText(text) {
  return `${text}\n# ${process.hrtime.bigint()}`;
}
