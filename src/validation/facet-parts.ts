/**
 * Judges an event in parts: its bundle, and each of its facets, which most often were judged before. That says the same as judging all
 * at once, since the structural shapes look at nothing but a thing's own statements, its classes and what names it as a
 * target, and since the parts share no thing: a facet states things below its own IRI, and what it says of others counts with the bundle.
 * Where an event is not like that, or a part does not conform, the whole is judged.
 */
import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { FacetSnapshot, MappedBundle } from "../mapping/bundle.ts";
import { oncePer } from "../once-per.ts";
import { mun, rdfs } from "../vocabulary.ts";
import type { Judge } from "./judge.ts";

/** What is known of a facet, whichever event cites it. */
interface JudgedFacet {
  /** Whether it conforms as one that a thing has. */
  readonly conforms: boolean;
  /** What it says of things that are not its own. */
  readonly elsewhere: readonly Quad[];
}

/** Whether an event surely conforms. False says nothing. */
export function conformsInParts(judge: Judge): (bundle: MappedBundle) => boolean {
  const targetsOf = new Set(judge.objectTargets);
  const judgedFacet = judgedFacets(judge, targetsOf);
  return ({ quads, facets }) => {
    const [first] = facets;
    if (first === undefined) return judge.conforms(quads);
    const prefix = first.iri.value.slice(0, first.iri.value.lastIndexOf("/") + 1);
    const isOfFacet = (value: string) => value.startsWith(prefix);
    const own: Quad[] = [];
    const cited = new Set<string>();
    for (const facet of facets) {
      cited.add(facet.iri.value);
      const { conforms, elsewhere } = judgedFacet(facet);
      if (!conforms || !isOfFacet(facet.iri.value)) return false;
      for (const quad of elsewhere) {
        if (isOfFacet(quad.subject.value)) return false;
        own.push(quad);
      }
    }
    for (const quad of quads) {
      const { subject, predicate, object } = quad;
      if (isOfFacet(subject.value) || predicate.equals(rdfs.subClassOf)) return false;
      if (isOfFacet(object.value) && targetsOf.has(predicate.value)) {
        if (!predicate.equals(mun.hadFacet) || !cited.has(object.value)) return false;
      }
      own.push(quad);
    }
    return judge.conforms(own, isOfFacet);
  };
}

function judgedFacets(judge: Judge, targetsOf: ReadonlySet<string>): (facet: FacetSnapshot) => JudgedFacet {
  const judged = oncePer((quads: FacetSnapshot["quads"]) => {
    const [first] = quads;
    if (first === undefined) return { conforms: false, elsewhere: [] };
    const iri = first.graph.value;
    const isOwn = ({ value }: Quad["subject" | "object"]) => value === iri || value.startsWith(`${iri}/`);
    const elsewhere = quads.filter(({ subject }) => !isOwn(subject));
    const isApart = quads.every(
      ({ subject, predicate, object }) =>
        !predicate.equals(rdfs.subClassOf) &&
        (!targetsOf.has(predicate.value) || (isOwn(subject) && isOwn(object))),
    );
    const cited = DataFactory.quad(anyThing, mun.hadFacet, DataFactory.namedNode(iri));
    const conforms =
      isApart &&
      judge.conforms(
        [cited, ...quads.filter(({ subject }) => isOwn(subject))],
        (value) => value === anyThing.value,
      );
    return { conforms, elsewhere };
  });
  return ({ quads }) => judged(quads);
}

/** What has a facet, when it is judged without it. */
const anyThing = DataFactory.namedNode("urn:uuid:2c6a3f0e-6f0a-4e0b-9a3c-1b9d5c2e7a41");
