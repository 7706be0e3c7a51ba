import type { Argument, KeyEntityPair, Statement, Value } from "../../prov/document.ts";
import { nameText } from "../prov-values.ts";
import { type Context, takeAttributes, takeNames, zipped } from "./context.ts";
import { type Triple, valueOfTerm } from "./graph.ts";
import { dictionaryChanges, provO } from "./vocabulary.ts";

/** Reads PROV-Links and PROV-Dictionary. */
export function readLinks(context: Context): Statement[] {
  return [
    ...readMentions(context),
    ...readMembers(context),
    ...dictionaryChanges.flatMap((change) => readChanges(context, change)),
  ];
}

/** A mention is two properties of the specific entity (PROV-Links §4); one of them alone says nothing. */
function readMentions(context: Context): Statement[] {
  const specific = new Set(context.graph.withPredicate(provO.mentionOf).map(({ subject }) => subject));
  return [...specific].flatMap((specificEntity) => {
    const has = (property: string) =>
      context.graph
        .of(specificEntity)
        .some(({ predicate, object }) => predicate === property && object !== undefined);
    if (!has(provO.mentionOf) || !has(provO.asInBundle)) return [];
    const generalEntity = takeNames(context, specificEntity, [provO.mentionOf]);
    const bundle = takeNames(context, specificEntity, [provO.asInBundle]);
    return zipped({ specificEntity: [specificEntity], generalEntity, bundle }).map((args) => ({
      type: "mentionOf" as const,
      args,
      attributes: [],
    }));
  });
}

function readMembers(context: Context): Statement[] {
  return context.graph.withPredicate(provO.hadDictionaryMember).flatMap((triple) => {
    if (triple.object === undefined) return [];
    const pairs = takePairs(context, triple.object);
    if (pairs.length > 0) context.taken.add(triple);
    return pairs.map(({ key, entity }) => ({
      type: "hadDictionaryMember" as const,
      args: { dictionary: triple.subject, entity, key },
      attributes: [],
    }));
  });
}

function readChanges(context: Context, change: (typeof dictionaryChanges)[number]): Statement[] {
  const { graph, taken, usesOf } = context;
  const { type, argument, plain, qualified, node: nodeClass } = change;
  const linked = graph
    .withPredicate(qualified)
    .flatMap(({ object }) => (object === undefined ? [] : [object]));
  const statements = [...new Set([...linked, ...graph.instancesOf(nodeClass)])].flatMap(
    (node): Statement[] => {
      const links = graph.to(node).filter(({ predicate }) => predicate === qualified);
      for (const link of links) taken.add(link);
      const changed: Argument =
        argument === "insertions" ? takeInsertions(context, node) : takeKeys(context, node);
      const each = zipped({
        after: [...new Set(links.map(({ subject }) => subject))],
        before: takeNames(context, node, [provO.dictionary]),
        [argument]: [changed],
      });
      const attributes = takeAttributes(context, node, (nodeType) => nodeType === nodeClass);
      const isNamed = !node.startsWith("_:") || each.length > 1 || usesOf(node) > links.length;
      return each.map((args) => ({ type, ...(isNamed ? { id: node } : {}), args, attributes }));
    },
  );

  const known = new Set(statements.map(({ args }) => `${nameText(args.after)} ${nameText(args.before)}`));
  for (const triple of graph.withPredicate(plain)) {
    if (triple.object === undefined) continue;
    // What was inserted or removed must be in the statement, so that the property alone makes none.
    if (known.has(`${triple.subject} ${triple.object}`)) taken.add(triple);
  }
  return statements;
}

function takeInsertions(context: Context, node: string): KeyEntityPair[] {
  return context.graph.of(node).flatMap((triple) => {
    if (triple.predicate !== provO.insertedPair || triple.object === undefined) return [];
    const pairs = takePairs(context, triple.object);
    if (pairs.length > 0) context.taken.add(triple);
    return pairs;
  });
}

function takeKeys({ graph, taken, scope }: Context, node: string): Value[] {
  return graph.of(node).flatMap((triple) => {
    const key = triple.predicate === provO.removedKey ? valueOfTerm(triple.quad.object, scope) : undefined;
    if (key === undefined) return [];
    taken.add(triple);
    return [key];
  });
}

/** The key and the entity of a pair; nothing where one of them is missing. */
function takePairs({ graph, taken, scope }: Context, node: string): KeyEntityPair[] {
  const triples = graph.of(node);
  const keys = triples.flatMap((triple) => {
    const key = triple.predicate === provO.pairKey ? valueOfTerm(triple.quad.object, scope) : undefined;
    return key === undefined ? [] : [{ triple, key }];
  });
  const entities = triples.flatMap((triple) => {
    const { predicate, object } = triple;
    return predicate === provO.pairEntity && object !== undefined ? [{ triple, entity: object }] : [];
  });
  if (keys.length === 0 || entities.length === 0) return [];
  const isOfClass = (triple: Triple) =>
    triple.predicate === provO.type && triple.object === provO.keyEntityPair;
  for (const { triple } of [...keys, ...entities]) taken.add(triple);
  for (const triple of triples.filter(isOfClass)) taken.add(triple);
  return Array.from({ length: Math.max(keys.length, entities.length) }, (_, index) => {
    const key = keys[Math.min(index, keys.length - 1)]?.key;
    const entity = entities[Math.min(index, entities.length - 1)]?.entity;
    return key === undefined || entity === undefined ? [] : [{ key, entity }];
  }).flat();
}
