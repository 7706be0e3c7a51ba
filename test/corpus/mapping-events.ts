import type { ParsedEvent } from "../../src/events/event.ts";
import { MalformedEventError } from "../../src/events/event-notes.ts";
import { parseJson } from "../../src/events/json.ts";
import { parseEvent } from "../../src/events/parse-event.ts";
import { type CorpusEvent, corpusEvents } from "./corpus.ts";

/** A corpus event that is accepted, parsed. */
export interface ParsedCorpusEvent extends Pick<CorpusEvent, "file" | "line"> {
  readonly parsed: ParsedEvent;
}

/**
 * The events of the corpus that are accepted and are no templates, in the order of `INDEX.tsv`, each with its bytes
 * changed as told.
 */
export function* acceptedEvents(
  change: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes,
): Generator<ParsedCorpusEvent> {
  for (const { file, line, bytes } of corpusEvents((row) => !row.isTemplate)) {
    const parsed = parsedOrRefused(change(bytes));
    if (parsed !== undefined) yield { file, line, parsed };
  }
}

function parsedOrRefused(bytes: Uint8Array): ParsedEvent | undefined {
  try {
    return parseEvent(parseJson(bytes), { strict: false });
  } catch (error) {
    if (error instanceof MalformedEventError) return undefined;
    throw error;
  }
}
