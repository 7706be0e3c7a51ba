import type { Value } from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import type { Scope } from "../prov-scope.ts";
import { datatypes, languageValue, nameValue } from "../prov-values.ts";
import { type Lexer, lexerOf } from "./lexer.ts";
import { expanded, parseName, takeName } from "./parse-name.ts";

/** Takes a literal (PROV-N §3.7.4): a string with datatype, with language or alone, an integer, or a name in quotes. */
export function parseValue(lexer: Lexer, scope: Scope): Value {
  if (lexer.has("'")) {
    const name = parseName(lexer, scope);
    if (!lexer.has("'")) throw lexer.fault('"\'"');
    return nameValue(name);
  }
  const integer = lexer.take("an integer");
  if (integer !== undefined) return { text: integer[0], datatype: `${namespaceOf.xsd}int` };

  const at = lexer.at();
  const quoted = lexer.takeString();
  if (quoted === undefined) throw lexer.fault("a literal");
  const text = unescaped(quoted);
  if (lexer.has("%%")) return typedValue(lexer, scope, text, at);
  const language = lexer.take("a language tag")?.[1];
  return language === undefined ? { text, datatype: datatypes.string } : languageValue(text, language);
}

function typedValue(lexer: Lexer, scope: Scope, text: string, at: number): Value {
  const datatype = parseName(lexer, scope, "a datatype");
  if (datatype !== datatypes.qualifiedName && datatype !== datatypes.xsdQName) return { text, datatype };

  const inner = lexerOf(text);
  const name = takeName(inner);
  if (name === undefined || inner.at() < text.length)
    throw lexer.fault("a qualified name in the quotation marks", at);
  return nameValue(expanded(lexer, scope, { ...name, at }));
}

function unescaped(text: string): string {
  return text.includes("\\") ? text.replace(/\\(.)/gu, (_, letter) => characterOf[letter] ?? letter) : text;
}

const characterOf: Readonly<Record<string, string>> = {
  t: "\t",
  b: "\b",
  n: "\n",
  r: "\r",
  f: "\f",
};
