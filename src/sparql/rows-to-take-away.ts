import type { Bindings, Variable } from "@rdfjs/types";
import { termText } from "../quads/nquads.ts";

/**
 * The right side of a `MINUS` (SPARQL 1.1 §18.5): takes away a row that is compatible with one of its own and has a variable in common with
 * it. Rows may leave variables unbound: those that leave the same ones are kept together. Time for a row: as many look-ups as there are such groups.
 */
export class RowsToTakeAway {
  readonly #variables: readonly Variable[];
  /** By the bits of the variables that are bound. */
  readonly #rows = new Map<bigint, Bindings[]>();
  /** The keys of the rows of a group by some of their variables, made when they are first asked for. */
  readonly #keys = new Map<string, ReadonlySet<string>>();

  /** @param variables those that both sides have. */
  constructor(variables: readonly Variable[]) {
    this.#variables = variables;
  }

  /** Before anything is asked. */
  add(row: Bindings): void {
    const bound = this.#boundOf(row);
    const rows = this.#rows.get(bound);
    if (rows === undefined) this.#rows.set(bound, [row]);
    else rows.push(row);
  }

  takesAway(row: Bindings): boolean {
    const own = this.#boundOf(row);
    for (const bound of this.#rows.keys()) {
      const shared = own & bound;
      if (shared !== 0n && this.#keysOf(bound, shared).has(this.#keyOf(row, shared))) return true;
    }
    return false;
  }

  #keysOf(bound: bigint, shared: bigint): ReadonlySet<string> {
    const name = `${bound} ${shared}`;
    const keys =
      this.#keys.get(name) ?? new Set(this.#rows.get(bound)?.map((row) => this.#keyOf(row, shared)));
    this.#keys.set(name, keys);
    return keys;
  }

  #boundOf(row: Bindings): bigint {
    return this.#variables.reduce((bits, variable, i) => (row.has(variable) ? bits | bitOf(i) : bits), 0n);
  }

  #keyOf(row: Bindings, shared: bigint): string {
    const terms = this.#variables.filter((_, i) => (shared & bitOf(i)) !== 0n).map((each) => row.get(each));
    return terms.map((term) => (term === undefined ? "" : termText(term))).join(" ");
  }
}

function bitOf(place: number): bigint {
  return 1n << BigInt(place);
}
