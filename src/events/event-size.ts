import type { Dataset, Event, JsonObject } from "./event.ts";
import { MalformedEventError } from "./event-notes.ts";
import { isJsonArray, isJsonObject } from "./json-value.ts";

/** Characters of a namespace, a name or a runId. */
const mostNameCharacters = 4_096;
/** Characters of the IRIs of all columns of one event, each of which repeats the names of its dataset. */
const mostColumnCharacters = 4 * 1024 * 1024;
/** Inputs times outputs: data may have gone from each to each, and the linker says so. */
const mostPairs = 250_000;

/**
 * Refuses an event that is small as JSON and huge as statements. The limits are constants, so that every store takes the
 * same events; real producers are far below them. @throws {MalformedEventError}
 */
export function refuseOversized(event: Event): void {
  let columnCharacters = 0;
  for (const [pointer, dataset] of datasetsOf(event)) {
    expectName(dataset, pointer);
    const fields = countFields(dataset.facets.schema);
    columnCharacters += fields * (dataset.namespace.length + dataset.name.length);
    if (columnCharacters > mostColumnCharacters)
      throw new MalformedEventError(
        `${pointer}/facets/schema/fields`,
        `columns whose names, with their datasets', have at most ${mostColumnCharacters} characters in all`,
      );
  }
  if (event.kind === "DatasetEvent") return;
  expectName(event.job, "/job");
  if (event.kind === "RunEvent" && event.run.runId.length > mostNameCharacters)
    throw new MalformedEventError("/run/runId", `at most ${mostNameCharacters} characters`);
  if (event.inputs.length * event.outputs.length > mostPairs)
    throw new MalformedEventError("/outputs", `inputs times outputs to be at most ${mostPairs}`);
}

function* datasetsOf(event: Event): Iterable<readonly [pointer: string, dataset: Dataset]> {
  if (event.kind === "DatasetEvent") {
    yield ["/dataset", event.dataset];
    return;
  }
  for (const [i, input] of event.inputs.entries()) yield [`/inputs/${i}`, input];
  for (const [i, output] of event.outputs.entries()) yield [`/outputs/${i}`, output];
}

function expectName(thing: { readonly namespace: string; readonly name: string }, pointer: string): void {
  for (const key of ["namespace", "name"] as const)
    if (thing[key].length > mostNameCharacters)
      throw new MalformedEventError(`${pointer}/${key}`, `at most ${mostNameCharacters} characters`);
}

/** The fields of a schema, those of structures and lists included. Depth is limited where JSON is read. */
function countFields(schema: JsonObject | undefined): number {
  const fields = schema?.fields;
  if (!isJsonArray(fields)) return 0;
  return fields.reduce<number>((sum, field) => sum + 1 + (isJsonObject(field) ? countFields(field) : 0), 0);
}
