import { ProvenanceError } from "../errors.ts";

/** What may be wrong with JSON text; all but `syntax` spoil only the array element that they are in. */
export type JsonFault =
  | "syntax"
  | "invalid-utf-8"
  | "duplicate-key"
  | "lone-surrogate"
  | "too-deep"
  | "number-too-long";

/** Where in the text, for a person with an editor. */
export interface JsonPlace {
  /** As an RFC 6901 JSON pointer, relative to the element of an array document unless the syntax is broken. */
  readonly pointer: string;
  /** Byte offset in the document, from 0. */
  readonly offset: number;
  /** Line of the document, from 1. */
  readonly line: number;
}

/** The text is not JSON (RFC 8259) of the kind that can be stored without loss. */
export class MalformedJsonError extends ProvenanceError {
  override readonly name = "MalformedJsonError";
  readonly code = "malformed-json";
  readonly fault: JsonFault;
  readonly pointer: string;
  readonly offset: number;
  readonly line: number;

  constructor(fault: JsonFault, message: string, { pointer, offset, line }: JsonPlace) {
    super(`${message} at "${pointer}" (line ${line}, byte ${offset})`);
    this.fault = fault;
    this.pointer = pointer;
    this.offset = offset;
    this.line = line;
  }
}
