import type { Quad, Term } from "@rdfjs/types";
import { rdf } from "../vocabulary.ts";

/** The triples of a document by their subjects. */
export interface Described {
  /** The first object of a property; undefined where there is none. */
  objectOf(subject: Term, property: Term): Term | undefined;
  /** The text or IRI that it is. */
  valueOf(subject: Term, property: Term): string | undefined;
  /** The members of an RDF list; undefined where it is none, or has more than `most` members. */
  listOf(head: Term, most: number): readonly Term[] | undefined;
}

export function describedBy(quads: Iterable<Quad>): Described {
  const bySubject = new Map<string, Quad[]>();
  for (const quad of quads) {
    const key = keyOf(quad.subject);
    const known = bySubject.get(key);
    if (known === undefined) bySubject.set(key, [quad]);
    else known.push(quad);
  }
  const objectOf = (subject: Term, property: Term) =>
    bySubject.get(keyOf(subject))?.find(({ predicate }) => predicate.equals(property))?.object;
  return {
    objectOf,
    valueOf: (subject, property) => objectOf(subject, property)?.value,
    listOf(head, most) {
      const members: Term[] = [];
      for (let node: Term | undefined = head; !node.equals(rdf.nil); ) {
        const member = objectOf(node, rdf.first);
        node = objectOf(node, rdf.rest);
        if (member === undefined || node === undefined || members.push(member) > most) return undefined;
      }
      return members;
    },
  };
}

function keyOf({ termType, value }: Term): string {
  return termType === "BlankNode" ? `_:${value}` : value;
}
