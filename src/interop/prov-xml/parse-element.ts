import {
  type Argument,
  type Attribute,
  argumentsOf,
  elementTypes,
  type KeyEntityPair,
  type Statement,
  type StatementType,
  timeArguments,
  type Value,
} from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import { completeTypes, isStatementType, keyedArguments } from "../prov-arguments.ts";
import { declaredNamespace, nameFault } from "../prov-scope.ts";
import { nameValue } from "../prov-values.ts";
import type { Element } from "./element.ts";
import {
  faultIn,
  nameIn,
  provAttribute,
  referenceOf,
  refuseOtherAttributes,
  timeIn,
  valueIn,
} from "./parse-values.ts";
import { argumentOfElement, typedElements } from "./vocabulary.ts";

/** The statement of one element, or as many as a membership has members. */
export function parseElement(element: Element): Statement[] {
  const [type, provType] = typeOf(element);
  const id = provAttribute(element, "id");
  if (id === undefined && elementTypes.has(type)) throw faultIn(element, `prov:id in <${element.local}>`);
  if (element.text.trim() !== "") throw faultIn(element, `no text in <${element.local}>`);
  refuseOtherAttributes(element, "id");

  const names: readonly string[] = argumentsOf[type];
  const args: Record<string, Argument> = {};
  const members: string[] = [];
  const pairs: KeyEntityPair[] = [];
  const keys: Value[] = [];
  const attributes: Attribute[] = provType === undefined ? [] : [typeAttribute(provType)];
  for (const child of element.children) {
    const isProv = child.namespace === namespaceOf.prov;
    const name = isProv ? (argumentOfElement[child.local] ?? child.local) : "";
    if (isProv && child.local === "keyEntityPair" && isDictionary(type)) {
      pairs.push(parsePair(child));
    } else if (name === "key" && type === "derivedByRemovalFrom") {
      keys.push(valueIn(child));
    } else if (name === "entity" && type === "hadMember") {
      members.push(referenceOf(child));
    } else if (keyedArguments[type]?.includes(name)) {
      throw faultIn(child, `no <${child.local}> by itself in <${element.local}>`);
    } else if (names.includes(name)) {
      if (args[name] !== undefined) throw faultIn(child, `<${child.local}> once in <${element.local}>`);
      args[name] = timeArguments.has(name) ? timeIn(child) : referenceOf(child);
    } else {
      attributes.push({ name: attributeName(child), value: valueIn(child) });
    }
  }
  if (type === "derivedByInsertionFrom") args.insertions = pairs;
  if (type === "derivedByRemovalFrom") args.removals = keys;

  const each: readonly Record<string, Argument>[] =
    type === "hadMember"
      ? members.map((entity) => ({ ...args, entity }))
      : type === "hadDictionaryMember"
        ? pairs.map(({ key, entity }) => ({ ...args, key, entity }))
        : [args];
  const optionalId = id === undefined ? {} : { id: nameIn(element, id) };
  const statements = each.map((given) => ({
    type,
    ...optionalId,
    args: inOrder(element, type, given),
    attributes,
  }));
  if (statements.length === 0) throw faultIn(element, `an entity in <${element.local}>`);
  return statements;
}

function typeOf(element: Element): readonly [type: StatementType, provType?: string] {
  const { local } = element;
  const typed = typedElements[local];
  if (typed !== undefined && Object.hasOwn(typedElements, local)) return typed;
  if (isStatementType(local)) return [local];
  throw faultIn(element, `a statement, not <${local}>`);
}

function typeAttribute(provType: string): Attribute {
  return { name: `${namespaceOf.prov}type`, value: nameValue(namespaceOf.prov + provType) };
}

function isDictionary(type: StatementType): boolean {
  return type === "hadDictionaryMember" || type === "derivedByInsertionFrom";
}

function inOrder(
  element: Element,
  type: StatementType,
  args: Readonly<Record<string, Argument>>,
): Record<string, Argument> {
  const given = argumentsOf[type].flatMap((name) => {
    const argument = args[name];
    if (argument === undefined && completeTypes.has(type))
      throw faultIn(element, `<${name}> in <${element.local}>`);
    return argument === undefined ? [] : [[name, argument] as const];
  });
  return Object.fromEntries(given);
}

function parsePair(element: Element): KeyEntityPair {
  const child = (local: string) =>
    element.children.find((each) => each.namespace === namespaceOf.prov && each.local === local);
  const [key, entity] = [child("key"), child("entity")];
  refuseOtherAttributes(element);
  const isPair = element.children.length === 2 && element.text.trim() === "";
  if (key === undefined || entity === undefined || !isPair)
    throw faultIn(element, "<key> and <entity> in <keyEntityPair>");
  return { key: valueIn(key), entity: referenceOf(entity) };
}

function attributeName(element: Element): string {
  const name = declaredNamespace(element.namespace) + element.local;
  const fault = nameFault(name);
  if (fault !== undefined) throw faultIn(element, `${fault} as the name of <${element.local}>`);
  return name;
}
