import { ProvenanceError } from "../errors.ts";
import { PlacedError } from "../interop/placed-error.ts";

/** The document is RDF, but no alignment. */
export class MalformedAlignmentError extends PlacedError {
  override readonly name = "MalformedAlignmentError";
  readonly code = "malformed-alignment";
}

/** No alignment has that name. */
export class UnknownAlignmentError extends ProvenanceError {
  override readonly name = "UnknownAlignmentError";
  readonly code = "unknown-alignment";
  readonly alignment: string;

  constructor(alignment: string, known: Iterable<string>) {
    super(`There is no alignment "${alignment}"; there are ${[...known].join(", ")}`);
    this.alignment = alignment;
  }
}
