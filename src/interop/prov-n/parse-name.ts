import { nameFault, type Scope } from "../prov-scope.ts";
import { type Lexer, withoutLastDots } from "./lexer.ts";

/** Takes an identifier and gives its IRI. */
export function parseName(lexer: Lexer, scope: Scope, expected = "an identifier"): string {
  const at = lexer.at();
  if (lexer.has("_:")) throw lexer.fault(`${expected}, as PROV-N has no blank nodes`, at);
  const name = takeName(lexer);
  if (name === undefined) throw lexer.fault(expected);
  return expanded(lexer, scope, name);
}

/** Takes an identifier, or the marker `-`, which gives undefined. */
export function parseNameOrMarker(lexer: Lexer, scope: Scope): string | undefined {
  return lexer.has("-") ? undefined : parseName(lexer, scope, 'an identifier or "-"');
}

/** A qualified name as it is written, `prefix` empty when it has none. */
export interface WrittenName {
  readonly at: number;
  readonly prefix: string;
  readonly local: string;
}

/** Takes a qualified name if one is next. */
export function takeName(lexer: Lexer): WrittenName | undefined {
  const at = lexer.at();
  const found = lexer.take("a qualified name");
  if (found === undefined) return undefined;
  const [, prefix = "", local = "", bare = ""] = found;
  return { at, prefix, local: unescaped(withoutLastDots(local + bare)) };
}

/** The IRI of a qualified name: namespace and local part, one after the other (PROV-N §3.7.1). */
export function expanded(lexer: Lexer, scope: Scope, { at, prefix, local }: WrittenName): string {
  const namespace = scope.namespace(prefix);
  if (namespace === undefined)
    throw lexer.fault(
      prefix === "" ? "a prefix, as no default namespace is declared" : "a prefix that is declared",
      at,
    );
  const iri = namespace + local;
  const fault = nameFault(iri);
  if (fault !== undefined) throw lexer.fault(fault, at);
  return iri;
}

function unescaped(local: string): string {
  return local.includes("\\") ? local.replace(/\\(.)/gu, "$1") : local;
}
