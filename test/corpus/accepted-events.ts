import { MalformedEventError } from "../../src/events/event-notes.ts";
import { parseJson } from "../../src/events/json.ts";
import { parseEvent } from "../../src/events/parse-event.ts";
import { corpusEvents } from "./corpus.ts";

/** The bytes of all events of the corpora that are accepted and are no templates, in the order of `INDEX.tsv`. */
export function acceptedEvents(): readonly Uint8Array[] {
  return [...corpusEvents((row) => !row.isTemplate)].map(({ bytes }) => bytes).filter(isAccepted);
}

function isAccepted(bytes: Uint8Array): boolean {
  try {
    parseEvent(parseJson(bytes), { strict: false });
    return true;
  } catch (error) {
    if (error instanceof MalformedEventError) return false;
    throw error;
  }
}
