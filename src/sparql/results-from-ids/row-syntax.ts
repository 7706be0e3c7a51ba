import type { Term } from "@rdfjs/types";

/** How a format writes rows: what is around them, and how it writes a term. Texts are written as UTF-8. */
export interface RowSyntax {
  readonly head: string;
  readonly foot: string;
  readonly firstRowStart: Uint8Array;
  readonly nextRowStart: Uint8Array;
  readonly rowEnd: Uint8Array;
  readonly cells: readonly Cell[];
  readonly cellEnd: Uint8Array;
  readonly cellSeparator: Uint8Array;
  /** Whether what is unbound is an empty cell, or none. */
  readonly hasEmptyCells: boolean;
  /**
   * A term, which may depend on its text and its type alone; the variable is for errors. One function for all answers, since what it
   * writes around a text is remembered by it.
   */
  readonly term: (term: Term, variable: string) => string;
  /**
   * Whether a stored text stands in what `term` writes as the store has it: escaped as in N-Quads. The bytes of which one
   * suffices that it may not; they are not looked for where there are none.
   */
  readonly alteredInIris: ReadonlySet<number>;
  readonly alteredInOthers: ReadonlySet<number>;
}

export interface Cell {
  /** The column of its terms. */
  readonly column: number;
  readonly variable: string;
  /** What stands before its term. */
  readonly start: Uint8Array;
}

/** One for each column. */
export function plainCells(variables: readonly string[]): Cell[] {
  return variables.map((variable, column) => ({ column, variable, start: nothing }));
}

export const nothing = new Uint8Array();

export const noBytes: ReadonlySet<number> = new Set();

/** The bytes of ASCII characters. */
export function bytesOf(characters: string): ReadonlySet<number> {
  return new Set(Buffer.from(characters, "latin1"));
}
