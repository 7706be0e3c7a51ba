import {
  type Argument,
  type Attribute,
  argumentsOf,
  type KeyEntityPair,
  type Statement,
  type StatementType,
  timeArguments,
} from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import { completeTypes, isStatementType } from "../prov-arguments.ts";
import type { Scope } from "../prov-scope.ts";
import { isDateTime } from "../prov-values.ts";
import { type Form, formOf, isExtensible, provextNamespace } from "./forms.ts";
import type { Lexer } from "./lexer.ts";
import { parseName, parseNameOrMarker, takeName } from "./parse-name.ts";
import { parseValue } from "./parse-value.ts";

/** Takes one statement: a word, and in parentheses an identifier, arguments and attributes. */
export function parseStatement(lexer: Lexer, scope: Scope, expected: string): Statement {
  const { type, form } = parseType(lexer, scope, expected);
  const names: readonly string[] = argumentsOf[type];
  expect(lexer, "(");
  const mayMiss = !completeTypes.has(type);
  const { id, first } = parseHead(lexer, scope, form, mayMiss);
  const args: Record<string, Argument> = {};
  let attributes: readonly Attribute[] = [];
  let count = 0;
  if (form.identifier !== "first") {
    count = 1;
    if (first !== undefined) args[names[0] ?? ""] = first;
  }

  while (count < form.required || !lexer.has(")")) {
    if (!lexer.has(",")) throw lexer.fault(count < form.required ? '","' : '"," or ")"');
    if (count >= form.required && lexer.has("[")) {
      if (!form.hasAttributes) throw lexer.fault(`no attributes, which ${type} has not in PROV-N`);
      attributes = parseAttributes(lexer, scope);
      expect(lexer, ")");
      break;
    }
    const name = names[count];
    if (name === undefined) throw lexer.fault(form.hasAttributes ? '"["' : '")"');
    const argument = parseArgument(lexer, scope, name, mayMiss);
    if (argument !== undefined) args[name] = argument;
    count += 1;
  }
  return { type, ...(id === undefined ? {} : { id }), args, attributes };
}

function parseType(lexer: Lexer, scope: Scope, expected: string): { type: StatementType; form: Form } {
  const written = takeName(lexer);
  if (written === undefined) throw lexer.fault(expected);
  const { at, prefix, local } = written;
  const namespace = prefix === "" ? "" : scope.namespace(prefix);
  if (namespace === undefined) throw lexer.fault("a prefix that is declared", at);
  if (isStatementType(local)) {
    const form = formOf[local];
    if (namespace === "" || namespace === namespaceOf.prov) return { type: local, form };
    if (namespace === provextNamespace && isExtensible(local))
      return { type: local, form: { ...form, identifier: "optional", hasAttributes: true } };
  }
  throw lexer.fault(
    prefix === "" ? expected : "a statement of PROV, PROV-Dictionary, PROV-Links or provext",
    at,
  );
}

interface Head {
  readonly id: string | undefined;
  readonly first: string | undefined;
}

/** The identifier, and of a relation its first argument, which a semicolon tells apart. */
function parseHead(lexer: Lexer, scope: Scope, form: Form, mayMiss: boolean): Head {
  if (form.identifier === "first") return { id: parseName(lexer, scope), first: undefined };
  const at = lexer.at();
  const name = parseNameOrMarker(lexer, scope);
  if (form.identifier === "none" || !lexer.has(";")) {
    if (name === undefined && !mayMiss) throw lexer.fault("an identifier", at);
    return { id: undefined, first: name };
  }
  return { id: name, first: mayMiss ? parseNameOrMarker(lexer, scope) : parseName(lexer, scope) };
}

function parseArgument(lexer: Lexer, scope: Scope, name: string, mayMiss: boolean): Argument | undefined {
  if (name === "key") return parseValue(lexer, scope);
  if (name === "insertions") return parseSet(lexer, () => parsePair(lexer, scope));
  if (name === "removals") return parseSet(lexer, () => parseValue(lexer, scope));
  if (timeArguments.has(name)) return parseTimeOrMarker(lexer);
  return mayMiss ? parseNameOrMarker(lexer, scope) : parseName(lexer, scope);
}

/** A time before the year 0 begins as the marker does. */
function parseTimeOrMarker(lexer: Lexer): string | undefined {
  const at = lexer.at();
  const time = lexer.take("an xsd:dateTime")?.[0];
  if (time === undefined && lexer.has("-")) return undefined;
  if (time === undefined || !isDateTime(time)) throw lexer.fault('an xsd:dateTime or "-"', at);
  return time;
}

function parseSet<Item>(lexer: Lexer, parseItem: () => Item): Item[] {
  const items: Item[] = [];
  expect(lexer, "{");
  if (lexer.has("}")) return items;
  do items.push(parseItem());
  while (lexer.has(","));
  if (!lexer.has("}")) throw lexer.fault('"," or "}"');
  return items;
}

function parsePair(lexer: Lexer, scope: Scope): KeyEntityPair {
  expect(lexer, "(");
  const key = parseValue(lexer, scope);
  expect(lexer, ",");
  const entity = parseName(lexer, scope);
  expect(lexer, ")");
  return { key, entity };
}

function parseAttributes(lexer: Lexer, scope: Scope): Attribute[] {
  const attributes: Attribute[] = [];
  if (lexer.has("]")) return attributes;
  do {
    const name = parseName(lexer, scope, "the name of an attribute");
    expect(lexer, "=");
    attributes.push({ name, value: parseValue(lexer, scope) });
  } while (lexer.has(","));
  if (!lexer.has("]")) throw lexer.fault('"," or "]"');
  return attributes;
}

function expect(lexer: Lexer, punctuation: string): void {
  if (!lexer.has(punctuation)) throw lexer.fault(`"${punctuation}"`);
}
