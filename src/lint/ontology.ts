import type { Quad } from "@rdfjs/types";
import provVocabulary from "@vocabulary/prov";
import { DataFactory } from "n3";
import { dictionaryChanges, qualifiedForms } from "../interop/prov-o/vocabulary.ts";
import { namespaceOf, rdf, rdfs } from "../vocabulary.ts";

/** What PROV-O, PROV-Dictionary, PROV-Links and PROV-AQ say of their terms, as far as a lint asks. */
export interface Ontology {
  readonly terms: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  readonly objectProperties: ReadonlySet<string>;
  readonly datatypeProperties: ReadonlySet<string>;
  /** Domains of a property, each a choice of classes. */
  readonly domains: ReadonlyMap<string, readonly Choice[]>;
  readonly ranges: ReadonlyMap<string, readonly Choice[]>;
  /** Whether nothing can be of both classes. */
  readonly areDisjoint: (one: string, other: string) => boolean;
}

type Choice = readonly string[];

/** Reads the ontology from the installed `@vocabulary/prov`. */
export function provOntology(): Ontology {
  const quads = provVocabulary({ factory: DataFactory });
  const instancesOf = (kind: string) =>
    new Set(
      quads
        .filter(
          ({ subject, predicate, object }) =>
            predicate.equals(rdf.type) && object.value === namespaceOf.owl + kind && isProv(subject.value),
        )
        .map(({ subject }) => subject.value),
    );
  return {
    terms: new Set([
      ...quads.map(({ subject }) => subject.value).filter(isProv),
      // Of PROV-DM 5.7.3; datatypes are no terms of the ontology.
      ...["QUALIFIED_NAME", "InternationalizedString"].map((local) => namespaceOf.prov + local),
    ]),
    classes: instancesOf("Class"),
    objectProperties: instancesOf("ObjectProperty"),
    datatypeProperties: instancesOf("DatatypeProperty"),
    domains: choicesBy(rdfs.domain.value, quads),
    ranges: choicesBy(rdfs.range.value, quads),
    areDisjoint: disjointnessIn(quads),
  };
}

function isProv(iri: string): boolean {
  return iri.startsWith(namespaceOf.prov) && iri.length > namespaceOf.prov.length;
}

function choicesBy(predicate: string, quads: readonly Quad[]): ReadonlyMap<string, readonly Choice[]> {
  const choices = new Map<string, Choice[]>();
  for (const quad of quads) {
    if (quad.predicate.value !== predicate) continue;
    const choice =
      quad.object.termType === "NamedNode" ? [quad.object.value] : unionOf(quad.object.value, quads);
    if (choice.length > 0)
      choices.set(quad.subject.value, [...(choices.get(quad.subject.value) ?? []), choice]);
  }
  return choices;
}

function unionOf(node: string, quads: readonly Quad[]): string[] {
  const objectOf = (subject: string, predicate: string) =>
    quads.find((quad) => quad.subject.value === subject && quad.predicate.value === predicate)?.object.value;
  const members: string[] = [];
  let list = objectOf(node, `${namespaceOf.owl}unionOf`);
  for (; list !== undefined && list !== rdf.nil.value; list = objectOf(list, rdf.rest.value))
    members.push(objectOf(list, rdf.first.value) ?? "");
  return members;
}

/**
 * The axioms of PROV-O, and two constraints that it cannot say: no node qualifies relations of two types, and none is
 * an element besides (PROV-CONSTRAINTS 53, 54).
 */
function disjointnessIn(quads: readonly Quad[]): Ontology["areDisjoint"] {
  const above = superclassesIn(quads);
  const stated = new Set(
    quads
      .filter(({ predicate }) => predicate.value === `${namespaceOf.owl}disjointWith`)
      .flatMap(({ subject, object }) => [
        `${subject.value} ${object.value}`,
        `${object.value} ${subject.value}`,
      ]),
  );
  const qualifying = new Set([...qualifiedForms, ...dictionaryChanges].map(({ node }) => node));
  const elements = new Set(["Entity", "Activity", "Agent"].map((local) => namespaceOf.prov + local));
  const areApart = (one: string, other: string) => {
    if (stated.has(`${one} ${other}`)) return true;
    if (!qualifying.has(one)) return false;
    return elements.has(other) || (qualifying.has(other) && !above(one).has(other) && !above(other).has(one));
  };
  return (one, other) => {
    for (const a of above(one))
      for (const b of above(other)) if (areApart(a, b) || areApart(b, a)) return true;
    return false;
  };
}

/** A class and all above it. */
function superclassesIn(quads: readonly Quad[]): (iri: string) => ReadonlySet<string> {
  const axioms = quads.filter(
    ({ predicate, object }) => predicate.equals(rdfs.subClassOf) && object.termType === "NamedNode",
  );
  const known = new Map<string, ReadonlySet<string>>();
  return (iri) => {
    let above = known.get(iri);
    if (above === undefined) {
      const found = new Set([iri]);
      // A set hands out what is added to it while it is walked through.
      for (const each of found)
        for (const { subject, object } of axioms) if (subject.value === each) found.add(object.value);
      above = found;
      known.set(iri, above);
    }
    return above;
  };
}
