import type { Prefixes } from "./prefixes.ts";
import { namespaceFault } from "./prov-scope.ts";

/** An IRI as a qualified name of a syntax: its prefix, and its local part as it is before any escape. */
export interface QualifiedName {
  readonly prefix: string;
  readonly local: string;
}

/** Gives every IRI a qualified name, and declares the prefixes that it makes up on the way. */
export interface Qualifier {
  readonly qualify: (iri: string) => QualifiedName;
  /** Those handed over and those made up. */
  readonly prefixes: () => Prefixes;
}

interface Syntax {
  /** Whether a text may be written as local part after a prefix, escaped if need be; it is never empty. */
  readonly isLocal: (text: string, prefix: string) => boolean;
  readonly isPrefix: (text: string) => boolean;
  /** Whether a prefix alone is a qualified name; without it, an IRI that has no such local part gets one that is none. */
  readonly mayBeEmpty: boolean;
}

/**
 * Qualified names for the IRIs of a document: with the longest declared namespace that fits, or else with a prefix `ns1`,
 * `ns2`, … for what stands before the last `/`, `#` or `:`, or before the longest end that may be a local part.
 */
export function qualifierOf(declared: Prefixes, { isLocal, isPrefix, mayBeEmpty }: Syntax): Qualifier {
  const usable = Object.entries(declared).filter(
    ([prefix, namespace]) => (prefix === "" || isPrefix(prefix)) && namespaceFault(namespace) === undefined,
  );
  const prefixOf = new Map(usable.map(([prefix, namespace]) => [namespace, prefix]));
  const taken = new Set(usable.map(([prefix]) => prefix));
  const lengths = () => [...new Set([...prefixOf.keys()].map(({ length }) => length))].sort((a, b) => b - a);
  let declaredLengths = lengths();
  const known = new Map<string, QualifiedName>();
  const made: [prefix: string, namespace: string][] = [];
  let number = 0;

  const byDeclared = (iri: string): QualifiedName | undefined => {
    for (const length of declaredLengths) {
      if (length > iri.length) continue;
      const prefix = prefixOf.get(iri.slice(0, length));
      const local = iri.slice(length);
      if (prefix === undefined || (local === "" ? !mayBeEmpty || prefix === "" : !isLocal(local, prefix)))
        continue;
      return { prefix, local };
    }
    return undefined;
  };
  const declare = (namespace: string) => {
    do number += 1;
    while (taken.has(`ns${number}`));
    const prefix = `ns${number}`;
    taken.add(prefix);
    prefixOf.set(namespace, prefix);
    made.push([prefix, namespace]);
    declaredLengths = lengths();
  };

  return {
    qualify: (iri) => {
      const found = known.get(iri) ?? byDeclared(iri);
      if (found !== undefined) {
        known.set(iri, found);
        return found;
      }
      const length = namespaceLength(iri, isLocal, mayBeEmpty);
      const namespace = iri.slice(0, length);
      // Where the default namespace fits, it was tried: the local part cannot stand alone.
      if ((prefixOf.get(namespace) ?? "") === "") declare(namespace);
      const name = { prefix: prefixOf.get(namespace) ?? "", local: iri.slice(length) };
      known.set(iri, name);
      return name;
    },
    prefixes: () => Object.fromEntries([...usable, ...made]),
  };
}

/** Where to cut an IRI into namespace and local part. */
function namespaceLength(iri: string, isLocal: Syntax["isLocal"], mayBeEmpty: boolean): number {
  const cut = iri.search(/[^/#:]*$/);
  if (cut < iri.length && isLocal(iri.slice(cut), "ns")) return cut;
  if (mayBeEmpty) return iri.length;
  for (let index = Math.max(cut, 1); index < iri.length; index++)
    if (isLocal(iri.slice(index), "ns")) return index;
  return cut;
}
