import type { Operator } from "../operator.ts";
import type { Rows } from "../rows.ts";
import { type Seed, seedOf } from "./unit.ts";

/** Rows of one operator, handed to another chunk by chunk, with a column that numbers them from 1 on. */
export interface NumberedSeed {
  readonly seed: Seed;
  /** The name of that column: no query can name it. */
  readonly number: string;
  /** Hands over a chunk. */
  set(chunk: Rows): void;
}

/** A seed with those columns of `left` that `isShared` names. */
export function numberedSeed(left: Operator, isShared: (variable: string) => boolean): NumberedSeed {
  const shared = left.variables.filter(isShared);
  const places = shared.map((name) => left.variables.indexOf(name));
  let depth = 0;
  while (left.variables.includes(`row ${depth}`)) depth += 1;
  const number = `row ${depth}`;
  const seed = seedOf({
    variables: [...shared, number],
    certain: new Set([...shared.filter((name) => left.certain.has(name)), number]),
    estimate: Math.min(left.estimate, 1_000),
  });
  return {
    seed,
    number,
    set({ columns, length }) {
      const numbers = Uint32Array.from({ length }, (_, i) => i + 1);
      seed.set({ columns: [...places.map((place) => columns[place] as Uint32Array), numbers], length });
    },
  };
}
