import type { Quad } from "@rdfjs/types";
import provVocabulary from "@vocabulary/prov";
import { DataFactory } from "n3";
import { rdfs } from "../vocabulary.ts";

/** Which classes lie below which: over cycles too, and in time linear in the axioms. */
export interface ClassHierarchy {
  /** The class itself and all above it. */
  superclasses(iri: string): ReadonlySet<string>;
  /** The class itself and all below it. */
  subclasses(iri: string): ReadonlySet<string>;
}

/** PROV-O's own axioms, such as `prov:Plan rdfs:subClassOf prov:Entity`. */
export const provAxioms: readonly Quad[] = provVocabulary({ factory: DataFactory }).filter(
  ({ predicate, object }) => predicate.equals(rdfs.subClassOf) && object.termType === "NamedNode",
);

/** The hierarchy that `rdfs:subClassOf` statements make; other quads are passed over. */
export function classHierarchy(quads: Iterable<Quad>): ClassHierarchy {
  const up = new Map<string, string[]>();
  const down = new Map<string, string[]>();
  for (const { subject, predicate, object } of quads) {
    if (!predicate.equals(rdfs.subClassOf)) continue;
    push(up, subject.value, object.value);
    push(down, object.value, subject.value);
  }
  return { superclasses: reachable(up), subclasses: reachable(down) };
}

function push(edges: Map<string, string[]>, from: string, to: string): void {
  const known = edges.get(from);
  if (known === undefined) edges.set(from, [to]);
  else known.push(to);
}

function reachable(edges: ReadonlyMap<string, readonly string[]>): (iri: string) => ReadonlySet<string> {
  const memo = new Map<string, ReadonlySet<string>>();
  return (iri) => {
    const known = memo.get(iri);
    if (known !== undefined) return known;
    // Nothing is remembered of classes without axioms, of which whoever sends can name any number.
    if (!edges.has(iri)) return new Set([iri]);
    const found = new Set([iri]);
    for (const each of found) for (const next of edges.get(each) ?? []) found.add(next);
    memo.set(iri, found);
    return found;
  };
}
