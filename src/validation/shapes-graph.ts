import type { Quad } from "@rdfjs/types";
import { Parser, Store } from "n3";
import { ProvenanceError } from "../errors.ts";
import { offencesIn } from "./supported-shacl.ts";

/**
 * Reads a shapes graph written in Turtle and vouches that every part of it will be enforced: what our engine would
 * skip in silence is refused here by name. `name` is how an error calls the graph; where it is an absolute IRI,
 * relative IRIs are resolved against it.
 */
export function loadShapes(turtle: string, name: string): Quad[] {
  const quads = parse(turtle, name);
  const offences = offencesIn(new Store(quads));
  if (offences.length > 0) throw new UnsupportedShapesError(name, offences);
  return quads;
}

function parse(turtle: string, name: string): Quad[] {
  const base = URL.canParse(name) ? { baseIRI: name } : {};
  try {
    return new Parser({ format: "text/turtle", ...base }).parse(turtle);
  } catch (error) {
    throw new MalformedShapesError(name, error instanceof Error ? error.message : String(error));
  }
}

/** A part of a shapes graph that would not be enforced as it is written, and why. */
export interface ShapesOffence {
  /** The shape, as an IRI, or a description of the blank node: `the property shape of <…> for <…>`. */
  readonly shape: string;
  /** The construct, prefixed as in Turtle: `sh:sparql`. */
  readonly construct: string;
  readonly reason: string;
}

/** The shapes graph uses what this version does not enforce, so that "conforms" would claim too much. */
export class UnsupportedShapesError extends ProvenanceError {
  override readonly name = "UnsupportedShapesError";
  readonly code = "unsupported-shapes";
  readonly shapesGraph: string;
  readonly offences: readonly ShapesOffence[];

  constructor(shapesGraph: string, offences: readonly ShapesOffence[]) {
    const list = offences.map(({ shape, construct, reason }) => `${construct} on ${shape}: ${reason}`);
    super(`The shapes graph ${shapesGraph} cannot be enforced as written. ${list.join(" ")}`);
    this.shapesGraph = shapesGraph;
    this.offences = offences;
  }
}

/** The shapes graph is no Turtle. */
export class MalformedShapesError extends ProvenanceError {
  override readonly name = "MalformedShapesError";
  readonly code = "malformed-shapes";
  readonly shapesGraph: string;

  constructor(shapesGraph: string, reason: string) {
    super(`The shapes graph ${shapesGraph} is not well-formed Turtle: ${reason}`);
    this.shapesGraph = shapesGraph;
  }
}
