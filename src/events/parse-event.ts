import { readInstant } from "../instant.ts";
import type { Event, JsonObject, JsonValue, ParsedEvent } from "./event.ts";
import { eventKind } from "./event-kind.ts";
import { MalformedEventError, type NoteTaker, takeNotes } from "./event-notes.ts";
import { readDataset, readInputs, readJob, readOutputs, readRun } from "./event-parts.ts";
import { isRfc3339, isUri } from "./formats.ts";
import { isJsonObject } from "./json-value.ts";

export interface ParseEventOptions {
  /** Refuse what would be accepted with a note. */
  readonly strict: boolean;
}

/**
 * Reads an OpenLineage event (specification 2-0-2) out of JSON. Throws `MalformedEventError` where nothing sound can be
 * said of what was sent; what breaks the specification and is understood all the same becomes a note. An event without
 * notes is valid against the core schema, and its facets against theirs.
 */
export function parseEvent(json: JsonValue, { strict }: ParseEventOptions): ParsedEvent {
  if (!isJsonObject(json)) throw new MalformedEventError("", "an event, which is an object");
  const { notes, note } = takeNotes(strict);
  return { event: readEvent(json, note), json, notes };
}

function readEvent(json: JsonObject, note: NoteTaker): Event {
  const kind = eventKind(json, note);
  const producer = readUri(json, "producer", note);
  const schemaURL = readUri(json, "schemaURL", note);
  const common = {
    eventTime: readEventTime(json, note),
    ...(producer === undefined ? {} : { producer }),
    ...(schemaURL === undefined ? {} : { schemaURL }),
  };
  if (kind === "DatasetEvent")
    return { kind, ...common, dataset: readDataset(json.dataset, "/dataset", note) };

  const job = readJob(json.job, note);
  const inputs = readInputs(json.inputs, note);
  const outputs = readOutputs(json.outputs, note);
  if (kind === "JobEvent") return { kind, ...common, job, inputs, outputs };
  return {
    kind,
    ...common,
    ...readEventType(json, note),
    run: readRun(json.run, note),
    job,
    inputs,
    outputs,
  };
}

function readEventTime({ eventTime }: JsonObject, note: NoteTaker): string {
  if (typeof eventTime !== "string") throw new MalformedEventError("/eventTime", "a date and time");
  const read = readInstant(eventTime);
  if (read === undefined) throw new MalformedEventError("/eventTime", "a date and time of the calendar");
  if (!read.hasZone) note("event-time-without-zone", "/eventTime");
  else if (!isRfc3339(eventTime)) note("event-time-not-rfc-3339", "/eventTime");
  return read.instant;
}

function readEventType({ eventType }: JsonObject, note: NoteTaker): { readonly eventType?: string } {
  if (eventType === undefined) return {};
  if (eventType === null) {
    note("null-for-absent", "/eventType");
    return {};
  }
  if (typeof eventType !== "string") throw new MalformedEventError("/eventType", "a string");
  if (!eventTypes.has(eventType)) note("unknown-event-type", "/eventType");
  return { eventType };
}

const eventTypes: ReadonlySet<string> = new Set(["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"]);

function readUri(json: JsonObject, name: keyof typeof uriCodes, note: NoteTaker): string | undefined {
  const value = json[name];
  const pointer = `/${name}`;
  const codes = uriCodes[name];
  if (value === undefined || value === null || value === "") {
    note(codes.missing, pointer);
    return undefined;
  }
  if (typeof value !== "string") throw new MalformedEventError(pointer, "a string");
  if (!isUri(value)) note(codes.notUri, pointer);
  return value;
}

const uriCodes = {
  producer: { missing: "missing-producer", notUri: "producer-not-uri" },
  schemaURL: { missing: "missing-schema-url", notUri: "schema-url-not-uri" },
} as const;
