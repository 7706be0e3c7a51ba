import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { QuadView } from "../quads/quad-store.ts";

/** There is more around what changed than it is worth to read. It leaves this folder never. */
export class TooFarError extends Error {
  override readonly name = "TooFarError";
}

/** Looks up the neighbours of one thing after another in the default graph of a view. */
export class Lookups {
  readonly view: QuadView;
  readonly #isUsed = new Map<string, boolean>();
  /** Quads that may still be read, and patterns looked up. */
  #stepsLeft: number;

  constructor(view: QuadView, mostSteps: number) {
    this.view = view;
    this.#stepsLeft = mostSteps;
  }

  /** The quads of a property, or of all, that leave a thing. */
  *out(thing: string, property?: string): Iterable<Quad> {
    if (property !== undefined && !this.isUsed(property)) return;
    this.#step();
    const predicate = property === undefined ? null : DataFactory.namedNode(property);
    for (const quad of this.view.match(
      DataFactory.namedNode(thing),
      predicate,
      null,
      DataFactory.defaultGraph(),
    )) {
      this.#step();
      yield quad;
    }
  }

  /** The quads of a property that lead to a thing. */
  *into(thing: string, property: string): Iterable<Quad> {
    if (!this.isUsed(property)) return;
    this.#step();
    const pattern = [
      null,
      DataFactory.namedNode(property),
      DataFactory.namedNode(thing),
      DataFactory.defaultGraph(),
    ] as const;
    for (const quad of this.view.match(...pattern)) {
      this.#step();
      yield quad;
    }
  }

  #step(): void {
    this.#stepsLeft -= 1;
    if (this.#stepsLeft < 0) throw new TooFarError("More was to be read than that");
  }

  /** Whether any quad in view has a property: most of PROV-O's no store has. */
  isUsed(property: string): boolean {
    const known = this.#isUsed.get(property);
    if (known !== undefined) return known;
    const isUsed =
      this.view.estimate(null, DataFactory.namedNode(property), null, DataFactory.defaultGraph()) > 0;
    this.#isUsed.set(property, isUsed);
    return isUsed;
  }
}

/** The first of some, if there is one. */
export function firstOf<Item>(items: Iterable<Item>): Item | undefined {
  for (const item of items) return item;
  return undefined;
}
