import type { Event, JsonObject } from "./event.ts";
import { MalformedEventError, type NoteTaker } from "./event-notes.ts";

type Kind = Event["kind"];

/**
 * Which of the three kinds an event is (specification 2-0-2, `oneOf`). The last path segment of `schemaURL` names it,
 * under `#/definitions/` as under `#/$defs/` and whatever the host; without such a name, its parts tell.
 *
 * Where name and parts differ, the parts are believed, so that nothing that was sent is passed over; but what calls
 * itself a run event and has no run is refused, for as a statement about the job it would say more than was meant.
 */
export function eventKind(json: JsonObject, note: NoteTaker): Kind {
  const named = namedKind(json);
  const found = foundKind(json);
  for (const part of ["run", "job", "dataset"]) if (json[part] === null) note("null-for-absent", `/${part}`);
  if (named === undefined || named === found) return found;
  if (named === "RunEvent")
    throw new MalformedEventError(
      isPresent(json, "run") ? "/job" : "/run",
      "the run and the job of a run event",
    );
  note("schema-url-names-other-kind", "/schemaURL");
  return found;
}

const kinds: readonly Kind[] = ["RunEvent", "JobEvent", "DatasetEvent"];

function namedKind({ schemaURL }: JsonObject): Kind | undefined {
  if (typeof schemaURL !== "string") return undefined;
  const name = schemaURL.slice(schemaURL.lastIndexOf("/") + 1);
  return kinds.find((kind) => kind === name);
}

function foundKind(json: JsonObject): Kind {
  const hasRun = isPresent(json, "run");
  const hasJob = isPresent(json, "job");
  const hasDataset = isPresent(json, "dataset");
  if (hasRun && hasJob) return "RunEvent";
  if (hasJob && hasDataset) throw new MalformedEventError("", "a job or a dataset, not both without a run");
  if (hasJob) return "JobEvent";
  if (hasDataset) return "DatasetEvent";
  if (hasRun) throw new MalformedEventError("/job", "the job of the run");
  throw new MalformedEventError("", "a run, a job or a dataset");
}

function isPresent(json: JsonObject, name: string): boolean {
  return json[name] !== undefined && json[name] !== null;
}
