import {
  type Ontology,
  type OntologyTerm,
  prefixedName,
  type TermKind,
  termKinds,
  termsOfKind,
} from "./ontology.ts";
import { namespaceOf } from "./vocabulary.ts";

/** How the terms of one kind are called, above their list. */
export const headingOf: Readonly<Record<TermKind, string>> = {
  class: "Classes",
  "object property": "Object properties",
  "datatype property": "Datatype properties",
  individual: "Individuals",
};

/** What is told of a term besides its definition: a word, and the IRIs that it leads to. */
export interface Facts {
  readonly word: string;
  readonly iris: readonly string[];
}

/** The axioms of a term, in words. */
export function factsOf({ kind, types, superTerms, domains, ranges }: OntologyTerm): readonly Facts[] {
  const kindOf =
    kind === "class" ? "subclass of" : kind === "individual" ? "broader concept" : "subproperty of";
  return [
    { word: "instance of", iris: types },
    { word: kindOf, iris: superTerms },
    { word: "domain", iris: domains },
    { word: "range", iris: ranges },
  ].filter(({ iris }) => iris.length > 0);
}

/** Where a term meets another in PROV-O. */
export interface Alignment {
  readonly term: OntologyTerm;
  readonly word: string;
  readonly iri: string;
}

/** The terms that are a kind, or an instance, of a term of PROV-O: by these, plain PROV-O finds what is said with ours. */
export function alignmentsWithProv({ terms }: Ontology): readonly Alignment[] {
  return terms.flatMap((term) =>
    factsOf(term)
      .filter(({ word }) => word !== "domain" && word !== "range")
      .flatMap(({ word, iris }) =>
        iris.filter((iri) => iri.startsWith(namespaceOf.prov)).map((iri) => ({ term, word, iri })),
      ),
  );
}

/** The vocabulary as a text in Markdown: `docs/ontology.md`. */
export function ontologyMarkdown(ontology: Ontology): string {
  const { iri, title, description, version, license } = ontology;
  const sections = termKinds.map((kind) => {
    const terms = termsOfKind(ontology, kind);
    return `## ${headingOf[kind]}\n\n${terms.map(termMarkdown).join("\n")}`;
  });
  return `# ${title}

Made from \`ontology/muniment.ttl\` by \`npm run docs\`; a server tells the same at \`/ontology\`.

${description} Version ${version}, <${license}>. The prefix \`mun:\` is \`${namespaceOf.mun}\`, whatever the base IRI of a store;
the vocabulary is \`<${iri}>\`. A term is told here by its label, its definition, who states it, and its axioms. Domains and ranges are given
only where they are true of every use.

## Where it meets PROV-O

Whoever asks with PROV-O and its axioms finds what is said with these terms.

| term | is | of PROV-O |
|---|---|---|
${alignmentsWithProv(ontology)
  .map(({ term, word, iri: other }) => `| \`mun:${term.local}\` | ${word} | ${code(other)} |`)
  .join("\n")}

${sections.join("\n")}`;
}

function termMarkdown(term: OntologyTerm): string {
  const facts = factsOf(term).map(({ word, iris }) => `${word} ${iris.map(code).join(", ")}`);
  const axioms = facts.length === 0 ? "" : ` *${facts.join("; ")}.*`;
  return `### mun:${term.local}

**${term.label}.** ${term.definition} ${term.scopeNote}${axioms}
`;
}

function code(iri: string): string {
  return `\`${prefixedName(iri)}\``;
}
