import {
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
import { datatypes, nameText } from "../prov-values.ts";
import {
  bareAttributes,
  bareAttributesOf,
  classOfType,
  contextPrefixes,
  nameAttributes,
  submissionContext,
  typeOfClass,
} from "./vocabulary.ts";

/**
 * Writes PROV-JSONLD that the schema of the submission accepts and that reads back as the same statements, in their order.
 * Every name has a prefix, and none is a term of the context or has a namespace that JSON-LD does not take for one.
 *
 * @throws {UnwritableProvError} at a statement of PROV-Dictionary or PROV-Links.
 */
export function writeProvJsonLd(document: ProvDocument): string {
  return [...provJsonLdPieces(document)].join("");
}

/** The same in pieces, a bundle each, of which no more than one is needed at a time. @throws {UnwritableProvError} */
export function* provJsonLdPieces({ prefixes, statements, bundles }: ProvDocument): Iterable<string> {
  const names = qualifierOf({ ...usable(prefixes), ...contextPrefixes }, syntax);
  const nodes: string[] = [];
  for (const statement of statements) {
    nodes.push(JSON.stringify(nodeOf(statement, names)));
    yield "";
  }
  yield `{"@context":${JSON.stringify([names.prefixes(), submissionContext])},"@graph":[\n`;
  let separator = "";
  for (const node of nodes) {
    yield separator + node;
    separator = ",\n";
  }
  for (const bundle of bundles) {
    yield separator + JSON.stringify(bundleNode(bundle, names));
    separator = ",\n";
  }
  yield "\n]}\n";
}

function bundleNode({ id, prefixes, statements }: Bundle, outer: Qualifier): object {
  const names = qualifierOf({ ...usable(prefixes), ...contextPrefixes }, syntax, outer);
  const name = shortName(id, names);
  const graph = statements.map((statement) => nodeOf(statement, names));
  // The context of the submission has no `Bundle` without prefix.
  return { "@type": "prov:Bundle", "@id": name, "@context": [names.prefixes()], "@graph": graph };
}

/** The keys of statements, none of which can be a prefix. */
const terms: ReadonlySet<string> = new Set([
  ...bareAttributes,
  ...typeOfClass.keys(),
  ...Object.values(argumentsOf).flat(),
  "Bundle",
  "Document",
]);

const syntax = {
  isPrefix: (text: string) => /^[A-Za-z0-9_]+$/.test(text) && text !== "_" && text !== "__proto__",
  // `prefix://` would be an IRI.
  isLocal: (text: string) => !text.startsWith("//"),
} as const;

/** The prefixes that JSON-LD 1.1 §9.4 takes for such: their namespaces end in a delimiter. */
function usable(prefixes: Prefixes): Prefixes {
  return Object.fromEntries(
    Object.entries(prefixes).filter(
      ([prefix, namespace]) => prefix !== "" && !terms.has(prefix) && /[:/?#[\]@]$/.test(namespace),
    ),
  );
}

function nodeOf({ type, id, args, attributes }: Statement, names: Qualifier): object {
  const name = classOfType.get(type);
  if (name === undefined) throw new UnwritableProvError("PROV-JSONLD", type);
  const members = Object.entries(args).map(([key, argument]) => {
    const text = nameText(argument);
    return [key, timeArguments.has(key) ? text : shortName(text, names)] as const;
  });
  const lists = new Map<string, unknown[]>();
  for (const attribute of attributes) {
    const key = keyOf(attribute, bareAttributesOf[type] ?? ["type", "label"], names);
    const list = lists.get(key) ?? [];
    lists.set(key, list);
    list.push(valueJson(attribute.value, nameAttributes.has(attribute.name), names));
  }
  return {
    "@type": name,
    ...(id === undefined ? {} : { "@id": shortName(id, names) }),
    ...Object.fromEntries([...members, ...lists]),
  };
}

/** The key of an attribute: without prefix where the schema has it so, which of a label wants a text. */
function keyOf({ name, value }: Attribute, bare: readonly string[], names: Qualifier): string {
  const local = name.startsWith(namespaceOf.prov) ? name.slice(namespaceOf.prov.length) : "";
  const isText = value.language !== undefined || value.datatype === datatypes.string;
  return bare.includes(local) && (local !== "label" || isText) ? local : shortName(name, names);
}

function valueJson({ text, datatype, language }: Value, isName: boolean, names: Qualifier): unknown {
  if (language !== undefined) return { "@value": text, "@language": language };
  if (datatype === datatypes.string) return { "@value": text };
  if (datatype !== datatypes.qualifiedName) return { "@value": text, "@type": shortName(datatype, names) };
  const name = shortName(text, names);
  return isName ? name : { "@value": name, "@type": shortName(datatype, names) };
}

function shortName(name: string, names: Qualifier): string {
  if (name.startsWith("_:")) return name;
  const { prefix, local } = names.qualify(name);
  return `${prefix}:${local}`;
}
