import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { QuadTeller } from "../quads/current-statements.ts";
import type { Name, Names } from "./rest/names.ts";
import type { ToldQuads } from "./touched-things.ts";

/** Quads that are kept by name, and made when they are gone through. */
export class RowQuads implements ToldQuads {
  readonly #names: Names;
  /** Subject, predicate, object and graph of each. */
  readonly #rows: Name[] = [];

  constructor(names: Names) {
    this.#names = names;
  }

  add(subject: Name, predicate: Name, object: Name, graph: Name): void {
    this.#rows.push(subject, predicate, object, graph);
  }

  get quads(): Iterable<Quad> {
    return this.#made();
  }

  tell(tell: QuadTeller): void {
    const rows = this.#rows;
    const idAt = (at: number) => this.#names.termId(rows[at] as Name);
    for (let at = 0; at < rows.length; at += 4) tell(idAt(at), idAt(at + 1), idAt(at + 2), idAt(at + 3));
  }

  *#made(): Iterable<Quad> {
    const termAt = (at: number) => this.#names.term(this.#rows[at] as Name) as never;
    for (let at = 0; at < this.#rows.length; at += 4)
      yield DataFactory.quad(termAt(at), termAt(at + 1), termAt(at + 2), termAt(at + 3)) as Quad;
  }
}
