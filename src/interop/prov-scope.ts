import { iriFault } from "../iri-grammar.ts";
import { namespaceOf } from "../vocabulary.ts";
import { MalformedProvError } from "./prov-errors.ts";

/** What qualified names mean at a place of a document: its own prefixes, then those around it, then `prov` and `xsd`. */
export interface Scope {
  /** Of this place alone, `""` for the default namespace. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** The namespace of a name, which counts as written out. @throws {MalformedProvError} beyond a limit. */
  readonly namespace: (prefix: string) => string | undefined;
  /** The same, for asking alone. */
  readonly find: (prefix: string) => string | undefined;
  readonly expansion: Expansion;
}

/** How many characters the prefixes of a document have become. */
export interface Expansion {
  characters: number;
}

/** Counts a namespace that is written out. @throws {MalformedProvError} or what `errorOf` makes of it. */
export function expand(
  expansion: Expansion,
  namespace: string,
  errorOf: (what: string) => Error = (what) => new MalformedProvError(what),
): void {
  expansion.characters += namespace.length;
  if (expansion.characters > maxExpansion)
    throw errorOf(`Expected at most ${maxExpansion} characters with prefixes written out`);
}

/** A document of some megabytes could otherwise fill any memory: each name is as long as its namespace. */
const maxExpansion = 256 * 1024 * 1024;

/** A scope within another; the outermost knows `prov` and `xsd` (PROV-N §3.7.3). */
export function scopeOf(prefixes: ReadonlyMap<string, string>, outer?: Scope): Scope {
  const expansion = outer?.expansion ?? { characters: 0 };
  const find = (prefix: string) =>
    prefixes.get(prefix) ?? (outer === undefined ? predeclared.get(prefix) : outer.find(prefix));
  const namespace = (prefix: string) => {
    const found = find(prefix);
    if (found !== undefined) expand(expansion, found);
    return found;
  };
  return { prefixes, namespace, find, expansion };
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
  return iri.length > maxLength ? `a namespace of at most ${maxLength} characters` : iriFault(iri);
}

/** What keeps an IRI, put together of namespace and local part, from being one, as a sentence part after "Expected". */
export function nameFault(iri: string): string | undefined {
  return iri.length > maxLength ? `an IRI of at most ${maxLength} characters` : iriFault(iri);
}

/** As long as an IRI of RDF may be here. */
const maxLength = 8_192;

const predeclared: ReadonlyMap<string, string> = new Map([
  ["prov", namespaceOf.prov],
  ["xsd", namespaceOf.xsd],
]);
