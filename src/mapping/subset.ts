import type { NamedNode } from "@rdfjs/types";
import type { JsonObject } from "../events/event.ts";
import { mun, prov, rdf } from "../vocabulary.ts";
import type { Draft } from "./draft.ts";

/**
 * States the part of a dataset that was read or written: an entity that is more specific than the whole
 * (`prov:specializationOf`, PROV-DM §5.5.1), with the condition in the snapshot.
 */
export function stateSubset(
  activity: NamedNode,
  role: NamedNode,
  whole: NamedNode,
  facet: JsonObject | undefined,
  { state, snapshot, iris }: Draft,
): void {
  if (facet === undefined || facet._deleted === true) return;
  const isRead = role.equals(prov.used);
  const part = iris.within(activity, "subset", isRead ? "input" : "output", ...iris.partsOf(whole).slice(1));
  state(part, rdf.type, prov.Entity);
  state(part, prov.specializationOf, whole);
  state(part, mun.hadFacet, snapshot("subset", facet));
  if (isRead) state(activity, prov.used, part);
  else state(part, prov.wasGeneratedBy, activity);
}
