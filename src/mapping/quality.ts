import type { NamedNode } from "@rdfjs/types";
import type { Facets } from "../events/event.ts";
import { dqv, mun, prov, rdf } from "../vocabulary.ts";
import type { Draft } from "./draft.ts";

const qualityFacets = ["dataQualityMetrics", "dataQualityAssertions", "test"];

/**
 * States that an activity measured the quality of something (DQV, class Quality Measurement). The figures are in the snapshot of the facet;
 * the measurement is one entity a facet, however many columns it tells of.
 */
export function stateQuality(
  activity: NamedNode,
  measured: readonly NamedNode[],
  facets: Facets,
  { state, snapshot, iris }: Draft,
): void {
  for (const name of qualityFacets) {
    const facet = facets[name];
    if (facet === undefined || facet._deleted === true) continue;
    const [only, ...others] = measured;
    const about = only !== undefined && others.length === 0 ? iris.partsOf(only).slice(1) : [];
    const measurement = iris.within(activity, "measurement", name, ...about);
    state(measurement, rdf.type, dqv.QualityMeasurement);
    state(measurement, dqv.computedOn, ...measured);
    state(measurement, prov.wasGeneratedBy, activity);
    state(measurement, mun.hadFacet, snapshot(name, facet));
  }
}
