import { DataFactory } from "n3";
import { dcterms, prov, rdf } from "../../vocabulary.ts";
import { agentClassOf } from "../agents.ts";
import { objectAt, objectsAt, textAt } from "../json.ts";
import { text } from "../statements.ts";
import type { FacetContext, TypedStatements } from "./facet-context.ts";

/**
 * Owners (OwnershipJobFacet, OwnershipDatasetFacet), each an attribution in waiting: the linker says of what. A text that names
 * several, with commas, names as many owners.
 */
export const stateOwners: TypedStatements = (snapshot, facet, context) => {
  for (const [index, owner] of objectsAt(facet, "owners")) {
    const agents = namesIn(textAt(owner, "name")).filter((name) => isAgent(name, context));
    for (const [i, agent] of agents.entries()) {
      const node = context.iris.within(snapshot, "owner", String(index), ...(i === 0 ? [] : [String(i)]));
      stateOwner(node, agent, textAt(owner, "type"), context);
      context.state(snapshot, dcterms.hasPart, node);
    }
  }
};

/** Airflow names the owners of a DAG and of a task: of the job, not who ran it. */
export const stateAirflowOwners: TypedStatements = (snapshot, facet, context) => {
  for (const part of ["dag", "task"]) {
    for (const [index, name] of namesIn(textAt(objectAt(facet, part), "owner")).entries()) {
      if (!isAgent(name, context)) continue;
      const node = context.iris.within(snapshot, "owner", part, String(index));
      context.state(snapshot, dcterms.hasPart, node);
      stateOwner(node, name, undefined, context);
    }
  }
};

function stateOwner(
  node: ReturnType<FacetContext["iris"]["within"]>,
  name: string,
  role: string | undefined,
  { state, iris }: FacetContext,
): void {
  const agent = DataFactory.namedNode(name);
  state(node, rdf.type, prov.Attribution);
  state(node, prov.agent, agent);
  state(node, dcterms.type, text(role));
  state(agent, rdf.type, agentClassOf(agent, iris));
}

/** Substitution put the IRI of the agent in the place of every name but a masked one. */
function isAgent(name: string, { iris }: FacetContext): boolean {
  return name.startsWith(`${iris.base}agent/`);
}

/** Substitution separates them so. */
function namesIn(text: string | undefined): readonly string[] {
  return text?.split(", ") ?? [];
}
