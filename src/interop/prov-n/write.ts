import {
  type Argument,
  type Attribute,
  argumentsOf,
  type Bundle,
  type ProvDocument,
  type Statement,
  timeArguments,
  type Value,
} from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import type { Prefixes } from "../prefixes.ts";
import { UnwritableProvError } from "../prov-errors.ts";
import { type Qualifier, qualifierOf } from "../prov-prefixes.ts";
import { datatypes } from "../prov-values.ts";
import { formOf, isExtensible, provextNamespace } from "./forms.ts";
import { escapable, localStart, maxNameLength, wholePrefix, writableLocal } from "./tokens.ts";

/**
 * Writes PROV-N that reads back as the same statements, in the same order.
 *
 * @throws {UnwritableProvError} at a name that is none (`_:label`): PROV-N has no blank nodes.
 */
export function writeProvN(document: ProvDocument): string {
  return [...provNPieces(document)].join("");
}

/** The same in pieces, a bundle each, of which no more than one is needed at a time. @throws {UnwritableProvError} */
export function* provNPieces({ prefixes, statements, bundles }: ProvDocument): Iterable<string> {
  const names = qualifierOf({ ...predeclared, ...prefixes }, syntax);
  const lines: string[] = [];
  for (const statement of statements) {
    lines.push(`  ${statementText(statement, names)}\n`);
    yield "";
  }
  const bundleNames = bundles.map(({ id }) => nameText(id, names));
  yield `document\n${declarations(names.prefixes(), predeclared, "  ")}`;
  yield* lines;
  for (const [index, bundle] of bundles.entries()) yield bundleText(bundle, bundleNames[index] ?? "", names);
  yield "endDocument\n";
}

const predeclared: Prefixes = { prov: namespaceOf.prov, xsd: namespaceOf.xsd };

const syntax = {
  isPrefix: (text: string) => wholePrefix.test(text),
  // Without a prefix, `//` would begin a comment.
  isLocal: (text: string, prefix: string) =>
    writableLocal.test(text) && !(prefix === "" && text.startsWith("/")),
} as const;

function bundleText({ prefixes, statements }: Bundle, name: string, outer: Qualifier): string {
  const names = qualifierOf(prefixes, syntax, outer);
  const lines = statements.map((statement) => `    ${statementText(statement, names)}\n`);
  return [`  bundle ${name}\n`, declarations(names.prefixes(), {}, "    "), ...lines, "  endBundle\n"].join(
    "",
  );
}

function declarations(prefixes: Prefixes, known: Prefixes, indent: string): string {
  return Object.entries(prefixes)
    .filter(([prefix, namespace]) => known[prefix] !== namespace)
    .map(
      ([prefix, namespace]) => `${indent}${prefix === "" ? "default" : `prefix ${prefix}`} <${namespace}>\n`,
    )
    .join("");
}

function statementText({ type, id, args, attributes }: Statement, names: Qualifier): string {
  const { identifier, hasAttributes, isQualified, required } = formOf[type];
  const isExtended = (identifier === "none" && id !== undefined) || (!hasAttributes && attributes.length > 0);
  if (isExtended && !isExtensible(type))
    throw new UnwritableProvError("PROV-N", `that ${type} has an identifier or attributes`);
  const word = isExtended
    ? nameText(provextNamespace + type, names)
    : isQualified
      ? nameText(namespaceOf.prov + type, names)
      : type;

  const given: readonly string[] = argumentsOf[type];
  const isFull = given.slice(required).some((name) => args[name] !== undefined);
  const texts = (isFull ? given : given.slice(0, required)).map((name) =>
    argumentText(name, args[name], names),
  );
  if (identifier === "first") texts.unshift(nameText(id ?? "", names));
  if (attributes.length > 0) texts.push(attributesText(attributes, names));
  const head = identifier === "first" || id === undefined ? "" : `${nameText(id, names)}; `;
  return `${word}(${head}${texts.join(", ")})`;
}

function argumentText(name: string, argument: Argument | undefined, names: Qualifier): string {
  if (argument === undefined) return "-";
  if (typeof argument === "string") return timeArguments.has(name) ? argument : nameText(argument, names);
  if (!("length" in argument)) return valueText(argument, names);
  const items = argument.map((item) =>
    "entity" in item
      ? `(${valueText(item.key, names)}, ${nameText(item.entity, names)})`
      : valueText(item, names),
  );
  return `{${items.join(", ")}}`;
}

function attributesText(attributes: readonly Attribute[], names: Qualifier): string {
  const texts = attributes.map(({ name, value }) => `${nameText(name, names)}=${valueText(value, names)}`);
  return `[${texts.join(", ")}]`;
}

function valueText({ text, datatype, language }: Value, names: Qualifier): string {
  if (datatype === datatypes.qualifiedName) return `'${nameText(text, names)}'`;
  const quoted = `"${text.replace(/["\\\n\r\t\b\f]/g, (character) => escapeOf[character] ?? character)}"`;
  if (language !== undefined) return `${quoted}@${language}`;
  return datatype === datatypes.string ? quoted : `${quoted} %% ${nameText(datatype, names)}`;
}

const escapeOf: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\b": "\\b",
  "\f": "\\f",
};

function nameText(name: string, names: Qualifier): string {
  if (name.startsWith("_:")) throw new UnwritableProvError("PROV-N", `${name}: it has no blank nodes`);
  const { prefix, local } = names.qualify(name);
  if (local.length > maxNameLength)
    throw new UnwritableProvError("PROV-N", `a name of more than ${maxNameLength} characters`);
  return `${prefix === "" ? "" : `${prefix}:`}${escaped(local)}`;
}

/** Escapes what no local part holds as it is, and what may not begin or end one. */
function escaped(local: string): string {
  const characters = Array.from(local);
  const escapes = characters.map((character, index) => {
    const isEdge = index === 0 ? !localStart.test(local) : index === characters.length - 1;
    const isPlain = character === "-" || character === ".";
    return escapable.test(character) && (!isPlain || isEdge) ? `\\${character}` : character;
  });
  return escapes.join("");
}
