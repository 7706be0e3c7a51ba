/** Writes `docs/ontology.md` from `ontology/muniment.ttl`. `npm run docs` runs it, and `test/ontology/text.test.ts` says when to. */
import { writeFileSync } from "node:fs";
import { readOntology } from "../dist/ontology.js";
import { ontologyMarkdown } from "../dist/ontology-text.js";

writeFileSync(new URL("../docs/ontology.md", import.meta.url), ontologyMarkdown(readOntology()));
