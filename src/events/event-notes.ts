import { ProvenanceError } from "../errors.ts";
import type { Note } from "./event.ts";

/** The body is JSON, but no OpenLineage event. */
export class MalformedEventError extends ProvenanceError {
  override readonly name = "MalformedEventError";
  readonly code = "malformed-event";
  /** Where, as an RFC 6901 JSON pointer relative to the event. */
  readonly pointer: string;

  constructor(pointer: string, expected: string) {
    super(`Expected ${expected} at "${pointer}"`);
    this.pointer = pointer;
  }
}

/** What breaks the specification (2-0-2) and is accepted with a note of this code, and what was expected instead. */
export const expectedOf = {
  "missing-schema-url": "the schemaURL that names the kind of event",
  "schema-url-not-uri": "a URI (RFC 3986)",
  "schema-url-names-other-kind": "the kind of event that the rest of the event is",
  "missing-producer": "the producer",
  "producer-not-uri": "a URI (RFC 3986)",
  "event-time-without-zone": "a time with its zone; it is read as UTC",
  "event-time-not-rfc-3339": "a time as RFC 3339 writes it",
  "unknown-event-type": "START, RUNNING, COMPLETE, ABORT, FAIL or OTHER",
  "run-id-not-uuid": "a UUID",
  "empty-name": "a name that is not empty",
  "null-for-absent": "no property at all where there is no value",
  "facet-not-an-object": "a facet that is an object",
  "facet-breaks-schema": "what the facet's schema says",
  "more-notes": "fewer breaches; only the first are listed",
} as const;

type NoteCode = keyof typeof expectedOf;

/** One event has at most so many notes, the last of which then says that there are more. */
export const maxNotes = 100;

/** Takes down what is accepted although it breaks the specification. */
export type NoteTaker = (code: NoteCode, pointer: string, expected?: string) => void;

/** A note taker, and the notes that it has taken; in `strict` mode it refuses instead. */
export function takeNotes(strict: boolean): { readonly notes: readonly Note[]; readonly note: NoteTaker } {
  const notes: Note[] = [];
  return {
    notes,
    note: (code, pointer, expected = expectedOf[code]) => {
      if (strict) throw new MalformedEventError(pointer, expected);
      if (notes.length < maxNotes - 1) notes.push({ code, pointer, message: `Expected ${expected}` });
      else if (notes.length === maxNotes - 1)
        notes.push({ code: "more-notes", pointer: "", message: `Expected ${expectedOf["more-notes"]}` });
    },
  };
}
