import { ProvenanceError } from "../errors.ts";

/** Where in a document something is: a line and column of text, or an RFC 6901 pointer into JSON. */
export interface Place {
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
}

/** A document is not of its format, and where that shows; its message ends with the place. */
export abstract class PlacedError extends ProvenanceError {
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;

  constructor(what: string, place: Place = {}, options?: ErrorOptions) {
    super(what + placeText(place), options);
    if (place.line !== undefined) this.line = place.line;
    if (place.column !== undefined) this.column = place.column;
    if (place.pointer !== undefined) this.pointer = place.pointer;
  }
}

/** The line of a document at which an error is; undefined where the error, or the syntax, has none. */
export function lineOf(error: ProvenanceError): number | undefined {
  return "line" in error && typeof error.line === "number" ? error.line : undefined;
}

function placeText({ line, column, pointer }: Place): string {
  if (pointer !== undefined) return `, at "${pointer}"`;
  if (line === undefined) return "";
  return column === undefined ? `, at line ${line}` : `, at line ${line}, column ${column}`;
}
