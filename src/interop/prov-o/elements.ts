import type { Attribute, Statement } from "../../prov/document.ts";
import { type Context, type Kind, takeAttributes, takeTimes, typeAttribute, zipped } from "./context.ts";
import { elementOfClass, elementOfSubclass, provO, structuralProperties } from "./vocabulary.ts";

/**
 * Reads entities, activities and agents. A node is what its classes say; one without a class of PROV is what the
 * relations use it as, or else what it is in other graphs, if it has attributes that would otherwise be lost.
 */
export function readElements(context: Context): Statement[] {
  return context.graph.subjects.flatMap((subject) => readElement(context, subject));
}

function readElement(context: Context, id: string): Statement[] {
  const kinds = kindsOf(context, id);
  const typed = kinds.map((kind) => ({ kind, attributes: subclassesOf(context, id, kind) }));
  const [first] = typed;
  if (first === undefined) return [];
  const startTime = kinds.includes("activity") ? takeTimes(context, id, provO.startTime) : [];
  const endTime = kinds.includes("activity") ? takeTimes(context, id, provO.endTime) : [];
  first.attributes.push(...takeAttributes(context, id, (type) => elementOfClass[type] !== undefined));
  return typed.flatMap(({ kind, attributes }) =>
    (kind === "activity" ? zipped({ startTime, endTime }) : [{}]).map((args) => ({
      type: kind,
      id,
      args,
      attributes,
    })),
  );
}

function kindsOf({ graph, kindOf, classesOf, taken }: Context, id: string): readonly Kind[] {
  const stated = new Set<Kind>();
  const implied = new Set<Kind>();
  let hasAttributes = false;
  for (const triple of graph.of(id)) {
    const { predicate, object } = triple;
    if (predicate === provO.type && object !== undefined) {
      const kind = elementOfClass[object];
      if (kind !== undefined) {
        stated.add(kind);
        taken.add(triple);
      }
      const parent = elementOfSubclass[object];
      if (parent !== undefined) implied.add(parent);
    }
    if (predicate === provO.startTime || predicate === provO.endTime) implied.add("activity");
    else if (!taken.has(triple) && !structuralProperties.has(predicate)) hasAttributes = true;
  }
  const kinds = inOrder([...stated, ...implied]);
  if (kinds.length > 0 || !hasAttributes) return kinds;
  const used = kindOf.get(id);
  return used === undefined ? inOrder(classesOf(id).flatMap(kindsOfClass)) : [used];
}

function inOrder(kinds: readonly Kind[]): readonly Kind[] {
  return Object.values(elementOfClass).filter((kind) => kinds.includes(kind));
}

function kindsOfClass(type: string): readonly Kind[] {
  const kind = elementOfClass[type] ?? elementOfSubclass[type];
  return kind === undefined ? [] : [kind];
}

/** Takes the classes that PROV-DM has as types of this kind of element. */
function subclassesOf({ graph, taken }: Context, id: string, kind: Kind): Attribute[] {
  return graph.of(id).flatMap((triple) => {
    const { predicate, object } = triple;
    if (predicate !== provO.type || object === undefined || elementOfSubclass[object] !== kind) return [];
    taken.add(triple);
    return [typeAttribute(object)];
  });
}
