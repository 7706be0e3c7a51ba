import type { NamedNode } from "@rdfjs/types";
import type { Dataset, Job, JsonObject, Run } from "../events/event.ts";
import { mun, prov } from "../vocabulary.ts";
import { columnLineageEdges, transformationsIn } from "./column-lineage.ts";
import { stateDataset, stateVersion } from "./datasets.ts";
import { type Edge, type SourceOf, stateDerivations } from "./derivations.ts";
import type { Draft } from "./draft.ts";
import type { NamedThing } from "./iris.ts";
import { hasArrayAt, memberObjectsAt, objectsAt, textAt } from "./json.ts";
import { canonicalRunId, thingIn } from "./run-references.ts";
import type { Happening } from "./windows.ts";

interface Observed {
  readonly happening: Happening;
  readonly run: Run;
  readonly job: Job;
  readonly outputs: readonly Dataset[];
  readonly sourceOf: SourceOf;
}

/**
 * States the lineage that a run event observed: that of `lineage` facets, of an output or in the `entries` of the job,
 * and, for an output of which no `lineage` facet speaks, that of `columnLineage` (LineageFacet 1-0-0). Mere use states
 * nothing: that a run used A and generated B does not say that B came from A (PROV-DM §5.2).
 */
export function stateLineage(observed: Observed, draft: Draft): void {
  const { happening, job, outputs, sourceOf } = observed;
  const { state, snapshot, iris } = draft;
  const covered = new Set<string>();
  const stateTarget = (target: NamedThing, lineage: JsonObject, facet: JsonObject) => {
    const dataset = iris.dataset(target);
    const version = stateVersion(happening.activity, happening.versionOf(target), dataset, draft);
    covered.add(version.value);
    stateDerivations(version, dataset, edgesIn(lineage), sourceOf, draft);
    if (hasArrayAt(lineage, "inputs")) state(version, mun.lineageCoveredBy, snapshot("lineage", facet));
    for (const input of jobInputsIn(lineage)) stateCommunication(observed, {}, input, draft);
  };

  for (const output of outputs) {
    const facet = liveLineage(output.facets.lineage);
    if (facet !== undefined) stateTarget(output, facet, facet);
  }
  const facet = liveLineage(job.facets.lineage);
  for (const [, entry] of objectsAt(facet, "entries")) {
    const target = thingIn(entry);
    if (isJob(entry)) stateJobEntry(observed, entry, draft);
    else if (target !== undefined && facet !== undefined) stateTarget(target, entry, facet);
  }
  for (const output of outputs) {
    const version = happening.versionOf(output);
    if (!covered.has(version.value))
      stateDerivations(version, iris.dataset(output), columnLineageEdges(output), sourceOf, draft);
  }
}

/** States the lineage that an event without a run declares of a dataset: it may be so, and nothing is known to have run. */
export function stateDeclaredSources(dataset: Dataset, draft: Draft): void {
  const facet = liveLineage(dataset.facets.lineage);
  stateDeclared(dataset, facet === undefined ? columnLineageEdges(dataset) : edgesIn(facet), draft);
}

/** States the lineage that the job facet of a job event declares. */
export function stateDeclaredJobLineage(job: Job, draft: Draft): void {
  const plan = draft.iris.job(job);
  for (const [, entry] of objectsAt(liveLineage(job.facets.lineage), "entries")) {
    const target = thingIn(entry);
    if (!isJob(entry) && target !== undefined) stateDeclared(target, edgesIn(entry), draft);
    const dependent = isJob(entry) && target !== undefined ? draft.iris.job(target) : plan;
    for (const input of jobInputsIn(entry)) stateDependence(dependent, jobNamed(input, job), draft);
  }
}

function stateDeclared(target: NamedThing, edges: readonly Edge[], draft: Draft): void {
  for (const { source } of edges) {
    const [of, from] = [draft.iris.dataset(target), draft.iris.dataset(source)];
    if (!of.equals(from)) draft.state(of, mun.declaredSource, from);
  }
}

/** A job that data flows into: its datasets are used by the run, if the run is known; its jobs informed it. */
function stateJobEntry(observed: Observed, entry: JsonObject, draft: Draft): void {
  const target = activityNamed(observed, entry, draft);
  for (const { source } of edgesIn(entry)) {
    if (target === undefined) stateDataset(source, draft);
    else draft.state(target, prov.used, observed.sourceOf(source));
  }
  for (const input of jobInputsIn(entry)) stateCommunication(observed, entry, input, draft);
}

/** `prov:wasInformedBy` relates activities (PROV-CONSTRAINTS 50, 55): without two named runs it is the plans that depend. */
function stateCommunication(
  observed: Observed,
  informedJob: JsonObject,
  informantJob: JsonObject,
  draft: Draft,
): void {
  const { job } = observed;
  const informed = activityNamed(observed, informedJob, draft);
  const runId = textAt(informantJob, "runId");
  const isOwnJob = sameThing(jobNamed(informantJob, job), job);
  if (informed === undefined || (runId === undefined && !isOwnJob)) {
    stateDependence(draft.iris.job(jobNamed(informedJob, job)), jobNamed(informantJob, job), draft);
    return;
  }
  const informant = activityNamed(observed, informantJob, draft);
  if (informant === undefined || informant.equals(informed)) return;
  draft.state(informed, prov.wasInformedBy, informant);
}

function stateDependence(dependent: NamedNode, on: NamedThing, { state, iris }: Draft): void {
  const other = iris.job(on);
  if (other.equals(dependent)) return;
  state(dependent, mun.dependsOnJob, other);
}

/** The run that a job entry or input names; without a name or an id it is the event's own. */
function activityNamed(
  { happening, run, job }: Observed,
  reference: JsonObject,
  { iris }: Draft,
): NamedNode | undefined {
  const named = jobNamed(reference, job);
  const runId = textAt(reference, "runId");
  const isOwn = sameThing(named, job) && (runId === undefined || canonicalRunId(runId) === run.runId);
  if (isOwn) return happening.activity;
  return runId === undefined ? undefined : iris.run(named, canonicalRunId(runId));
}

/** Without namespace and name, a job entry or input means the event's own job. */
function jobNamed(reference: JsonObject, own: Job): NamedThing {
  return thingIn(reference) ?? own;
}

function sameThing(a: NamedThing, b: NamedThing): boolean {
  return a.namespace === b.namespace && a.name === b.name;
}

/** The edges from datasets in the `inputs` and `fields` of a lineage facet or entry. */
function edgesIn(lineage: JsonObject): readonly Edge[] {
  const edges = (holder: JsonObject, targetField?: string) =>
    objectsAt(holder, "inputs").flatMap(([, input]): Edge[] => {
      const source = thingIn(input);
      if (isJob(input) || source === undefined) return [];
      const sourceField = textAt(input, "field");
      return [
        {
          source,
          transformations: transformationsIn(input),
          ...(sourceField === undefined ? {} : { sourceField }),
          ...(targetField === undefined ? {} : { targetField }),
        },
      ];
    });
  return [
    ...edges(lineage),
    ...memberObjectsAt(lineage, "fields").flatMap(([targetField, field]) => edges(field, targetField)),
  ];
}

function jobInputsIn(lineage: JsonObject): readonly JsonObject[] {
  const holders = [lineage, ...memberObjectsAt(lineage, "fields").map(([, field]) => field)];
  return holders.flatMap((holder) => objectsAt(holder, "inputs").map(([, input]) => input)).filter(isJob);
}

function isJob(reference: JsonObject): boolean {
  return textAt(reference, "type")?.toUpperCase() === "JOB";
}

function liveLineage(facet: JsonObject | undefined): JsonObject | undefined {
  return facet?._deleted === true ? undefined : facet;
}
