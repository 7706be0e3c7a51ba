import type { NamedNode } from "@rdfjs/types";
import { DataFactory } from "n3";
import { canonicalJson } from "../events/canonical-json.ts";
import type { Event, ParsedEvent } from "../events/event.ts";
import { mun, prov, rdf, xsd } from "../vocabulary.ts";
import type { MappedBundle } from "./bundle.ts";
import { type Draft, draftOf, type MappingContext } from "./draft.ts";
import { mapDatasetEvent } from "./map-dataset-event.ts";
import { mapJobEvent } from "./map-job-event.ts";
import { mapRunEvent } from "./map-run-event.ts";
import { renamedEvent } from "./renamed-event.ts";
import { text } from "./statements.ts";

export type { MappingContext } from "./draft.ts";

/**
 * Maps one event to PROV-O: its bundle, the facet snapshots that the bundle cites, and the names that it hides. A
 * pure function: no clock, no blank nodes, and nothing that a later event may overrule (DESIGN §3); `docs/mapping.md`
 * has each statement and the clause that it rests on.
 */
export function mapEvent(parsed: ParsedEvent, context: MappingContext): MappedBundle {
  const draft = draftOf(context.iris.event(canonicalJson(parsed.json)), context);
  const event = renamedEvent(parsed.event, context.configuration.nameRewrites);

  stateBundle(event, draft);
  for (const note of parsed.notes) draft.note(note);
  draft.state(draft.bundle, mun.about, stateEvent(event, draft));
  return draft.finished();
}

/** States what the event is about, and returns that. */
function stateEvent(event: Event, draft: Draft): NamedNode {
  switch (event.kind) {
    case "RunEvent":
      return mapRunEvent(event, draft);
    case "JobEvent":
      return mapJobEvent(event, draft);
    case "DatasetEvent":
      return mapDatasetEvent(event, draft);
  }
}

/** The producer wrote the metadata; it is no agent of the run (PROV-DM §5.3.2). */
function stateBundle(event: Event, { state, bundle, iris }: Draft): void {
  state(bundle, rdf.type, prov.Bundle);
  if (event.kind === "RunEvent") state(bundle, mun.eventType, text(event.eventType));
  state(bundle, mun.eventTime, DataFactory.literal(event.eventTime, xsd.dateTime));
  if (event.producer === undefined) return;
  state(bundle, prov.wasAttributedTo, iris.softwareAgent(event.producer));
}
