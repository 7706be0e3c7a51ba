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
  /** Those handed over and those made up, without those of the one around it. */
  readonly prefixes: () => Prefixes;
  readonly scope: PrefixScope;
  /** The number of the last prefix that was made up, here or around. */
  readonly lastNumber: () => number;
}

/** What prefixes mean at a place, and which namespaces have one. */
interface PrefixScope {
  /** The prefix of a namespace, if it has one here. */
  readonly prefixOf: (namespace: string) => string | undefined;
  readonly namespaceOf: (prefix: string) => string | undefined;
  /** Of the namespaces whose prefixes were handed over, the longest first. */
  readonly lengths: () => readonly number[];
}

interface Syntax {
  /** Whether a text may be written as local part after a prefix, escaped if need be; it is never empty. */
  readonly isLocal: (text: string, prefix: string) => boolean;
  readonly isPrefix: (text: string) => boolean;
  /**
   * Where the local parts begin that an IRI ends in, the longest first, for a syntax in which a prefix alone is no qualified name:
   * an IRI that ends in none gets a local part that is none.
   */
  readonly localStarts?: (iri: string) => readonly number[];
}

/**
 * Qualified names for the IRIs of a document: with the longest declared namespace that fits, or else with a prefix `ns1`,
 * `ns2`, … for what stands before the last `/`, `#` or `:`, or before the longest end that may be a local part. Within
 * `outer`, as a bundle is within its document, the prefixes of that are known too, and cost nothing. What a name costs
 * does not grow with the prefixes that are made up, of which a large document has tens of thousands.
 */
export function qualifierOf(declared: Prefixes, syntax: Syntax, outer?: Qualifier): Qualifier {
  const { isLocal, isPrefix } = syntax;
  const mayBeEmpty = syntax.localStarts === undefined;
  const own = new Map<string, string>();
  const scope = scopeWithin(own, outer?.scope);
  for (const [prefix, namespace] of Object.entries(declared)) {
    const isUsable = (prefix === "" || isPrefix(prefix)) && namespaceFault(namespace) === undefined;
    if (isUsable) scope.declare(prefix, namespace, true);
  }
  const known = new Map<string, QualifiedName>();
  let number = outer?.lastNumber() ?? 0;

  const byDeclared = (iri: string): QualifiedName | undefined => {
    for (const length of scope.lengths()) {
      if (length > iri.length) continue;
      const prefix = scope.prefixOf(iri.slice(0, length));
      const local = iri.slice(length);
      if (prefix === undefined || (local === "" ? !mayBeEmpty || prefix === "" : !isLocal(local, prefix)))
        continue;
      return { prefix, local };
    }
    return undefined;
  };
  const made = (namespace: string): string => {
    do number += 1;
    while (scope.namespaceOf(`ns${number}`) !== undefined);
    scope.declare(`ns${number}`, namespace, false);
    return `ns${number}`;
  };

  return {
    qualify: (iri) => {
      const found = known.get(iri) ?? byDeclared(iri);
      if (found !== undefined) {
        known.set(iri, found);
        return found;
      }
      const length = namespaceLength(iri, syntax);
      const namespace = iri.slice(0, length);
      // Where the default namespace fits, it was tried: the local part cannot stand alone.
      const name = { prefix: scope.prefixOf(namespace) || made(namespace), local: iri.slice(length) };
      known.set(iri, name);
      return name;
    },
    prefixes: () => Object.fromEntries(own),
    scope,
    lastNumber: () => number,
  };
}

/** A scope of these prefixes within another, which they hide where they have another meaning. */
function scopeWithin(
  own: Map<string, string>,
  outer: PrefixScope | undefined,
): PrefixScope & { readonly declare: (prefix: string, namespace: string, isGiven: boolean) => void } {
  const prefixOfOwn = new Map<string, string>();
  const lengths = new Set(outer?.lengths());
  let sorted = [...lengths];
  return {
    prefixOf: (namespace) => {
      const found = prefixOfOwn.get(namespace);
      if (found !== undefined) return found;
      const around = outer?.prefixOf(namespace);
      return around === undefined || own.has(around) ? undefined : around;
    },
    namespaceOf: (prefix) => own.get(prefix) ?? outer?.namespaceOf(prefix),
    lengths: () => sorted,
    declare: (prefix, namespace, isGiven) => {
      if (outer?.namespaceOf(prefix) !== namespace) own.set(prefix, namespace);
      prefixOfOwn.set(namespace, prefix);
      if (!isGiven || lengths.has(namespace.length)) return;
      lengths.add(namespace.length);
      sorted = [...lengths].sort((a, b) => b - a);
    },
  };
}

/** Where to cut an IRI into namespace and local part: not within `%2F`, since the namespace would be no IRI. O(length). */
function namespaceLength(iri: string, { isLocal, localStarts }: Syntax): number {
  const cut = Math.max(...["/", "#", ":"].map((delimiter) => iri.lastIndexOf(delimiter))) + 1;
  if (cut < iri.length && isLocal(iri.slice(cut), "ns")) return cut;
  if (localStarts === undefined) return iri.length;
  const isBetween = (index: number) => !/%[^%]?$/.test(iri.slice(Math.max(0, index - 2), index));
  return localStarts(iri).find((index) => index >= Math.max(cut, 1) && isBetween(index)) ?? cut;
}
