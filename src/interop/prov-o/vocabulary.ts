import type { StatementType } from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import { provextNamespace } from "../prov-n/forms.ts";

/** How RDF states relations of one type: by one property, and by a node that qualifies it (PROV-O §3.3). */
export interface Relation {
  readonly type: StatementType;
  /** The argument that the property is stated of, and the one that it leads to. */
  readonly subject: string;
  readonly object: string;
  readonly plain: string;
  readonly qualified: string;
  readonly node: string;
  /** The properties of the node by the argument that they state. The first that is written, all are read. */
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

const term = (local: string) => namespaceOf.prov + local;

function relation(
  type: StatementType,
  node: string,
  [subject, object, objectProperty]: readonly [string, string, string],
  others: Readonly<Record<string, string>> = {},
): Relation {
  const rest = Object.entries(others).map(([argument, local]) => [argument, [term(local)]] as const);
  return {
    type,
    subject,
    object,
    plain: term(type),
    qualified: term(`qualified${node}`),
    node: term(node),
    properties: { [object]: [term(objectProperty), term("influencer")], ...Object.fromEntries(rest) },
  };
}

const time = { time: "atTime" } as const;

/** PROV-JSONLD qualifies also what PROV-O does not (its submission, §4). */
function extension(
  type: StatementType,
  node: string,
  [subject, object, objectProperty]: readonly [string, string, string],
): Relation {
  return {
    type,
    subject,
    object,
    plain: term(type),
    qualified: `${provextNamespace}qualified${node}`,
    node: provextNamespace + node,
    properties: { [object]: [provextNamespace + objectProperty] },
  };
}

/** The relations that PROV-O qualifies, and the three that `provext` does. */
export const relations: readonly Relation[] = [
  relation("wasGeneratedBy", "Generation", ["entity", "activity", "activity"], time),
  relation("used", "Usage", ["activity", "entity", "entity"], time),
  relation("wasInformedBy", "Communication", ["informed", "informant", "activity"]),
  relation("wasStartedBy", "Start", ["activity", "trigger", "entity"], { starter: "hadActivity", ...time }),
  relation("wasEndedBy", "End", ["activity", "trigger", "entity"], { ender: "hadActivity", ...time }),
  relation("wasInvalidatedBy", "Invalidation", ["entity", "activity", "activity"], time),
  relation("wasDerivedFrom", "Derivation", ["generatedEntity", "usedEntity", "entity"], {
    activity: "hadActivity",
    generation: "hadGeneration",
    usage: "hadUsage",
  }),
  relation("wasAttributedTo", "Attribution", ["entity", "agent", "agent"]),
  relation("wasAssociatedWith", "Association", ["activity", "agent", "agent"], { plan: "hadPlan" }),
  relation("actedOnBehalfOf", "Delegation", ["delegate", "responsible", "agent"], {
    activity: "hadActivity",
  }),
  {
    ...relation("wasInfluencedBy", "Influence", ["influencee", "influencer", "influencer"]),
    properties: { influencer: ["influencer", "entity", "activity", "agent"].map(term) },
  },
  extension("specializationOf", "Specialization", ["specificEntity", "generalEntity", "generalEntity"]),
  extension("alternateOf", "Alternate", ["alternate1", "alternate2", "alternate"]),
  extension("hadMember", "Membership", ["collection", "entity", "member"]),
];

/** A derivation that PROV-DM tells by its `prov:type` and PROV-O by properties and a class of its own. */
export interface Subtype {
  readonly node: string;
  readonly plain: string;
  readonly qualified: string;
}

/** The three of PROV-DM 5.2.2 to 5.2.4. */
export const derivationSubtypes: readonly Subtype[] = [
  { node: term("Revision"), plain: term("wasRevisionOf"), qualified: term("qualifiedRevision") },
  { node: term("Quotation"), plain: term("wasQuotedFrom"), qualified: term("qualifiedQuotation") },
  { node: term("PrimarySource"), plain: term("hadPrimarySource"), qualified: term("qualifiedPrimarySource") },
];

/** A property chain: whatever a node of `qualified` has by one of `influencers` is what `plain` leads to. */
export interface QualifiedForm {
  readonly plain: string;
  readonly qualified: string;
  /** The class of the node. */
  readonly node: string;
  readonly influencers: readonly string[];
}

/**
 * The 13 property chains that PROV-O has as axioms (`prov:qualifiedUsage o prov:entity ⊑ prov:used`), the row for
 * `prov:wasInfluencedBy` that its table of qualified relations has besides (PROV-O §3.3), and the three of `provext`.
 */
export const qualifiedForms: readonly QualifiedForm[] = relations.flatMap((each) => {
  const { type, object, plain, qualified, node, properties } = each;
  const influencers = properties[object] ?? [];
  const subtypes = type === "wasDerivedFrom" ? derivationSubtypes : [];
  return [{ plain, qualified, node }, ...subtypes].map((form) => ({ ...form, influencers }));
});

/** Elements by their class, in the order in which a node that is several gets its attributes. */
export const elementOfClass: Readonly<Record<string, "entity" | "activity" | "agent">> = {
  [term("Entity")]: "entity",
  [term("Activity")]: "activity",
  [term("Agent")]: "agent",
};

/** Classes whose members are elements, and which PROV-DM has as values of `prov:type`. */
export const elementOfSubclass: Readonly<Record<string, "entity" | "agent">> = {
  ...Object.fromEntries(
    ["Plan", "Bundle", "Collection", "EmptyCollection", "Dictionary", "EmptyDictionary"].map(
      (local) => [term(local), "entity"] as const,
    ),
  ),
  ...Object.fromEntries(
    ["Person", "Organization", "SoftwareAgent"].map((local) => [term(local), "agent"] as const),
  ),
};

/** Superclasses that say no more than the class of the node. */
export const impliedClasses: ReadonlySet<string> = new Set(
  ["Influence", "InstantaneousEvent", "EntityInfluence", "ActivityInfluence", "AgentInfluence"].map(term),
);

/** The terms of PROV-O and PROV-Dictionary that stand outside of the tables. */
export const provO = {
  type: `${namespaceOf.rdf}type`,
  label: `${namespaceOf.rdfs}label`,
  location: term("atLocation"),
  role: term("hadRole"),
  startTime: term("startedAtTime"),
  endTime: term("endedAtTime"),
  generatedAtTime: term("generatedAtTime"),
  invalidatedAtTime: term("invalidatedAtTime"),
  qualifiedInfluence: term("qualifiedInfluence"),
  mentionOf: term("mentionOf"),
  asInBundle: term("asInBundle"),
  hadDictionaryMember: term("hadDictionaryMember"),
  dictionary: term("dictionary"),
  insertedPair: term("insertedKeyEntityPair"),
  removedKey: term("removedKey"),
  pairKey: term("pairKey"),
  pairEntity: term("pairEntity"),
  keyEntityPair: term("KeyEntityPair"),
} as const;

/** Insertion and removal of PROV-Dictionary §3. */
export const dictionaryChanges = [
  {
    type: "derivedByInsertionFrom",
    argument: "insertions",
    plain: term("derivedByInsertionFrom"),
    qualified: term("qualifiedInsertion"),
    node: term("Insertion"),
  },
  {
    type: "derivedByRemovalFrom",
    argument: "removals",
    plain: term("derivedByRemovalFrom"),
    qualified: term("qualifiedRemoval"),
    node: term("Removal"),
  },
] as const;

/** The attributes of PROV-DM 5.7.2 whose properties have other names. */
export const propertyOfAttribute: Readonly<Record<string, string>> = {
  [term("type")]: provO.type,
  [term("label")]: provO.label,
  [term("location")]: provO.location,
  [term("role")]: provO.role,
};

/** The attribute that a property states. */
export const attributeOfProperty: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(propertyOfAttribute).map(([attribute, property]) => [property, attribute]),
);

/** Every property that states relations, so that none is an attribute. */
export const structuralProperties: ReadonlySet<string> = new Set([
  ...relations.flatMap(({ plain, qualified, properties }) => [
    plain,
    qualified,
    ...Object.values(properties).flat(),
  ]),
  ...derivationSubtypes.flatMap(({ plain, qualified }) => [plain, qualified]),
  ...dictionaryChanges.flatMap(({ plain, qualified }) => [plain, qualified]),
  ...Object.entries(provO)
    .filter(([name]) => !["type", "label", "location", "role", "keyEntityPair"].includes(name))
    .map(([, property]) => property),
]);
