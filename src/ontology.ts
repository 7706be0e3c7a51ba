import type { Quad } from "@rdfjs/types";
import { Parser } from "n3";
import { packageFile } from "./package-files.ts";
import { dcterms, namespaceOf, rdf, rdfs } from "./vocabulary.ts";

/** What a term is, in the order in which terms are told. */
export const termKinds = ["class", "object property", "datatype property", "individual"] as const;
export type TermKind = (typeof termKinds)[number];

/** One term of our vocabulary, as people read of it. What are lists are IRIs. */
export interface OntologyTerm {
  readonly iri: string;
  /** What follows the namespace. */
  readonly local: string;
  readonly kind: TermKind;
  readonly label: string;
  readonly definition: string;
  /** Who states it. */
  readonly scopeNote: string;
  /** The classes of an individual. */
  readonly types: readonly string[];
  /** Those of which it is a kind, by `rdfs:subClassOf`, `rdfs:subPropertyOf` or `skos:broader`. */
  readonly superTerms: readonly string[];
  readonly domains: readonly string[];
  readonly ranges: readonly string[];
}

/** The vocabulary `mun:`, which is the same in every store. */
export interface Ontology {
  readonly iri: string;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly license: string;
  /** In the order of the file. */
  readonly terms: readonly OntologyTerm[];
  readonly quads: readonly Quad[];
}

/** Reads `ontology/muniment.ttl`. */
export function readOntology(): Ontology {
  const quads = new Parser({ format: "text/turtle" }).parse(packageFile("ontology/muniment.ttl"));
  const iri = namespaceOf.mun.slice(0, -1);
  const value = (property: string) => valuesOf(quads, iri, property)[0] ?? "";
  const subjects = new Set(quads.map(({ subject }) => subject.value));
  subjects.delete(iri);
  return {
    iri,
    title: value(dcterms.title.value),
    description: value(dcterms.description.value),
    version: value(`${namespaceOf.owl}versionInfo`),
    license: value(`${namespaceOf.dcterms}license`),
    terms: [...subjects].map((subject) => termOf(quads, subject)),
    quads,
  };
}

/** The terms of one kind, in the order of the file. */
export function termsOfKind({ terms }: Ontology, kind: TermKind): readonly OntologyTerm[] {
  return terms.filter((term) => term.kind === kind);
}

/** An IRI as Turtle has it, by the prefixes that we write; itself where none fits. */
export function prefixedName(iri: string): string {
  const found = Object.entries(namespaceOf).find(([, namespace]) => iri.startsWith(namespace));
  return found === undefined ? iri : `${found[0]}:${iri.slice(found[1].length)}`;
}

function termOf(quads: readonly Quad[], iri: string): OntologyTerm {
  const values = (property: string) => valuesOf(quads, iri, property);
  const types = values(rdf.type.value);
  const kind = kindOfType[types.find((type) => Object.hasOwn(kindOfType, type)) ?? ""] ?? "individual";
  return {
    iri,
    local: iri.slice(namespaceOf.mun.length),
    kind,
    label: values(rdfs.label.value)[0] ?? "",
    definition: values(`${namespaceOf.skos}definition`)[0] ?? "",
    scopeNote: values(`${namespaceOf.skos}scopeNote`)[0] ?? "",
    types: kind === "individual" ? types : [],
    superTerms: [
      ...values(rdfs.subClassOf.value),
      ...values(rdfs.subPropertyOf.value),
      ...values(`${namespaceOf.skos}broader`),
    ],
    domains: values(`${namespaceOf.rdfs}domain`),
    ranges: values(`${namespaceOf.rdfs}range`),
  };
}

const kindOfType: Readonly<Record<string, TermKind>> = {
  [`${namespaceOf.owl}Class`]: "class",
  [`${namespaceOf.owl}ObjectProperty`]: "object property",
  [`${namespaceOf.owl}DatatypeProperty`]: "datatype property",
};

function valuesOf(quads: readonly Quad[], subject: string, property: string): readonly string[] {
  return quads
    .filter((quad) => quad.subject.value === subject && quad.predicate.value === property)
    .map(({ object }) => object.value);
}
