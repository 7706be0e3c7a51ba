import type { NamedNode } from "@rdfjs/types";
import type { JobEvent } from "../events/event.ts";
import { stateDataset } from "./datasets.ts";
import type { Draft } from "./draft.ts";
import { stateDeclaredJobLineage, stateDeclaredSources } from "./lineage-facet.ts";
import { statePlan } from "./plans.ts";

/** States what a job event says of a plan. Nothing ran: its lineage is declared, not observed. */
export function mapJobEvent({ job, inputs, outputs }: JobEvent, draft: Draft): NamedNode {
  const plan = draft.iris.job(job);
  statePlan(job, draft);
  draft.stateFacets(plan, job.facets);
  for (const dataset of [...inputs, ...outputs]) {
    const described = stateDataset(dataset, draft);
    draft.stateFacets(described, dataset.facets);
  }
  for (const input of inputs) draft.stateFacets(draft.iris.dataset(input), input.inputFacets);
  for (const output of outputs) {
    draft.stateFacets(draft.iris.dataset(output), output.outputFacets);
    stateDeclaredSources(output, draft);
  }
  stateDeclaredJobLineage(job, draft);
  return plan;
}
