import type { JsonObject, JsonValue } from "../../events/event.ts";
import { isJsonArray, isJsonObject } from "../../events/json-value.ts";
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
import { completeTypes, keyedArguments } from "../prov-arguments.ts";
import type { Scope } from "../prov-scope.ts";
import { isDateTime } from "../prov-values.ts";
import { contentAt, faultAt, nameAt, type Path, valueAt, valuesAt } from "./parse-values.ts";

/** One record: a statement, or as many as a membership has members. */
export function parseRecord(
  type: StatementType,
  id: string,
  record: JsonObject,
  scope: Scope,
  path: Path,
): Statement[] {
  const names: readonly string[] = argumentsOf[type];
  const lists = new Map<string, readonly Partial<Record<string, Argument>>[]>();
  const attributes: Attribute[] = [];
  const keyed = keyedArguments[type];
  const keySet = type === "derivedByRemovalFrom" ? "key-set" : "key-entity-set";
  for (const [key, value] of Object.entries(record)) {
    const keyPath = [...path, key];
    const name = nameAt(key, scope, keyPath);
    const argument = name.startsWith(namespaceOf.prov) ? name.slice(namespaceOf.prov.length) : "";
    if (keyed !== undefined && [...keyed, "key-set", "key-entity-set"].includes(argument)) {
      if (argument !== keySet) throw faultAt(keyPath, `"prov:${keySet}" in ${type}`);
      lists.set(argument, setAt(type, value, scope, keyPath));
    } else if (names.includes(argument))
      lists.set(argument, argumentsAt(type, argument, value, scope, keyPath));
    else for (const each of valuesAt(value, scope, keyPath)) attributes.push({ name, value: each });
  }
  if (type === "derivedByInsertionFrom" && !lists.has(keySet)) lists.set(keySet, [{ insertions: [] }]);
  if (type === "derivedByRemovalFrom" && !lists.has(keySet)) lists.set(keySet, [{ removals: [] }]);

  const combined = [...lists.values()].reduce<readonly Partial<Record<string, Argument>>[]>(
    (before, list) => before.flatMap((args) => list.map((more) => ({ ...args, ...more }))),
    [{}],
  );
  return combined.map((args) => {
    const given = names.flatMap((name) => {
      const argument = args[name];
      if (argument === undefined && completeTypes.has(type)) throw faultAt(path, `"prov:${name}" in ${type}`);
      return argument === undefined ? [] : [[name, argument] as const];
    });
    return { type, id, args: Object.fromEntries(given), attributes };
  });
}

/** One argument; a membership may have several members. */
function argumentsAt(
  type: StatementType,
  name: string,
  value: JsonValue,
  scope: Scope,
  path: Path,
): { [name: string]: Argument }[] {
  const items = isJsonArray(value) ? value : [value];
  if (items.length !== 1 && (type !== "hadMember" || name !== "entity" || items.length === 0))
    throw faultAt(path, "one value");
  return items.map((item, index) => {
    const itemPath = isJsonArray(value) ? [...path, index] : path;
    return {
      [name]: timeArguments.has(name) ? timeAt(item, scope, itemPath) : nameAt(item, scope, itemPath),
    };
  });
}

function timeAt(value: JsonValue, scope: Scope, path: Path): string {
  const text = isJsonObject(value) ? contentAt(value, [`${namespaceOf.xsd}dateTime`], scope, path) : value;
  if (typeof text === "string" && isDateTime(text)) return text;
  throw faultAt(path, "an xsd:dateTime");
}

/** The keys and entities of PROV-Dictionary, in one of two forms. */
function setAt(
  type: StatementType,
  value: JsonValue,
  scope: Scope,
  path: Path,
): { [name: string]: Argument }[] {
  if (type === "derivedByRemovalFrom") {
    const items = isJsonArray(value) ? value : [value];
    return [{ removals: items.map((item, index) => valueAt(item, scope, [...path, index])) }];
  }
  const pairs = isJsonArray(value)
    ? value.map((item, index) => pairAt(item, scope, [...path, index]))
    : keyedPairsAt(value, scope, path);
  if (type === "derivedByInsertionFrom") return [{ insertions: pairs }];
  if (pairs.length === 0) throw faultAt(path, "a key and an entity");
  return pairs.map(({ key, entity }) => ({ key, entity }));
}

/** `{"key": …, "$": "ex:e"}`. */
function pairAt(value: JsonValue, scope: Scope, path: Path): KeyEntityPair {
  if (!isJsonObject(value)) throw faultAt(path, 'an object with "key" and "$"');
  const { key, $: entity, ...others } = value;
  const [other] = Object.keys(others);
  if (other !== undefined) throw faultAt([...path, other], '"key" or "$"');
  return { key: valueAt(key, scope, [...path, "key"]), entity: nameAt(entity, scope, [...path, "$"]) };
}

/** `{"$key-datatype": "xsd:string", "k": "ex:e"}`. */
function keyedPairsAt(value: JsonValue, scope: Scope, path: Path): KeyEntityPair[] {
  if (!isJsonObject(value)) throw faultAt(path, "an object or an array");
  const { "$key-datatype": type = "xsd:string" } = value;
  return Object.entries(value)
    .filter(([key]) => key !== "$key-datatype")
    .map(([key, entity]) => ({
      key: valueAt(Object.assign(Object.create(null), { $: key, type }), scope, [...path, key]),
      entity: nameAt(entity, scope, [...path, key]),
    }));
}
