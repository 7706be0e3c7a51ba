import { ProvenanceError } from "../errors.ts";

/** A regular expression of the configuration is none. */
export class BadPatternError extends ProvenanceError {
  override readonly name = "BadPatternError";
  readonly code = "bad-pattern";
  readonly pattern: string;

  constructor(pattern: string, reason: string) {
    super(`The pattern ${JSON.stringify(pattern)} is no regular expression: ${reason}`);
    this.pattern = pattern;
  }
}

/** Longest text that a pattern of the configuration is tried on: it may cost more than the length of the text. */
export const maxMatchedLength = 2_048;

/** A regular expression that must match the whole of a text. */
export function wholePattern(pattern: string): RegExp {
  return compiled(pattern, `^(?:${pattern})$`, "s");
}

/** A regular expression that may match any part of a text, in either case. */
export function partPattern(pattern: string): RegExp {
  return compiled(pattern, pattern, "is");
}

function compiled(pattern: string, source: string, flags: string): RegExp {
  try {
    // Alone, so that a pattern which closes the group around it is not taken for one.
    new RegExp(pattern, flags);
    return new RegExp(source, flags);
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadPatternError(pattern, error.message);
    throw error;
  }
}
