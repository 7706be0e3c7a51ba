import { packageFile } from "../package-files.ts";

/** JSON-LD contexts by IRI: each loads the text of its document. */
export type Contexts = ReadonlyMap<string, () => string>;

/** Our own context. A published version never changes; a change is a new version. */
export const contextIri = "https://w3id.org/muniment/context/v1";

/** The contexts that the package brings. Nothing else is known, and nothing is fetched. */
export const bundledContexts: Contexts = new Map([
  [contextIri, () => packageFile("ontology/context.jsonld")],
]);
