/** A failure the caller caused and can act on. Whatever else is thrown is a bug of ours. */
export abstract class ProvenanceError extends Error {
  /** Stable across releases: match on this, never on the message. */
  abstract readonly code: string;
}

/** Something outside failed: a disk, a lock, a server. The caller did nothing wrong and may try again. */
export abstract class OperationalError extends Error {
  /** Stable across releases, like that of a `ProvenanceError`. */
  abstract readonly code: string;
}

/** A parameter of a request or a command is not of its form. */
export class MalformedParameterError extends ProvenanceError {
  override readonly name = "MalformedParameterError";
  readonly code = "malformed-parameter";
  readonly parameter: string;

  constructor(parameter: string, expected: string) {
    super(`"${parameter}" must be ${expected}`);
    this.parameter = parameter;
  }
}
