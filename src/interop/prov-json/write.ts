import {
  argumentsOf,
  type KeyEntityPair,
  type ProvDocument,
  type Statement,
  type StatementType,
  timeArguments,
  type Value,
} from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import type { Prefixes } from "../prefixes.ts";
import { UnwritableProvError } from "../prov-errors.ts";
import { freshLabels } from "../prov-labels.ts";
import { type Qualifier, qualifierOf } from "../prov-prefixes.ts";
import { datatypes, nameText } from "../prov-values.ts";

/**
 * Writes PROV-JSON, which reads back as the same statements; their order is that of their types.
 *
 * @throws {UnwritableProvError} where an attribute would be taken for an argument.
 */
export function writeProvJson(document: ProvDocument): string {
  return [...provJsonPieces(document, freshLabels(document))].join("");
}

/**
 * The same in pieces, a bundle each, of which no more than one is needed at a time. `fresh` makes labels that the document has
 * not. @throws {UnwritableProvError}
 */
export function* provJsonPieces(document: ProvDocument, fresh: () => string): Iterable<string> {
  const names = qualifierOf({ ...predeclared, ...document.prefixes }, syntax);
  const ids = document.bundles.map(({ id }) => shortName(id, names));
  if (new Set(ids).size < ids.length) throw new UnwritableProvError("PROV-JSON", "two bundles of one name");
  const records = emptyRecords();
  for (const statement of document.statements) {
    addRecord(records, statement, names, fresh);
    yield "";
  }
  const members = { ...prefixObject(names.prefixes()), ...objectOf(records) };
  const outside = JSON.stringify(members, undefined, 2);
  yield outside.slice(0, -"\n}".length);
  for (const [index, { prefixes, statements }] of document.bundles.entries()) {
    const inner = qualifierOf(prefixes, syntax, names);
    const inside = emptyRecords();
    for (const statement of statements) addRecord(inside, statement, inner, fresh);
    const content = { ...prefixObject(inner.prefixes()), ...objectOf(inside) };
    const bundle = JSON.stringify(content, undefined, 2);
    const key = `    ${JSON.stringify(ids[index])}: `;
    yield `${index === 0 ? ',\n  "bundle": {\n' : ",\n"}${key}${bundle.replaceAll("\n", "\n    ")}`;
  }
  yield document.bundles.length === 0 ? "\n}\n" : "\n  }\n}\n";
}

const predeclared: Prefixes = { prov: namespaceOf.prov, xsd: namespaceOf.xsd };

const syntax = {
  isPrefix: (text: string) => /^[^:\s]+$/.test(text) && text !== "_" && text !== "default",
  isLocal: (text: string, prefix: string) => prefix !== "" || !text.includes(":"),
} as const;

type Json = string | { readonly [key: string]: Json } | readonly Json[];

function prefixObject(prefixes: Prefixes): { readonly prefix?: Json } {
  const members = Object.entries(prefixes).map(([prefix, iri]) => [prefix === "" ? "default" : prefix, iri]);
  return members.length === 0 ? {} : { prefix: Object.fromEntries(members) };
}

/** Records by the type of their statement and by their identifier. */
type Records = Map<string, Map<string, Json[]>>;

function emptyRecords(): Records {
  return new Map();
}

function addRecord(types: Records, statement: Statement, names: Qualifier, fresh: () => string): void {
  const records = types.get(statement.type) ?? new Map<string, Json[]>();
  types.set(statement.type, records);
  const id = shortName(statement.id ?? fresh(), names);
  const record = recordOf(statement, names);
  const known = records.get(id);
  if (known === undefined) records.set(id, [record]);
  else known.push(record);
}

function objectOf(types: Records): Readonly<Record<string, Json>> {
  const objects = [...types].map(([type, records]) => {
    const entries = [...records].map(
      ([id, list]) => [id, list.length === 1 ? (list[0] ?? {}) : list] as const,
    );
    return [type, Object.fromEntries(entries)] as const;
  });
  return Object.fromEntries(objects);
}

function recordOf({ type, args, attributes }: Statement, names: Qualifier): Json {
  const members = new Map<string, Json>(argumentMembers(type, args, names));
  const taken = new Set(
    [...argumentsOf[type], "key-entity-set", "key-set"].map((name) => namespaceOf.prov + name),
  );
  const lists = new Map<string, Json[]>();
  for (const { name, value } of attributes) {
    if (taken.has(name))
      throw new UnwritableProvError(
        "PROV-JSON",
        `an attribute <${name}> of ${type}, which is an argument there`,
      );
    const key = shortName(name, names);
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [valueJson(value, names)]);
    else list.push(valueJson(value, names));
  }
  for (const [key, list] of lists) members.set(key, list.length === 1 ? (list[0] ?? "") : list);
  return Object.fromEntries(members);
}

function argumentMembers(type: StatementType, args: Statement["args"], names: Qualifier): [string, Json][] {
  const key = (name: string) => shortName(namespaceOf.prov + name, names);
  if (type === "hadDictionaryMember") {
    const pair = { key: args.key as Value, entity: nameText(args.entity) };
    return [
      [key("dictionary"), shortName(nameText(args.dictionary), names)],
      [key("key-entity-set"), [pairJson(pair, names)]],
    ];
  }
  return Object.entries(args).map(([name, argument]): [string, Json] => {
    if (typeof argument === "string")
      return [key(name), timeArguments.has(name) ? argument : shortName(argument, names)];
    const items = argument as readonly (Value | KeyEntityPair)[];
    const list = items.map((item) => ("entity" in item ? pairJson(item, names) : valueJson(item, names)));
    return [key(name === "removals" ? "key-set" : "key-entity-set"), list];
  });
}

function pairJson({ key, entity }: KeyEntityPair, names: Qualifier): Json {
  return { key: valueJson(key, names), $: shortName(entity, names) };
}

function valueJson({ text, datatype, language }: Value, names: Qualifier): Json {
  if (language !== undefined) return { $: text, lang: language };
  if (datatype === datatypes.string) return text;
  const type = shortName(datatype, names);
  return { $: datatype === datatypes.qualifiedName ? shortName(text, names) : text, type };
}

function shortName(name: string, names: Qualifier): string {
  if (name.startsWith("_:")) return name;
  const { prefix, local } = names.qualify(name);
  return prefix === "" ? local : `${prefix}:${local}`;
}
