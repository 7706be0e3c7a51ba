import { ProvenanceError } from "../errors.ts";
import { PlacedError } from "../interop/placed-error.ts";

/** The document is RDF, but no alignment. */
export class MalformedAlignmentError extends PlacedError {
  override readonly name = "MalformedAlignmentError";
  readonly code = "malformed-alignment";
}

/** A name that an alignment of the package bears, so that no other can. */
export class ReservedAlignmentError extends ProvenanceError {
  override readonly name = "ReservedAlignmentError";
  readonly code = "reserved-alignment";
  readonly alignment: string;

  constructor(alignment: string) {
    super(
      `"${alignment}" is an alignment of the package, which stays as it is: put yours under another name`,
    );
    this.alignment = alignment;
  }
}

/** An alignment that the configuration switches on cannot be removed. */
export class AlignmentInUseError extends ProvenanceError {
  override readonly name = "AlignmentInUseError";
  readonly code = "alignment-in-use";
  readonly alignment: string;

  constructor(alignment: string) {
    super(`The configuration switches "${alignment}" on by default: take it out of its "alignments" first`);
    this.alignment = alignment;
  }
}

/** No alignment has that name. */
export class UnknownAlignmentError extends ProvenanceError {
  override readonly name = "UnknownAlignmentError";
  readonly code = "unknown-alignment";
  readonly alignment: string;

  constructor(alignment: string, known: Iterable<string>) {
    super(`There is no alignment "${alignment}"; there are ${[...known].join(", ") || "none"}`);
    this.alignment = alignment;
  }
}
