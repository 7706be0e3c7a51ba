import type { Bundle, ProvDocument, Statement } from "../../prov/document.ts";
import { declaredNamespace, namespaceFault, type Scope, scopeOf } from "../prov-scope.ts";
import { type Lexer, lexerOf } from "./lexer.ts";
import { parseName } from "./parse-name.ts";
import { parseStatement } from "./parse-statement.ts";

/**
 * Parses PROV-N (W3C Recommendation 30 April 2013), with the expressions of PROV-Dictionary, PROV-Links and ProvToolbox's
 * `provext`. Expressions of other extensions are refused: what they mean, only their authors know.
 *
 * @throws {MalformedProvError} with line, column and what may stand there.
 */
export function parseProvN(text: string): ProvDocument {
  const lexer = lexerOf(text);
  if (!lexer.has("document")) throw lexer.fault('"document"');
  const scope = parseDeclarations(lexer);
  const statements: Statement[] = [];
  const bundles: Bundle[] = [];
  while (!lexer.has("endDocument")) {
    if (lexer.has("bundle")) bundles.push(parseBundle(lexer, scope));
    else if (bundles.length > 0) throw lexer.fault('"bundle" or "endDocument"');
    else statements.push(parseStatement(lexer, scope, 'a statement, "bundle" or "endDocument"'));
  }
  if (lexer.at() < text.length) throw lexer.fault('nothing after "endDocument"');
  return { prefixes: Object.fromEntries(scope.prefixes), statements, bundles };
}

function parseBundle(lexer: Lexer, outer: Scope): Bundle {
  const id = parseName(lexer, outer);
  const scope = parseDeclarations(lexer, outer);
  const statements: Statement[] = [];
  while (!lexer.has("endBundle")) statements.push(parseStatement(lexer, scope, 'a statement or "endBundle"'));
  return { id, prefixes: Object.fromEntries(scope.prefixes), statements };
}

function parseDeclarations(lexer: Lexer, outer?: Scope): Scope {
  const prefixes = new Map<string, string>();
  const declare = (prefix: string, at: number) => {
    const iri = lexer.take("a namespace in angle brackets")?.[1];
    if (iri === undefined) throw lexer.fault("a namespace in angle brackets");
    const fault = namespaceFault(iri);
    if (fault !== undefined) throw lexer.fault(`${fault} as namespace`, at);
    const namespace = declaredNamespace(iri);
    if ((prefixes.get(prefix) ?? namespace) !== namespace)
      throw lexer.fault("each prefix to be declared once", at);
    prefixes.set(prefix, namespace);
  };
  for (;;) {
    const at = lexer.at();
    if (lexer.has("default")) {
      declare("", at);
    } else if (lexer.has("prefix")) {
      const prefix = lexer.take("a prefix")?.[0];
      if (prefix === undefined) throw lexer.fault("a prefix");
      declare(prefix, at);
    } else {
      return scopeOf(prefixes, outer);
    }
  }
}
