import type { NamedNode } from "@rdfjs/types";
import type { JsonObject } from "../../events/event.ts";
import type { Iris } from "../iris.ts";
import type { State } from "../statements.ts";

/** What the statements of a facet are made with. */
export interface FacetContext {
  /** States something in the graph of the snapshot. */
  readonly state: State;
  readonly iris: Iris;
}

/**
 * What a facet says in typed properties, beside the whole of it as JSON: about the snapshot and its own nodes, never
 * about the thing described. A facet without statements of its own is kept as JSON alone.
 */
export type TypedStatements = (snapshot: NamedNode, facet: JsonObject, context: FacetContext) => void;
