import { ProvenanceError } from "../errors.ts";
import { PlacedError } from "./placed-error.ts";

/** The document is not of the PROV syntax that it was read as. */
export class MalformedProvError extends PlacedError {
  override readonly name = "MalformedProvError";
  readonly code = "malformed-prov";
}

/** The document says what a PROV syntax has no words for. */
export class UnwritableProvError extends ProvenanceError {
  override readonly name = "UnwritableProvError";
  readonly code = "unwritable-prov";

  constructor(format: string, what: string) {
    // A name that is quoted may be of any length.
    super(
      `${format} cannot say ${what.length > mostCharacters ? `${what.slice(0, mostCharacters)}…` : what}`,
    );
  }
}

const mostCharacters = 500;

/** A document of PROV says what a store, which keeps PROV-O, would have to merge or to leave out. */
export class UnstorableProvError extends ProvenanceError {
  override readonly name = "UnstorableProvError";
  readonly code = "unstorable-prov";

  constructor(reason: UnwritableProvError) {
    super(`${reason.message}, and the store keeps PROV as PROV-O: nothing is merged or left out`, {
      cause: reason,
    });
  }
}
