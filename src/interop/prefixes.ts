import { namespaceOf } from "../vocabulary.ts";

/** Namespace IRIs by prefix. */
export type Prefixes = Readonly<Record<string, string>>;

/** Writes an IRI as `prefix:local` where a prefix fits and the local part needs no escape in any syntax. */
export type Compact = (iri: string) => string | undefined;

export const defaultPrefixes: Prefixes = namespaceOf;

/** The compaction by these prefixes. O(length of the IRI), whatever the number of prefixes. */
export function compactBy(prefixes: Prefixes): Compact {
  const prefixOf = new Map(Object.entries(prefixes).map(([prefix, namespace]) => [namespace, prefix]));
  return (iri) => {
    const local = plainEnd.exec(iri)?.[1];
    if (local === undefined) return undefined;
    const prefix = prefixOf.get(iri.slice(0, -local.length));
    return prefix === undefined ? undefined : `${prefix}:${local}`;
  };
}

/** Begins where no such character is before, so that none is looked at for each before it. */
const plainEnd = /(?<![A-Za-z0-9_-])[0-9-]*([A-Za-z_][A-Za-z0-9_-]*)$/;
