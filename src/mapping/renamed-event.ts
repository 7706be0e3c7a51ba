import type { NameRewrite } from "../configuration.ts";
import type { Dataset, Event, Facets, JsonObject, JsonValue } from "../events/event.ts";
import { isJsonArray, isJsonObject } from "../events/json-value.ts";
import { rewriteName } from "../events/name-rewrites.ts";
import { mapMembers } from "./json.ts";
import { thingIn } from "./run-references.ts";

/** The event with every dataset under its rewritten name, in the facets that name datasets too. */
export function renamedEvent(event: Event, rules: readonly NameRewrite[]): Event {
  if (rules.length === 0) return event;
  const facets = (named: Facets): Facets =>
    mapFacets(named, (facet, name) => (namesDatasets.has(name) ? renamedFacet(facet, rules) : facet));
  const dataset = <Named extends Dataset>(named: Named): Named => ({
    ...named,
    ...rewriteName({ namespace: named.namespace, name: named.name }, rules),
    facets: facets(named.facets),
  });

  if (event.kind === "DatasetEvent") return { ...event, dataset: dataset(event.dataset) };
  return {
    ...event,
    job: { ...event.job, facets: facets(event.job.facets) },
    inputs: event.inputs.map(dataset),
    outputs: event.outputs.map(dataset),
  };
}

const namesDatasets: ReadonlySet<string> = new Set([
  "columnLineage",
  "lineage",
  "symlinks",
  "lifecycleStateChange",
]);

function mapFacets(facets: Facets, replace: (facet: JsonObject, name: string) => JsonObject): Facets {
  return Object.fromEntries(Object.entries(facets).map(([name, facet]) => [name, replace(facet, name)]));
}

/** Rewrites each object that has a namespace and a name and is no reference to a job. */
function renamedFacet(facet: JsonObject, rules: readonly NameRewrite[]): JsonObject {
  const renamed = (value: JsonValue): JsonValue => {
    if (isJsonArray(value)) return value.map(renamed);
    return isJsonObject(value) ? renamedFacet(value, rules) : value;
  };
  const named = facet.type === "JOB" ? undefined : thingIn(facet);
  const rewritten = named && rewriteName(named, rules);
  return mapMembers(facet, (value, key) =>
    rewritten !== undefined && (key === "namespace" || key === "name") ? rewritten[key] : renamed(value),
  );
}
