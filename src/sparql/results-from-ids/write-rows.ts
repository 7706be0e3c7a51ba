import { noTerm } from "../../quads/id-view.ts";
import type { AnswerTerms, IdRows } from "../engine.ts";
import type { Rows } from "../evaluate/rows.ts";
import { inTurns } from "../turns.ts";
import { PieceBuilder } from "./piece-builder.ts";
import type { RowSyntax } from "./row-syntax.ts";
import { TermWriter } from "./term-writer.ts";

/** Writes rows in a syntax, in pieces of about 64 KiB, as the rows come and no faster than the pieces are read. */
export function writeRows(ids: IdRows, syntax: RowSyntax): AsyncIterable<Uint8Array> {
  return inTurns(piecesOf(ids, syntax));
}

/** All of these rows in one piece; undefined where they do not fit into one. */
export function writtenAtOnce(
  chunks: readonly Rows[],
  terms: AnswerTerms,
  syntax: RowSyntax,
): Uint8Array | undefined {
  const out = new PieceBuilder();
  const writer = new RowWriter(new TermWriter(terms, syntax), syntax, out);
  out.addText(syntax.head);
  for (const chunk of chunks) if (writer.write(chunk, 0) < chunk.length) return undefined;
  out.addText(syntax.foot);
  return out.last();
}

async function* piecesOf({ chunks, terms }: IdRows, syntax: RowSyntax): AsyncGenerator<Uint8Array> {
  const out = new PieceBuilder();
  const writer = new RowWriter(new TermWriter(terms, syntax), syntax, out);
  out.addText(syntax.head);
  for await (const chunk of chunks) {
    for (let row = 0; row < chunk.length; ) {
      row = writer.write(chunk, row);
      if (out.isFull) yield out.take();
    }
  }
  out.addText(syntax.foot);
  yield out.last();
}

class RowWriter {
  readonly #terms: TermWriter;
  readonly #out: PieceBuilder;
  readonly #cells: RowSyntax["cells"];
  readonly #nextRowStart: Uint8Array;
  readonly #rowEnd: Uint8Array;
  readonly #cellEnd: Uint8Array;
  readonly #cellSeparator: Uint8Array;
  readonly #hasEmptyCells: boolean;
  /** The most bytes of a row beside its terms. */
  readonly #frameBytes: number;
  #rowStart: Uint8Array;

  constructor(terms: TermWriter, syntax: RowSyntax, out: PieceBuilder) {
    this.#terms = terms;
    this.#out = out;
    this.#cells = syntax.cells;
    this.#rowStart = syntax.firstRowStart;
    this.#nextRowStart = syntax.nextRowStart;
    this.#rowEnd = syntax.rowEnd;
    this.#cellEnd = syntax.cellEnd;
    this.#cellSeparator = syntax.cellSeparator;
    this.#hasEmptyCells = syntax.hasEmptyCells;
    this.#frameBytes = this.#cells.reduce(
      (sum, { start }) => sum + start.length + this.#cellEnd.length + this.#cellSeparator.length,
      this.#rowStart.length + this.#nextRowStart.length + this.#rowEnd.length,
    );
  }

  /** Writes the rows of a chunk from one on, until there are no more or the piece is full; returns the next row. */
  write(chunk: Rows, from: number): number {
    const out = this.#out;
    let row = from;
    while (row < chunk.length && !out.isFull) {
      this.#writeRow(chunk, row);
      row += 1;
    }
    return row;
  }

  #writeRow({ columns }: Rows, row: number): void {
    const out = this.#out;
    out.reserve(this.#frameBytes);
    out.add(this.#rowStart);
    this.#rowStart = this.#nextRowStart;
    let isFirst = true;
    for (const { column, variable, start } of this.#cells) {
      const id = columns[column]?.[row] ?? noTerm;
      if (id === noTerm && !this.#hasEmptyCells) continue;
      if (!isFirst) out.add(this.#cellSeparator);
      isFirst = false;
      if (id === noTerm) continue;
      out.add(start);
      this.#terms.write(id, variable, out);
      out.reserve(this.#frameBytes);
      out.add(this.#cellEnd);
    }
    out.add(this.#rowEnd);
  }
}
