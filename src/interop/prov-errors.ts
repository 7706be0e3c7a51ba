import { ProvenanceError } from "../errors.ts";
import { type Place, placeText } from "./rdf-errors.ts";

/** The document is not of the PROV syntax that it was read as. */
export class MalformedProvError extends ProvenanceError {
  override readonly name = "MalformedProvError";
  readonly code = "malformed-prov";
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;

  constructor(what: string, place: Place = {}) {
    super(what + placeText(place));
    if (place.line !== undefined) this.line = place.line;
    if (place.column !== undefined) this.column = place.column;
    if (place.pointer !== undefined) this.pointer = place.pointer;
  }
}

/** The document says what a PROV syntax has no words for. */
export class UnwritableProvError extends ProvenanceError {
  override readonly name = "UnwritableProvError";
  readonly code = "unwritable-prov";

  constructor(format: string, what: string) {
    super(`${format} cannot say ${what}`);
  }
}
