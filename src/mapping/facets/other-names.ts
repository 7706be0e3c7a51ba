import { dcat, dcterms } from "../../vocabulary.ts";
import { objectAt, objectsAt, textAt } from "../json.ts";
import { thingIn } from "../run-references.ts";
import { text } from "../statements.ts";
import type { TypedStatements } from "./facet-context.ts";

/** A change in the life of a dataset, with the name that it had before (LifecycleStateChangeDatasetFacet). */
export const stateLifecycle: TypedStatements = (snapshot, facet, { state, iris }) => {
  state(snapshot, dcterms.type, text(textAt(facet, "lifecycleStateChange")));
  const previous = thingIn(objectAt(facet, "previousIdentifier"));
  if (previous === undefined) return;
  const node = iris.within(snapshot, "previous");
  state(snapshot, dcterms.source, node);
  state(node, dcterms.identifier, text(previous.name));
  state(node, dcat.catalog, text(previous.namespace));
};

/** Other names of one dataset (SymlinksDatasetFacet). */
export const stateSymlinks: TypedStatements = (snapshot, facet, { state, iris }) => {
  for (const [index, identifier] of objectsAt(facet, "identifiers")) {
    const named = thingIn(identifier);
    if (named === undefined) continue;
    const node = iris.within(snapshot, "symlink", String(index));
    state(snapshot, dcterms.hasPart, node);
    state(node, dcterms.identifier, text(named.name));
    state(node, dcat.catalog, text(named.namespace));
    state(node, dcterms.type, text(textAt(identifier, "type")));
  }
};
