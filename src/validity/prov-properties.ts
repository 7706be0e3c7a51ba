import { kindOfArgument } from "../interop/prov-o/relations.ts";
import {
  derivationSubtypes,
  dictionaryChanges,
  elementOfClass,
  elementOfSubclass,
  provO,
  type Relation,
  relations,
} from "../interop/prov-o/vocabulary.ts";
import type { StatementType } from "../prov/document.ts";
import { namespaceOf } from "../vocabulary.ts";

/** What PROV-CONSTRAINTS 55 tells apart. */
export type Sort = "entity" | "activity";

const term = (local: string) => namespaceOf.prov + local;

export const hadGeneration = term("hadGeneration");
export const hadUsage = term("hadUsage");
export const hadActivity = term("hadActivity");
export const emptyCollection = term("EmptyCollection");

function relationOf(type: StatementType): Relation {
  const found = relations.find((relation) => relation.type === type);
  if (found === undefined) throw new Error(`PROV-O has no relation ${type}`);
  return found;
}

/** The properties that state a relation plainly, and those that lead to nodes of it. */
export interface Forms {
  readonly plain: readonly string[];
  readonly qualified: readonly string[];
  /** Of the nodes. */
  readonly classes: readonly string[];
  /** Those by which a node leads to the object of the relation. */
  readonly object: readonly string[];
}

/** The forms of a relation. Nodes of every relation may also be linked by `prov:qualifiedInfluence`. */
export function formsOf(type: StatementType): Forms {
  return formsOfRelation(relationOf(type));
}

function formsOfRelation({ type, plain, qualified, node, properties, object }: Relation): Forms {
  const subtypes = type === "wasDerivedFrom" ? derivationSubtypes : [];
  return {
    plain: [plain, ...subtypes.map((each) => each.plain)],
    qualified: [qualified, ...subtypes.map((each) => each.qualified)],
    classes: [node, ...subtypes.map((each) => each.node)],
    object: properties[object] ?? [],
  };
}

/** Every property that leads to a node. */
export const linkProperties: readonly string[] = [
  ...new Set([
    ...relations.flatMap((relation) => formsOfRelation(relation).qualified),
    ...dictionaryChanges.map(({ qualified }) => qualified),
  ]),
];
export const isLinkProperty: ReadonlySet<string> = new Set(linkProperties);

export const nodeClasses: ReadonlySet<string> = new Set([
  ...relations.flatMap((relation) => formsOfRelation(relation).classes),
  ...dictionaryChanges.map(({ node }) => node),
]);

/** What a class says that its instances are. */
export function sortOfClass(type: string): Sort | undefined {
  return sortOf(elementOfClass[type] ?? elementOfSubclass[type]);
}

function sortOf(kind: string | undefined): Sort | undefined {
  return kind === "entity" || kind === "activity" ? kind : undefined;
}

/** A property that tells of what sort its subject or object is, by PROV-CONSTRAINTS 50. */
export interface Telling {
  readonly property: string;
  readonly sort: Sort;
}

function telling(properties: readonly string[], sort: Sort | undefined): Telling[] {
  return sort === undefined ? [] : properties.map((property) => ({ property, sort }));
}

/** Properties by what they say of their subjects; a link says it of what it qualifies. */
export const tellOfSubjects: readonly Telling[] = [
  ...relations.flatMap((relation) => {
    const { plain, qualified } = formsOfRelation(relation);
    return telling([...plain, ...qualified], sortOf(kindOfArgument[relation.subject]));
  }),
  ...telling([provO.startTime, provO.endTime], "activity"),
  ...telling([provO.generatedAtTime, provO.invalidatedAtTime], "entity"),
];

/** Plain properties by what they say of their objects. */
export const tellOfObjects: readonly Telling[] = relations.flatMap((relation) =>
  telling(formsOfRelation(relation).plain, sortOf(kindOfArgument[relation.object])),
);

/** Properties of nodes by what they say of their objects, where the node is of the relation. */
export const tellOfArguments: readonly (Telling & { readonly forms: Forms })[] = relations.flatMap(
  (relation) =>
    Object.entries(relation.properties).flatMap(([argument, properties]) =>
      telling(properties, sortOf(kindOfArgument[argument])).map((each) => ({
        ...each,
        forms: formsOfRelation(relation),
      })),
    ),
);

/** What a node of a class says of what it qualifies, where `prov:qualifiedInfluence` links it. */
export const tellOfInfluenced: ReadonlyMap<string, Sort> = new Map(
  relations.flatMap((relation) => {
    const sort = sortOf(kindOfArgument[relation.subject]);
    return sort === undefined ? [] : formsOfRelation(relation).classes.map((type) => [type, sort] as const);
  }),
);
