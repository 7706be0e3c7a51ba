import type { NamedNode } from "@rdfjs/types";
import type { RunEvent } from "../events/event.ts";
import { dcterms, prov, rdf } from "../vocabulary.ts";
import type { Draft } from "./draft.ts";
import type { NamedThing } from "./iris.ts";
import { objectAt } from "./json.ts";

/** What happened, as the event tells it, and the versions that it wrote. */
export interface Happening {
  /** The whole run, to which its start, its end and its parents belong. */
  readonly run: NamedNode;
  /** The run, or the window of it that the event describes. */
  readonly activity: NamedNode;
  readonly versionOf: (output: NamedThing) => NamedNode;
}

/**
 * States the activity of a run event. A run whose job emits `COMPLETE_SNAPSHOT`s (JobTypeJobFacet 2-0-4) tells of one
 * window in each event, and each window writes versions of its own; any other run is one activity, however many
 * events tell of it.
 */
export function stateHappening({ run, job, eventTime }: RunEvent, { state, iris }: Draft): Happening {
  const activity = iris.run(job, run.runId);
  state(activity, rdf.type, prov.Activity);
  const emission = objectAt(job.facets.jobType, "emissionPattern");
  if (emission?.eventContentMode !== "COMPLETE_SNAPSHOT")
    return {
      run: activity,
      activity,
      versionOf: (output) => iris.writtenVersion(iris.dataset(output), activity),
    };

  const window = iris.window(activity, eventTime);
  state(window, rdf.type, prov.Activity);
  state(window, dcterms.isPartOf, activity);
  return {
    run: activity,
    activity: window,
    versionOf: (output) => iris.writtenVersion(iris.dataset(output), activity, eventTime),
  };
}
