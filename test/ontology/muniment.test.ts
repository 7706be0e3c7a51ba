import provVocabulary from "@vocabulary/prov";
import { DataFactory, Parser, Store } from "n3";
import { describe, expect, it } from "vitest";
import { postableProperties } from "../../src/interop/reserved.ts";
import { packageFile } from "../../src/package-files.ts";
import { dcterms, mun, namespaceOf, prov, rdf, rdfs, xsd } from "../../src/vocabulary.ts";

const ontology = new Store(new Parser({ format: "text/turtle" }).parse(packageFile("ontology/muniment.ttl")));
const provOntology = new Store(provVocabulary({ factory: DataFactory }));
const defined = ontology
  .getSubjects(rdfs.isDefinedBy, null, null)
  .map(({ value }) => value)
  .sort();
const owl = (term: string) => `${namespaceOf.owl}${term}`;
const skos = (term: string) => `${namespaceOf.skos}${term}`;
const objects = (predicate: string) =>
  [...new Set(ontology.getObjects(null, predicate, null).map(({ value }) => value))].sort();

describe("ontology/muniment.ttl", () => {
  it("defines each term that the code speaks of, and no other", () => {
    expect(defined).toEqual(
      Object.values(mun)
        .map(({ value }) => value)
        .sort(),
    );
  });

  it("gives each term a label, a definition, and who states it", () => {
    for (const term of defined) {
      for (const property of [rdfs.label.value, skos("definition"), skos("scopeNote")]) {
        expect(ontology.countQuads(term, property, null, null), `${term} ${property}`).toBe(1);
      }
    }
  });

  it("agrees with the list of what posted RDF may state", () => {
    const posted = ontology
      .getSubjects(skos("scopeNote"), null, null)
      .filter((term) => isProperty(term.value))
      .filter((term) =>
        /users post/.test(ontology.getObjects(term, skos("scopeNote"), null)[0]?.value ?? ""),
      );

    expect(posted.map(({ value }) => value).sort()).toEqual([...postableProperties].sort());
  });

  it("gives domains and ranges that exist", () => {
    for (const term of [...objects(`${namespaceOf.rdfs}domain`), ...objects(`${namespaceOf.rdfs}range`)]) {
      const isOwn = ontology.countQuads(term, rdf.type, owl("Class"), null) === 1;
      const isProv = provOntology.countQuads(term, rdf.type, owl("Class"), null) === 1;
      const isDatatype = Object.values(xsd).some(({ value }) => value === term);
      expect(isOwn || isProv || isDatatype, term).toBe(true);
    }
  });

  it("gives ranges of the right kind: classes to object properties, datatypes to the others", () => {
    for (const { subject, object } of ontology.getQuads(null, `${namespaceOf.rdfs}range`, null, null)) {
      const isDatatype = object.value.startsWith(namespaceOf.xsd);
      expect(ontology.countQuads(subject, rdf.type, owl("DatatypeProperty"), null), subject.value).toBe(
        isDatatype ? 1 : 0,
      );
    }
  });

  it("aligns with PROV-O as the design says, and with nothing that PROV-O lacks", () => {
    const aligned = (term: { readonly value: string }) =>
      ontology
        .getObjects(DataFactory.namedNode(term.value), rdfs.subPropertyOf, null)
        .map(({ value }) => value);

    expect(aligned(mun.carriesDataFrom)).toEqual([prov.wasDerivedFrom.value]);
    expect(aligned(mun.mayCarryDataFrom)).toEqual([prov.wasInfluencedBy.value]);
    expect(aligned(mun.previousVersion)).toEqual([]);
    for (const term of [...objects(rdfs.subPropertyOf.value), ...objects(rdfs.subClassOf.value)]) {
      expect(provOntology.countQuads(term, rdf.type, null, null), term).toBeGreaterThan(0);
    }
  });

  it("says its title, licence and version", () => {
    const iri = DataFactory.namedNode("https://w3id.org/muniment/ns");
    for (const property of [
      dcterms.title.value,
      dcterms.license.value,
      owl("versionInfo"),
      owl("versionIRI"),
    ]) {
      expect(ontology.countQuads(iri, property, null, null), property).toBe(1);
    }
  });

  it("copies no axiom of another vocabulary", () => {
    const own = "https://w3id.org/muniment/ns";

    expect(ontology.getSubjects(null, null, null).filter(({ value }) => !value.startsWith(own))).toEqual([]);
  });
});

describe("the terms of PROV that the code speaks of", () => {
  it("are all in PROV-O", () => {
    for (const term of Object.values(prov)) {
      expect(provOntology.countQuads(term, rdf.type, null, null), term.value).toBeGreaterThan(0);
    }
  });
});

function isProperty(term: string): boolean {
  return ["ObjectProperty", "DatatypeProperty"].some(
    (kind) => ontology.countQuads(term, rdf.type, owl(kind), null) > 0,
  );
}
