import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { QuadTeller } from "../quads/current-statements.ts";
import type { Name, Names } from "./rest/names.ts";
import type { ToldQuads } from "./touched-things.ts";

/** Takes subject, predicate, object and graph by name. */
export type RowTaker = (subject: Name, predicate: Name, object: Name, graph: Name) => void;

/** Quads by name, which are made when they are gone through. */
export class RowQuads implements ToldQuads {
  readonly #names: Names;
  readonly #giveAll: (take: RowTaker) => void;

  constructor(names: Names, giveAll: (take: RowTaker) => void) {
    this.#names = names;
    this.#giveAll = giveAll;
  }

  get quads(): Iterable<Quad> {
    return this.#made();
  }

  tell(tell: QuadTeller): void {
    const names = this.#names;
    this.#giveAll((subject, predicate, object, graph) =>
      tell(names.termId(subject), names.termId(predicate), names.termId(object), names.termId(graph)),
    );
  }

  *#made(): Iterable<Quad> {
    const quads: Quad[] = [];
    this.#giveAll((...row) => {
      const [subject, predicate, object, graph] = row.map((name) => this.#names.term(name) as never);
      quads.push(
        DataFactory.quad(subject as never, predicate as never, object as never, graph as never) as Quad,
      );
    });
    yield* quads;
  }
}
