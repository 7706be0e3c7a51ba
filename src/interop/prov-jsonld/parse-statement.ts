import type { JsonObject, JsonValue } from "../../events/event.ts";
import { isJsonArray } from "../../events/json-value.ts";
import {
  type Argument,
  type Attribute,
  argumentsOf,
  elementTypes,
  type Statement,
  timeArguments,
} from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import { completeTypes } from "../prov-arguments.ts";
import { faultAt, type Path } from "../prov-json/parse-values.ts";
import type { Scope } from "../prov-scope.ts";
import { isDateTime } from "../prov-values.ts";
import { nameAt, valuesAt } from "./parse-values.ts";
import { bareAttributes, contextPrefixes, nameAttributes, typeOfClass } from "./vocabulary.ts";

/** The class of a node without its prefix, which is `prov:`, `provext:` or none. */
export function localClass(node: JsonObject, scope: Scope, path: Path): string {
  const given = node["@type"];
  const type = isJsonArray(given) && given.length === 1 ? given[0] : given;
  const place = [...path, "@type"];
  if (typeof type !== "string") throw faultAt(place, "a class");
  if (!type.includes(":")) return type;
  const iri = nameAt(type, scope, place);
  const namespace = [namespaceOf.prov, contextPrefixes.provext].find(
    (each) => each !== undefined && iri.startsWith(each),
  );
  return namespace === undefined ? type : iri.slice(namespace.length);
}

/** The statement of a node, or as many as a membership has members. */
export function parseStatement(name: string, node: JsonObject, scope: Scope, path: Path): Statement[] {
  const type = typeOfClass.get(name);
  if (type === undefined)
    throw faultAt([...path, "@type"], `one of ${[...typeOfClass.keys()].join(", ")} or, at the top, Bundle`);
  const names: readonly string[] = argumentsOf[type];
  const args = new Map<string, readonly Argument[]>();
  const attributes: Attribute[] = [];
  for (const [key, value] of Object.entries(node)) {
    const place = [...path, key];
    if (key === "@type" || key === "@id") continue;
    if (names.includes(key)) {
      const isMembers = type === "hadMember" && key === "entity";
      args.set(key, isMembers ? membersAt(value, scope, place) : [argumentAt(key, value, scope, place)]);
      continue;
    }
    if (!key.includes(":") && !bareAttributes.has(key))
      throw faultAt(place, `${[...names, ...bareAttributes].join(", ")} or a name with a prefix`);
    const attribute = key.includes(":") ? nameAt(key, scope, place) : namespaceOf.prov + key;
    for (const each of valuesAt(value, scope, place, nameAttributes.has(attribute)))
      attributes.push({ name: attribute, value: each });
  }
  if (completeTypes.has(type))
    for (const missing of names) if (!args.has(missing)) throw faultAt(path, `"${missing}" in ${name}`);

  const id = node["@id"] === undefined ? undefined : nameAt(node["@id"], scope, [...path, "@id"]);
  if (id === undefined && elementTypes.has(type)) throw faultAt(path, `"@id" in ${name}`);
  const count = Math.max(1, ...[...args.values()].map((list) => list.length));
  return Array.from({ length: count }, (_, index) => ({
    type,
    ...(id === undefined ? {} : { id }),
    args: Object.fromEntries(
      names.flatMap((each) => {
        const list = args.get(each);
        const argument = list?.[index] ?? list?.[0];
        return argument === undefined ? [] : [[each, argument] as const];
      }),
    ),
    attributes,
  }));
}

function membersAt(value: JsonValue, scope: Scope, path: Path): string[] {
  if (!isJsonArray(value)) return [nameAt(value, scope, path)];
  if (value.length === 0) throw faultAt(path, "one member at least");
  return value.map((item, index) => nameAt(item, scope, [...path, index]));
}

function argumentAt(name: string, value: JsonValue, scope: Scope, path: Path): string {
  if (!timeArguments.has(name)) return nameAt(value, scope, path);
  if (typeof value === "string" && isDateTime(value)) return value;
  throw faultAt(path, "an xsd:dateTime");
}
