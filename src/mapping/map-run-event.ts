import type { NamedNode } from "@rdfjs/types";
import type { Facets, InputDataset, Job, JsonObject, RunEvent } from "../events/event.ts";
import { readInstant } from "../instant.ts";
import { mls, mun, rdf, xsd } from "../vocabulary.ts";
import { stateAssociation } from "./agents.ts";
import { sourceNamed, stateInput, stateOutput } from "./datasets.ts";
import type { SourceOf } from "./derivations.ts";
import type { Draft } from "./draft.ts";
import type { Iris } from "./iris.ts";
import { objectAt, textAt } from "./json.ts";
import { stateLineage } from "./lineage-facet.ts";
import { stateParameters } from "./parameters.ts";
import { statePlan } from "./plans.ts";
import { stateQuality } from "./quality.ts";
import { stateDependencies, stateParents } from "./run-references.ts";
import { trueLiteral, typed } from "./statements.ts";
import { stateHappening } from "./windows.ts";

/**
 * States what a run event says for good: the run is an activity, it `used` its inputs, and each output has a version
 * that `wasGeneratedBy` it. When the run began and ended is the linker's to say, since a later event may correct it.
 */
export function mapRunEvent(event: RunEvent, draft: Draft): NamedNode {
  const { run, job, inputs, outputs } = event;
  const { state, stateFacets, iris } = draft;
  const plan = statePlan(job, draft);
  const happening = stateHappening(event, draft);
  const { activity } = happening;

  stateAssociation(activity, run, job, plan, draft);
  stateParents(happening.run, run.facets, draft);
  stateDependencies(happening.run, iris.job(job), run.facets, draft);
  stateNominalTime(activity, event, draft);
  if (isModelTraining(job)) state(activity, rdf.type, mls.Run);

  for (const input of inputs) stateInput(happening, input, draft);
  for (const output of outputs) stateOutput(happening, output, draft);
  stateLineage({ happening, run, job, outputs, sourceOf: sourceOf(inputs, iris) }, draft);

  stateParameters(activity, run.facets, draft);
  stateTests(activity, event, draft);
  if (run.facets.extractionError !== undefined && run.facets.extractionError._deleted !== true)
    state(activity, mun.incompleteLineage, trueLiteral);
  stateFacets(activity, run.facets);
  stateFacets(iris.job(job), job.facets, ownerFacets(run.facets));
  return activity;
}

/**
 * Where the derivations of an event begin: at the version that its input names, unless its inputs name several
 * versions of one dataset, or none.
 */
function sourceOf(inputs: readonly InputDataset[], iris: Iris): SourceOf {
  const named = new Map<string, NamedNode>();
  for (const input of inputs) {
    const dataset = iris.dataset(input);
    const source = sourceNamed(input, iris);
    const other = named.get(dataset.value) ?? source;
    named.set(dataset.value, other.equals(source) ? source : dataset);
  }
  return (dataset) => named.get(iris.dataset(dataset).value) ?? iris.dataset(dataset);
}

/** When a run was meant to be, which is not when it was: never `prov:startedAtTime`. */
function stateNominalTime(activity: NamedNode, { run }: RunEvent, { state }: Draft): void {
  const facet = run.facets.nominalTime;
  const instant = (key: string) => {
    const value = textAt(facet, key);
    return typed(value && readInstant(value)?.instant, xsd.dateTime);
  };
  state(activity, mun.nominalStart, instant("nominalStartTime"));
  state(activity, mun.nominalEnd, instant("nominalEndTime"));
}

/** Tests of a run are about what it read; of a run that read nothing, about what it wrote. */
function stateTests(activity: NamedNode, { run, inputs, outputs }: RunEvent, draft: Draft): void {
  const { test } = run.facets;
  if (test === undefined) return;
  const { iris } = draft;
  const read = inputs.map((input) => sourceNamed(input, iris));
  const tested = read.length > 0 ? read : outputs.map((output) => iris.dataset(output));
  stateQuality(activity, tested, { test }, draft);
}

/** Run facets in which Airflow names the owners of the job: they are the job's too. */
function ownerFacets(facets: Facets): Facets {
  const namesOwner = (facet: JsonObject) =>
    ["dag", "task"].some((part) => textAt(objectAt(facet, part), "owner") !== undefined);
  return Object.fromEntries(
    Object.entries(facets).filter(([name, facet]) => /^airflow(DagRun)?$/.test(name) && namesOwner(facet)),
  );
}

/** A job of the type MODEL trains one, but dbt calls every SELECT statement a model. */
function isModelTraining({ facets }: Job): boolean {
  const type = textAt(facets.jobType, "jobType")?.toUpperCase();
  return type === "MODEL" && textAt(facets.jobType, "integration")?.toUpperCase() !== "DBT";
}
