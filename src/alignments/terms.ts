import { DataFactory } from "n3";
import { owl, rdfs, skos } from "../vocabulary.ts";

/**
 * What a mapping may say, by the IRI of its predicate: OWL 2 and RDFS between classes or properties, and the mapping
 * properties of SKOS, which say how near two terms are and entail nothing.
 */
export const mappingPredicates: ReadonlySet<string> = new Set(
  [
    rdfs.subClassOf,
    rdfs.subPropertyOf,
    rdfs.domain,
    rdfs.range,
    owl.equivalentClass,
    owl.equivalentProperty,
    owl.inverseOf,
    owl.propertyChainAxiom,
    owl.disjointWith,
    owl.propertyDisjointWith,
    skos.exactMatch,
    skos.closeMatch,
    skos.broadMatch,
    skos.narrowMatch,
    skos.relatedMatch,
  ].map(({ value }) => value),
);

const sssomNamespace = "https://w3id.org/sssom/";

/** SSSOM, the Simple Standard for Sharing Ontological Mappings; its other slots are terms of OWL, RDFS and DCTERMS. */
export const sssom = {
  MappingSet: DataFactory.namedNode(`${sssomNamespace}MappingSet`),
  mapping_justification: DataFactory.namedNode(`${sssomNamespace}mapping_justification`),
} as const;
