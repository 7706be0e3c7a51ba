/**
 * A PROV document in the terms of PROV-DM, whatever syntax it came in: the meeting point of PROV-N, PROV-JSON, PROV-XML,
 * PROV-JSONLD and RDF. Names are absolute IRIs, or `_:label` for what has none (a blank node, an existential variable);
 * labels are the document's own, over all its bundles. A statement that is written twice is in it twice.
 */
export interface ProvDocument {
  /** Prefixes as they were declared, `""` for the default namespace, for writing; they mean nothing. */
  readonly prefixes: Readonly<Record<string, string>>;
  readonly statements: readonly Statement[];
  readonly bundles: readonly Bundle[];
}

/** A named set of statements (PROV-DM 5.4.1). It holds no bundles. */
export interface Bundle {
  readonly id: string;
  readonly prefixes: Readonly<Record<string, string>>;
  readonly statements: readonly Statement[];
}

/**
 * One statement of PROV-DM 5, PROV-Dictionary or PROV-Links. A member that is absent was not given, or was given as the
 * placeholder `-`, even where PROV-DM requires it (`wasAttributedTo(e, -)`), but for alternates, specializations,
 * members and mentions; `args` has the formal arguments by the names of PROV-DM, in the order of `argumentsOf`.
 */
export interface Statement {
  readonly type: StatementType;
  /** The identifier of an element, or the optional one of a relation. */
  readonly id?: string;
  readonly args: Readonly<Record<string, Argument>>;
  readonly attributes: readonly Attribute[];
}

/**
 * An identifier, or an xsd:dateTime as it was written (`time`, `startTime` and `endTime`); of PROV-Dictionary, a key,
 * the pairs that were inserted or the keys that were removed.
 */
export type Argument = string | Value | readonly KeyEntityPair[] | readonly Value[];

/** One of those that an insertion adds (PROV-Dictionary 4). */
export interface KeyEntityPair {
  readonly key: Value;
  readonly entity: string;
}

export interface Attribute {
  readonly name: string;
  readonly value: Value;
}

/** A typed literal as PROV-DM 5.7.3 has it; an identifier is one of datatype `prov:QUALIFIED_NAME`, its text a name. */
export interface Value {
  readonly text: string;
  readonly datatype: string;
  /** BCP 47, only with `prov:InternationalizedString`, which is what `rdf:langString` of RDF is here. */
  readonly language?: string;
}

/** The formal arguments of each type of statement besides its identifier, in the order of PROV-N. */
export const argumentsOf = {
  entity: [],
  activity: ["startTime", "endTime"],
  agent: [],
  wasGeneratedBy: ["entity", "activity", "time"],
  used: ["activity", "entity", "time"],
  wasInformedBy: ["informed", "informant"],
  wasStartedBy: ["activity", "trigger", "starter", "time"],
  wasEndedBy: ["activity", "trigger", "ender", "time"],
  wasInvalidatedBy: ["entity", "activity", "time"],
  wasDerivedFrom: ["generatedEntity", "usedEntity", "activity", "generation", "usage"],
  wasAttributedTo: ["entity", "agent"],
  wasAssociatedWith: ["activity", "agent", "plan"],
  actedOnBehalfOf: ["delegate", "responsible", "activity"],
  wasInfluencedBy: ["influencee", "influencer"],
  alternateOf: ["alternate1", "alternate2"],
  specializationOf: ["specificEntity", "generalEntity"],
  hadMember: ["collection", "entity"],
  mentionOf: ["specificEntity", "generalEntity", "bundle"],
  hadDictionaryMember: ["dictionary", "entity", "key"],
  derivedByInsertionFrom: ["after", "before", "insertions"],
  derivedByRemovalFrom: ["after", "before", "removals"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type StatementType = keyof typeof argumentsOf;

/** The statements that describe a thing and so have its identifier. */
export const elementTypes: ReadonlySet<StatementType> = new Set(["entity", "activity", "agent"]);

/** The arguments that are an xsd:dateTime. */
export const timeArguments: ReadonlySet<string> = new Set(["time", "startTime", "endTime"]);
