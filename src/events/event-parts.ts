import type {
  Dataset,
  Facets,
  InputDataset,
  Job,
  JsonObject,
  JsonValue,
  OutputDataset,
  Run,
} from "./event.ts";
import { MalformedEventError, type NoteTaker } from "./event-notes.ts";
import { type FacetPlace, facetBreach } from "./facet-schemas.ts";
import { isUuid } from "./formats.ts";
import { jsonPointer } from "./json-pointer.ts";
import { isJsonArray, isJsonObject } from "./json-value.ts";

type Sent = JsonValue | undefined;

/** The run of an event. Without an id of its own it cannot be told from the job's other runs. */
export function readRun(sent: Sent, note: NoteTaker): Run {
  const run = expectObject(sent, "/run", "a run");
  const { runId } = run;
  if (typeof runId !== "string" || runId === "")
    throw new MalformedEventError("/run/runId", "the id of the run");
  if (!isUuid(runId)) note("run-id-not-uuid", "/run/runId");
  return {
    runId: isUuid(runId) ? runId.toLowerCase() : runId,
    facets: readFacets(run.facets, "run", "/run/facets", note),
  };
}

/** The job of an event. */
export function readJob(sent: Sent, note: NoteTaker): Job {
  const job = expectObject(sent, "/job", "a job");
  return { ...readName(job, "/job", note), facets: readFacets(job.facets, "job", "/job/facets", note) };
}

/** A dataset at a pointer. */
export function readDataset(sent: Sent, pointer: string, note: NoteTaker): Dataset {
  return datasetOf(expectObject(sent, pointer, "a dataset"), pointer, note);
}

/** What an event says was read. */
export function readInputs(sent: Sent, note: NoteTaker): readonly InputDataset[] {
  return readDatasets(sent, "/inputs", note, (dataset, pointer) => ({
    ...datasetOf(dataset, pointer, note),
    inputFacets: readFacets(dataset.inputFacets, "input", `${pointer}/inputFacets`, note),
  }));
}

/** What an event says was, or may have been, written. */
export function readOutputs(sent: Sent, note: NoteTaker): readonly OutputDataset[] {
  return readDatasets(sent, "/outputs", note, (dataset, pointer) => ({
    ...datasetOf(dataset, pointer, note),
    outputFacets: readFacets(dataset.outputFacets, "output", `${pointer}/outputFacets`, note),
  }));
}

/**
 * The key under which a facet that is no object is kept: `"x"` becomes `{"_value": "x"}`. Keys that begin with `_` are
 * the specification's own (BaseFacet), so no facet has this one for another reason.
 */
const wrappedValueKey = "_value";

function readDatasets<Read>(
  sent: Sent,
  pointer: string,
  note: NoteTaker,
  read: (dataset: JsonObject, pointer: string) => Read,
): readonly Read[] {
  if (isAbsent(sent, pointer, note)) return [];
  if (!isJsonArray(sent)) throw new MalformedEventError(pointer, "an array of datasets");
  return sent.map((element, index) => {
    const place = `${pointer}/${index}`;
    return read(expectObject(element, place, "a dataset"), place);
  });
}

function datasetOf(dataset: JsonObject, pointer: string, note: NoteTaker): Dataset {
  return {
    ...readName(dataset, pointer, note),
    facets: readFacets(dataset.facets, "dataset", `${pointer}/facets`, note),
  };
}

function readName(thing: JsonObject, pointer: string, note: NoteTaker): Pick<Job, "namespace" | "name"> {
  return { namespace: nameAt(thing, "namespace", pointer, note), name: nameAt(thing, "name", pointer, note) };
}

function nameAt(thing: JsonObject, key: "namespace" | "name", pointer: string, note: NoteTaker): string {
  const name = thing[key];
  if (typeof name !== "string") throw new MalformedEventError(`${pointer}/${key}`, "a string");
  if (name === "") note("empty-name", `${pointer}/${key}`);
  return name;
}

function readFacets(sent: Sent, place: FacetPlace, pointer: string, note: NoteTaker): Facets {
  const facets: Record<string, JsonObject> = Object.create(null);
  if (isAbsent(sent, pointer, note)) return facets;
  for (const [name, facet] of Object.entries(expectObject(sent, pointer, "an object of facets"))) {
    const at = (path: readonly (string | number)[]): string => pointer + jsonPointer([name, ...path]);
    if (facet === null) note("null-for-absent", at([]));
    else if (isJsonObject(facet)) {
      facets[name] = facet;
      const breach = facetBreach(place, name, facet);
      if (breach !== undefined) note("facet-breaks-schema", at(breach.path), breach.expected);
    } else {
      note("facet-not-an-object", at([]));
      facets[name] = wrapped(facet);
    }
  }
  return facets;
}

function wrapped(value: JsonValue): JsonObject {
  const facet: Record<string, JsonValue> = Object.create(null);
  facet[wrappedValueKey] = value;
  return facet;
}

function isAbsent(sent: Sent, pointer: string, note: NoteTaker): sent is null | undefined {
  if (sent === null) note("null-for-absent", pointer);
  return sent === undefined || sent === null;
}

function expectObject(sent: Sent, pointer: string, what: string): JsonObject {
  if (!isJsonObject(sent)) throw new MalformedEventError(pointer, what);
  return sent;
}
