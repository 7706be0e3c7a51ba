/** A hash of an answer's rows that is the same whatever their order and whoever wrote the terms. */
import { createHash } from "node:crypto";

/** Adds up hashes of rows: `visit` takes a row as pairs of a variable and its term, or nothing where it is unbound. */
export function answerHash() {
  let sum = 0n;
  return {
    visit(pairs) {
      const texts = [];
      for (const [name, term] of pairs) if (term !== undefined) texts.push(`${name} ${keyOf(term)}`);
      const digest = createHash("sha1").update(texts.sort().join("\n")).digest();
      sum = BigInt.asUintN(64, sum + digest.readBigUInt64LE(0));
    },
    value: () => sum.toString(16),
  };
}

/** A quad as `visit` takes it. */
export function pairsOfQuad({ subject, predicate, object }) {
  return Object.entries({ subject, predicate, object });
}

/** Numbers and times by their values, since some stores keep no more of them than that. */
function keyOf({ termType, value, language, datatype }) {
  if (termType !== "Literal") return termType === "BlankNode" ? "_:" : value;
  const type = datatype.value.replace("http://www.w3.org/2001/XMLSchema#", "");
  if (type === "dateTime") return `${Date.parse(value)}^^dateTime`;
  if (/^(integer|decimal|double|float|long|int)$/.test(type)) return `${Number(value)}^^number`;
  return `"${value}"@${language}^^${type}`;
}
