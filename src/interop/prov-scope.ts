import { iriFault } from "../iri-grammar.ts";
import { namespaceOf } from "../vocabulary.ts";

/** What qualified names mean at a place of a document: its own prefixes, then those around it, then `prov` and `xsd`. */
export interface Scope {
  /** Of this place alone, `""` for the default namespace. */
  readonly prefixes: ReadonlyMap<string, string>;
  readonly namespace: (prefix: string) => string | undefined;
}

/** A scope within another; the outermost knows `prov` and `xsd` (PROV-N §3.7.3). */
export function scopeOf(prefixes: ReadonlyMap<string, string>, outer?: Scope): Scope {
  return {
    prefixes,
    namespace: (prefix) =>
      prefixes.get(prefix) ?? (outer === undefined ? predeclared.get(prefix) : outer.namespace(prefix)),
  };
}

/**
 * The namespace that a declaration means. The one of XML Schema has no `#` in XML, and many documents declare it so in
 * every syntax; PROV's datatypes are the IRIs with it.
 */
export function declaredNamespace(iri: string): string {
  return `${iri}#` === namespaceOf.xsd ? namespaceOf.xsd : iri;
}

/** What keeps a text from being a namespace, as a sentence part after "Expected". */
export function namespaceFault(iri: string): string | undefined {
  return iri.length > maxNamespaceLength
    ? `a namespace of at most ${maxNamespaceLength} characters`
    : iriFault(iri);
}

/** A few bytes of a name would otherwise become any number of them. */
const maxNamespaceLength = 2_048;

const predeclared: ReadonlyMap<string, string> = new Map([
  ["prov", namespaceOf.prov],
  ["xsd", namespaceOf.xsd],
]);
