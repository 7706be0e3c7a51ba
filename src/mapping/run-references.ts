import type { NamedNode } from "@rdfjs/types";
import type { Facets, JsonObject } from "../events/event.ts";
import { dcterms, mun, prov } from "../vocabulary.ts";
import type { Draft } from "./draft.ts";
import type { Iris, NamedThing } from "./iris.ts";
import { objectAt, objectsAt, textAt } from "./json.ts";

/**
 * States that a run is part of its parent run, which started it, and of the root run. Not `prov:wasInformedBy`, which
 * means that one used an entity that the other generated (PROV-DM §5.1.5).
 */
export function stateParents(run: NamedNode, facets: Facets, { state, iris }: Draft): void {
  for (const facet of [facets.parent, facets.parentRun]) {
    if (facet === undefined || facet._deleted === true) continue;
    const parent = runIn(facet, iris);
    if (parent !== undefined && !parent.equals(run)) {
      const start = iris.within(run, "start", ...iris.partsOf(parent));
      state(run, dcterms.isPartOf, parent);
      state(run, prov.qualifiedStart, start);
      state(start, prov.hadActivity, parent);
    }
    const root = runIn(objectAt(facet, "root"), iris);
    if (root !== undefined && !root.equals(run)) state(run, dcterms.isPartOf, root);
  }
}

/** States which runs or, where no run is named, which jobs a scheduler put before and after: control flow, not data. */
export function stateDependencies(
  run: NamedNode,
  job: NamedNode,
  facets: Facets,
  { state, iris }: Draft,
): void {
  const facet = facets.jobDependencies;
  const stateAfter = (later: NamedNode, earlier: NamedNode) => {
    if (!later.equals(earlier)) state(later, mun.scheduledAfter, earlier);
  };
  for (const direction of ["upstream", "downstream"]) {
    for (const [, dependency] of objectsAt(facet, direction)) {
      const otherRun = runIn(dependency, iris);
      const other = otherRun ?? jobIn(dependency, iris);
      if (other === undefined) continue;
      const own = otherRun === undefined ? job : run;
      if (direction === "upstream") stateAfter(own, other);
      else stateAfter(other, own);
    }
  }
}

/** The run that `{ run: { runId }, job: { namespace, name } }` names: both parts are needed, for an id is its job's. */
function runIn(reference: JsonObject | undefined, iris: Iris): NamedNode | undefined {
  const job = thingIn(objectAt(reference, "job"));
  const runId = textAt(objectAt(reference, "run"), "runId");
  return job === undefined || runId === undefined ? undefined : iris.run(job, canonicalRunId(runId));
}

function jobIn(reference: JsonObject, iris: Iris): NamedNode | undefined {
  const job = thingIn(objectAt(reference, "job"));
  return job && iris.job(job);
}

/** A namespace and a name, where both are texts. */
export function thingIn(object: JsonObject | undefined): NamedThing | undefined {
  const { namespace, name } = object ?? {};
  return typeof namespace === "string" && typeof name === "string" ? { namespace, name } : undefined;
}

/** UUIDs are equal whatever their case (RFC 9562 §4); other ids are kept. */
export function canonicalRunId(runId: string): string {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(runId) ? runId.toLowerCase() : runId;
}
