import type { NamedNode } from "@rdfjs/types";
import type { DatasetEvent } from "../events/event.ts";
import { stateDataset } from "./datasets.ts";
import type { Draft } from "./draft.ts";
import { stateDeclaredSources } from "./lineage-facet.ts";

/** States what a dataset event says of the lasting dataset. There is no activity, so nothing was generated. */
export function mapDatasetEvent({ dataset }: DatasetEvent, draft: Draft): NamedNode {
  const described = stateDataset(dataset, draft);
  draft.stateFacets(described, dataset.facets);
  stateDeclaredSources(dataset, draft);
  return described;
}
