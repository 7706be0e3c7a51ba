import { compactBy, defaultPrefixes } from "../interop/prefixes.ts";

const compact = compactBy(defaultPrefixes);

/** An IRI as a sentence writes it: `prov:Entity`, or in angle brackets where no prefix is known. */
export function named(iri: string): string {
  return compact(iri) ?? `<${iri}>`;
}
