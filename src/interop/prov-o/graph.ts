import type { Quad, Term } from "@rdfjs/types";
import { isIri } from "../../iri-grammar.ts";
import type { Value } from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import type { Scope } from "../prov-scope.ts";
import { datatypes, languageValue, nameValue } from "../prov-values.ts";

/** The triples of one graph, found by subject and by predicate. */
export interface Graph {
  readonly subjects: readonly string[];
  /** Those with this predicate, in the order of the document. */
  readonly withPredicate: (predicate: string) => readonly Triple[];
  readonly of: (subject: string) => readonly Triple[];
  /** Those that lead to a node. */
  readonly to: (object: string) => readonly Triple[];
  readonly instancesOf: (type: string) => readonly string[];
  readonly isInstance: (subject: string, type: string) => boolean;
}

/** A triple with its names as texts. */
export interface Triple {
  readonly quad: Quad;
  readonly subject: string;
  readonly predicate: string;
  /** Undefined where the object is a literal. */
  readonly object: string | undefined;
}

/** Indexes the quads of one graph. O(n). */
export function graphOf(quads: readonly Quad[]): Graph {
  const ofSubject = new Map<string, Triple[]>();
  const ofPredicate = new Map<string, Triple[]>();
  const toObject = new Map<string, Triple[]>();
  const ofType = new Map<string, Set<string>>();
  for (const quad of quads) {
    const object = quad.object.termType === "Literal" ? undefined : nameOf(quad.object);
    const triple = { quad, subject: nameOf(quad.subject), predicate: quad.predicate.value, object };
    into(ofSubject, triple.subject, triple);
    into(ofPredicate, triple.predicate, triple);
    if (object === undefined) continue;
    into(toObject, object, triple);
    if (triple.predicate !== `${namespaceOf.rdf}type`) continue;
    ofType.set(object, (ofType.get(object) ?? new Set()).add(triple.subject));
  }
  return {
    subjects: [...ofSubject.keys()],
    withPredicate: (predicate) => ofPredicate.get(predicate) ?? [],
    of: (subject) => ofSubject.get(subject) ?? [],
    to: (object) => toObject.get(object) ?? [],
    instancesOf: (type) => [...(ofType.get(type) ?? [])],
    isInstance: (subject, type) => ofType.get(type)?.has(subject) === true,
  };
}

function into(map: Map<string, Triple[]>, key: string, triple: Triple): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [triple]);
  else list.push(triple);
}

/** An IRI, or `_:label`. */
export function nameOf(term: Term): string {
  return term.termType === "BlankNode" ? `_:${term.value}` : term.value;
}

/** An object as a value of PROV-DM; undefined where it is a name whose prefix only its writer knew. */
export function valueOfTerm(term: Term, scope: Scope): Value | undefined {
  if (term.termType !== "Literal") return nameValue(nameOf(term));
  if (term.language !== "") return languageValue(term.value, term.language);
  const datatype = term.datatype.value;
  if (datatype !== datatypes.qualifiedName && datatype !== datatypes.xsdQName)
    return { text: term.value, datatype };
  const colon = term.value.indexOf(":");
  const namespace = scope.namespace(colon < 0 ? "" : term.value.slice(0, colon));
  if (namespace !== undefined) return nameValue(namespace + term.value.slice(colon + 1));
  return term.value.startsWith("//", colon + 1) && isIri(term.value) ? nameValue(term.value) : undefined;
}
