import { DataFactory } from "n3";
import type { JsonObject } from "../../events/event.ts";
import { dcterms, prov, rdf } from "../../vocabulary.ts";
import { agentClassOf } from "../agents.ts";
import { objectAt, objectsAt, textAt } from "../json.ts";
import { text } from "../statements.ts";
import type { FacetContext, TypedStatements } from "./facet-context.ts";

/** Owners (OwnershipJobFacet, OwnershipDatasetFacet), each an attribution in waiting: the linker says of what. */
export const stateOwners: TypedStatements = (snapshot, facet, context) => {
  for (const [index, owner] of objectsAt(facet, "owners")) {
    const node = context.iris.within(snapshot, "owner", String(index));
    stateOwner(node, textAt(owner, "name"), textAt(owner, "type"), context);
    if (isAgent(textAt(owner, "name"), context)) context.state(snapshot, dcterms.hasPart, node);
  }
};

/** Airflow names the owners of a DAG and of a task: of the job, not who ran it. */
export const stateAirflowOwners: TypedStatements = (snapshot, facet, context) => {
  for (const part of ["dag", "task"]) {
    for (const [index, name] of namesIn(objectAt(facet, part)).entries()) {
      if (!isAgent(name, context)) continue;
      const node = context.iris.within(snapshot, "owner", part, String(index));
      context.state(snapshot, dcterms.hasPart, node);
      stateOwner(node, name, undefined, context);
    }
  }
};

function stateOwner(
  node: ReturnType<FacetContext["iris"]["within"]>,
  name: string | undefined,
  role: string | undefined,
  context: FacetContext,
): void {
  const { state, iris } = context;
  if (name === undefined || !isAgent(name, context)) return;
  const agent = DataFactory.namedNode(name);
  state(node, rdf.type, prov.Attribution);
  state(node, prov.agent, agent);
  state(node, dcterms.type, text(role));
  state(agent, rdf.type, agentClassOf(agent, iris));
}

/** Substitution put the IRI of the agent in the place of every name but a masked one. */
function isAgent(name: string | undefined, { iris }: FacetContext): boolean {
  return name?.startsWith(`${iris.base}agent/`) ?? false;
}

function namesIn(part: JsonObject | undefined): readonly string[] {
  return textAt(part, "owner")?.split(", ") ?? [];
}
