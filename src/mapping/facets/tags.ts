import { dcterms, mun, rdf } from "../../vocabulary.ts";
import { exactTextAt, objectsAt, textAt } from "../json.ts";
import { text } from "../statements.ts";
import type { TypedStatements } from "./facet-context.ts";

/** Tags of a run, a job, a dataset, or by `field` of a column (TagsDatasetFacet). A value may be a truth value. */
export const stateTags: TypedStatements = (snapshot, facet, { state, iris }) => {
  for (const [index, tag] of objectsAt(facet, "tags")) {
    const key = textAt(tag, "key");
    if (key === undefined) continue;
    const value = typeof tag.value === "boolean" ? String(tag.value) : exactTextAt(tag, "value");
    const node = iris.within(snapshot, "tag", String(index));
    state(snapshot, dcterms.hasPart, node);
    state(node, rdf.type, mun.Tag);
    state(node, mun.tagKey, text(key));
    state(node, mun.tagValue, text(value));
    state(node, mun.tagSource, text(textAt(tag, "source")));
    state(node, mun.tagField, text(textAt(tag, "field")));
  }
};
