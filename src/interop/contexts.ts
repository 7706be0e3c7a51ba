import { packageFile } from "../package-files.ts";

/** JSON-LD contexts by IRI: each loads the text of its document. */
export type Contexts = ReadonlyMap<string, () => string>;

/** Our own context. A published version never changes; a change is a new version. */
export const contextIri = "https://w3id.org/muniment/context/v1";

/**
 * The contexts that the package brings. Nothing else is known, and nothing is fetched. Those of RO-Crate are ours, for what
 * its own say: RO-Crate 1.1 takes its terms from schema.org but for some, and ours takes any other word for one of those.
 */
export const bundledContexts: Contexts = new Map([
  [contextIri, () => packageFile("ontology/context.jsonld")],
  ["https://w3id.org/ro/crate/1.1/context", () => packageFile("ontology/contexts/ro-crate-1.1.jsonld")],
  [
    "https://w3id.org/ro/terms/workflow-run/context",
    () => packageFile("ontology/contexts/workflow-run.jsonld"),
  ],
]);
