import {
  type Argument,
  type Attribute,
  argumentsOf,
  type Bundle,
  type KeyEntityPair,
  type ProvDocument,
  type Statement,
  timeArguments,
  type Value,
} from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import type { Prefixes } from "../prefixes.ts";
import { completeTypes } from "../prov-arguments.ts";
import { UnwritableProvError } from "../prov-errors.ts";
import { type Qualifier, qualifierOf } from "../prov-prefixes.ts";
import { datatypes, nameText } from "../prov-values.ts";
import { xmlLiteral } from "./parse-values.ts";
import { attributeText, elementText, isNcName, isXmlContent, isXmlPrefix, nameEnds } from "./text.ts";
import { elementOfArgument, xmlNamespaces } from "./vocabulary.ts";

/**
 * Writes PROV-XML that reads back as the same statements, in the same order, and is valid by its schemas where the document has
 * what they require. Names are valid QNames where there is such
 * a name for the IRI; for others (`ex:1`) the local part is written as it is, as ProvToolbox does.
 *
 * @throws {UnwritableProvError} at blank nodes, at attributes whose names XML cannot write, and at what no XML may hold.
 */
export function writeProvXml(document: ProvDocument): string {
  return [...provXmlPieces(document)].join("");
}

/** The same in pieces, a bundle each, of which no more than one is needed at a time. @throws {UnwritableProvError} */
export function* provXmlPieces({ prefixes, statements, bundles }: ProvDocument): Iterable<string> {
  const names = qualifierOf(withPredeclared(prefixes), syntax);
  const lines: string[] = [];
  for (const statement of statements) {
    lines.push(statementText(statement, names, "  "));
    yield "";
  }
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<prov:document${declarationsOf({ ...names.prefixes(), xsi: xmlNamespaces.xsi })}>\n`;
  yield* lines;
  for (const bundle of bundles) yield bundleText(bundle, names);
  yield "</prov:document>\n";
}

const syntax = {
  isPrefix: (text: string) => isXmlPrefix(text) && text !== "xsi",
  isLocal: isNcName,
  localStarts: nameEnds,
} as const;

/** The prefixes of PROV-XML's own names come last, so that they are taken before others of the same namespace. */
function withPredeclared({ prov: _prov, xsd: _xsd, ...others }: Prefixes): Prefixes {
  return { ...others, prov: namespaceOf.prov, xsd: namespaceOf.xsd };
}

function declarationsOf(prefixes: Prefixes): string {
  return Object.entries(prefixes)
    .map(([prefix, namespace]) => {
      const iri = namespace === namespaceOf.xsd ? xmlNamespaces.xsd : namespace;
      return ` xmlns${prefix === "" ? "" : `:${prefix}`}="${attributeText(iri)}"`;
    })
    .join("");
}

function bundleText({ id, prefixes, statements }: Bundle, outer: Qualifier): string {
  const names = qualifierOf(withPredeclared(prefixes), syntax, outer);
  // The element that declares the prefixes of a bundle is the one that has its name.
  const name = shortName(id, names);
  const lines = statements.map((statement) => statementText(statement, names, "    "));
  return [
    `  <prov:bundleContent${declarationsOf(names.prefixes())} prov:id="${attributeText(name)}">\n`,
    ...lines,
    "  </prov:bundleContent>\n",
  ].join("");
}

function statementText({ type, id, args, attributes }: Statement, names: Qualifier, indent: string): string {
  if (completeTypes.has(type) && (id !== undefined || attributes.length > 0))
    throw new UnwritableProvError("PROV-XML", `that ${type} has an identifier or attributes`);
  const named = id === undefined ? "" : ` prov:id="${attributeText(shortName(id, names))}"`;
  const inner = [
    ...argumentTexts(type, args, names),
    ...inSchemaOrder(attributes).map((attribute) => attributeElement(type, attribute, names)),
  ].map((text) => `${indent}  ${text}\n`);
  if (inner.length === 0) return `${indent}<prov:${type}${named}/>\n`;
  return `${indent}<prov:${type}${named}>\n${inner.join("")}${indent}</prov:${type}>\n`;
}

/** The schema of PROV-XML wants PROV's own attributes first, and in this order. */
function inSchemaOrder(attributes: readonly Attribute[]): readonly Attribute[] {
  const rankOf = ({ name }: Attribute) => {
    const rank = schemaOrder.indexOf(name);
    return rank < 0 ? schemaOrder.length : rank;
  };
  return attributes.toSorted((a, b) => rankOf(a) - rankOf(b));
}

const schemaOrder: readonly string[] = ["label", "location", "role", "type", "value"].map(
  (local) => namespaceOf.prov + local,
);

function argumentTexts(
  type: Statement["type"],
  args: Statement["args"],
  names: Qualifier,
): readonly string[] {
  if (type === "hadDictionaryMember")
    return [
      referenceText("dictionary", nameText(args.dictionary), names),
      pairText({ key: args.key as Value, entity: nameText(args.entity) }, names),
    ];
  return Object.entries(args).flatMap(([name, argument]) => argumentText(name, argument, names));
}

function argumentText(name: string, argument: Argument, names: Qualifier): readonly string[] {
  if (typeof argument === "string")
    return [
      timeArguments.has(name)
        ? `<prov:${name}>${argument}</prov:${name}>`
        : referenceText(name, argument, names),
    ];
  const items = argument as readonly (Value | KeyEntityPair)[];
  return items.map((item) =>
    "entity" in item ? pairText(item, names) : valueElement("prov:key", item, names),
  );
}

function referenceText(argument: string, name: string, names: Qualifier): string {
  return `<prov:${elementOfArgument[argument] ?? argument} prov:ref="${attributeText(shortName(name, names))}"/>`;
}

function pairText({ key, entity }: KeyEntityPair, names: Qualifier): string {
  const inner = valueElement("prov:key", key, names) + referenceText("entity", entity, names);
  return `<prov:keyEntityPair>${inner}</prov:keyEntityPair>`;
}

function attributeElement(type: Statement["type"], { name, value }: Attribute, names: Qualifier): string {
  const local = name.startsWith(namespaceOf.prov) ? name.slice(namespaceOf.prov.length) : "";
  const isArgument = ([...argumentsOf[type], ...dictionaryElements] as readonly string[]).includes(local);
  if (isArgument && local !== "")
    throw new UnwritableProvError(
      "PROV-XML",
      `an attribute <${name}> of ${type}, which is an argument there`,
    );
  const { prefix, local: element } = names.qualify(name);
  if (!isNcName(element))
    throw new UnwritableProvError("PROV-XML", `an attribute <${name}>: it ends in no name of XML`);
  return valueElement(prefix === "" ? element : `${prefix}:${element}`, value, names);
}

const dictionaryElements = ["key", "keyEntityPair", "newDictionary", "oldDictionary"] as const;

function valueElement(tag: string, { text, datatype, language }: Value, names: Qualifier): string {
  const isName = datatype === datatypes.qualifiedName;
  const type = isName ? "xsd:QName" : shortName(datatype, names);
  const isPlain = datatype === datatypes.string || (tag === "prov:label" && language !== undefined);
  const typed = isPlain ? "" : ` xsi:type="${attributeText(type)}"`;
  const spoken = language === undefined ? "" : ` xml:lang="${language}"`;
  const content = isName ? shortName(text, names) : text;
  const inner = datatype === xmlLiteral && isXmlContent(content) ? content : elementText(content);
  return `<${tag}${spoken}${typed}>${inner}</${tag}>`;
}

function shortName(name: string, names: Qualifier): string {
  if (name.startsWith("_:")) throw new UnwritableProvError("PROV-XML", `${name}: it has no blank nodes`);
  const { prefix, local } = names.qualify(name);
  return prefix === "" ? local : `${prefix}:${local}`;
}
