import { dcterms } from "../../vocabulary.ts";
import { textAt } from "../json.ts";
import { text } from "../statements.ts";
import type { TypedStatements } from "./facet-context.ts";

/** DocumentationDatasetFacet, DocumentationJobFacet. */
export const stateDocumentation: TypedStatements = (snapshot, facet, { state }) => {
  state(snapshot, dcterms.description, text(textAt(facet, "description")));
  state(snapshot, dcterms.format, text(textAt(facet, "contentType")));
};
