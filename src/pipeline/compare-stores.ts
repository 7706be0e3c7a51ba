import { hash } from "node:crypto";
import type { Quad, Term } from "@rdfjs/types";
import { compareCodePoints } from "../code-points.ts";
import { nquadOf, UnwritableTermError } from "../quads/nquads.ts";
import type { QuadStore } from "../quads/quad-store.ts";

/** How a store differs from another that should be equal to it. */
export interface StoreDifferences {
  /** How many lines the other has. */
  readonly statements: number;
  /** What it has and the other has not, as N-Quads, in code-point order. */
  readonly unexpected: readonly string[];
  /** What the other has and it has not. */
  readonly missing: readonly string[];
}

/**
 * Compares stores by what they hold: every quad in view, and every derived statement with its reasons and the position since which it
 * holds. Its memory does not grow with them: the hashes of all lines are added up in buckets, whatever their order, and only the lines of
 * buckets that differ are looked at again, one by one. O(lines).
 */
export function compareStores(store: QuadStore, other: QuadStore): StoreDifferences {
  const sums = sumsOf(store);
  const expected = sumsOf(other);
  const differing = new Set<number>();
  for (let place = 0; place < sums.words.length; place++)
    if (sums.words[place] !== expected.words[place]) differing.add(Math.floor(place / wordsOfSum));
  return { statements: expected.lines, ...differencesWithin(differing, store, other) };
}

function differencesWithin(
  buckets: ReadonlySet<number>,
  store: QuadStore,
  other: QuadStore,
): Pick<StoreDifferences, "unexpected" | "missing"> {
  if (buckets.size === 0) return { unexpected: [], missing: [] };
  const isDiffering = (line: string) => buckets.has(bucketOf(digestOf(line)));
  const found = new Set(filtered(linesOf(store), isDiffering));
  const wanted = new Set(filtered(linesOf(other), isDiffering));
  return {
    unexpected: [...found].filter((line) => !wanted.has(line)).sort(compareCodePoints),
    missing: [...wanted].filter((line) => !found.has(line)).sort(compareCodePoints),
  };
}

function* linesOf(store: QuadStore): Iterable<string> {
  for (const quad of store.view({ mode: "possible" }).match(null, null, null, null)) yield lineOf(quad);
  for (const { quad, rule, ruleVersion, supports, from } of store.derived(null, null, null))
    yield `${lineOf(quad)} # ${rule} ${ruleVersion} since ${from}: ${supports.join(" ")}`;
}

/** The line of a quad; of one with a term that only damage can have made, its terms as they are: it must show, and end nothing. */
function lineOf(quad: Quad): string {
  try {
    return nquadOf(quad);
  } catch (error) {
    if (!(error instanceof UnwritableTermError)) throw error;
    return JSON.stringify([quad.subject, quad.predicate, quad.object, quad.graph].map(plain));
  }
}

function plain(term: Term): readonly string[] {
  const type = term.termType === "Literal" ? [term.language, term.datatype.value] : [];
  return [term.termType, term.value, ...type];
}

function* filtered<T>(items: Iterable<T>, isWanted: (item: T) => boolean): Iterable<T> {
  for (const item of items) if (isWanted(item)) yield item;
}

const buckets = 4_096;
/** A sum has 128 bits: four words, each modulo 2^32. */
const wordsOfSum = 4;

interface Sums {
  readonly lines: number;
  readonly words: Uint32Array;
}

function sumsOf(store: QuadStore): Sums {
  const words = new Uint32Array(buckets * wordsOfSum);
  let lines = 0;
  for (const line of linesOf(store)) {
    lines += 1;
    const digest = digestOf(line);
    const start = bucketOf(digest) * wordsOfSum;
    for (let word = 0; word < wordsOfSum; word++)
      words[start + word] = (words[start + word] as number) + digest.readUInt32LE(4 + 4 * word);
  }
  return { lines, words };
}

function digestOf(line: string): Buffer {
  return hash("sha256", line, "buffer");
}

function bucketOf(digest: Buffer): number {
  return digest.readUInt16LE(0) % buckets;
}
