import type { NamedNode } from "@rdfjs/types";
import type { Facets } from "../events/event.ts";
import { mun, prov, rdf } from "../vocabulary.ts";
import type { Draft } from "./draft.ts";

const parameterFacets = ["executionParameters", "environmentVariables"];

/** States that an activity used a set of parameters: an entity, but no dataset, so that no lineage of data runs over it. */
export function stateParameters(activity: NamedNode, facets: Facets, { state, snapshot, iris }: Draft): void {
  for (const name of parameterFacets) {
    const facet = facets[name];
    if (facet === undefined || facet._deleted === true) continue;
    const parameters = iris.within(activity, "parameters");
    state(parameters, rdf.type, prov.Entity);
    state(activity, prov.used, parameters);
    state(parameters, mun.hadFacet, snapshot(name, facet));
  }
}
