import { ProvenanceError } from "../errors.ts";
import { argumentsOf, type Statement, type StatementType, timeArguments } from "../prov/document.ts";
import { attributeKey, type Fact } from "./fact.ts";
import { nameTextBy, statementText } from "./statement-text.ts";
import { noTerm, placeholder, type Term, type Terms } from "./terms.ts";

/** What PROV-CONSTRAINTS knows of a type of statement. The types that are not here are other specifications' matter. */
interface Shape {
  /** Whether it may have an identifier, and then has one by Definition 1; elements must. */
  readonly identifier: "key" | "optional" | "none";
  /** For these, an existential variable is put when they are not given (Definition 4, Table 3). */
  readonly expandable: readonly string[];
  /** Without these there is no such statement (PROV-DM §5). */
  readonly mandatory: readonly string[];
}

/**
 * Definitions 1 to 4 as a table. What is neither expandable nor mandatory stays the placeholder `-`: the plan of an
 * association, and activity, generation and usage of a derivation, of which the last two are expandable once the activity
 * is given. `responsible` is mandatory in PROV-DM and yet expandable here, since W3C's own test cases leave it out.
 */
const shapeOf: Readonly<Partial<Record<StatementType, Shape>>> = {
  entity: { identifier: "key", expandable: [], mandatory: [] },
  activity: { identifier: "key", expandable: ["startTime", "endTime"], mandatory: [] },
  agent: { identifier: "key", expandable: [], mandatory: [] },
  wasGeneratedBy: { identifier: "optional", expandable: ["activity", "time"], mandatory: ["entity"] },
  used: { identifier: "optional", expandable: ["entity", "time"], mandatory: ["activity"] },
  wasInformedBy: { identifier: "optional", expandable: [], mandatory: ["informed", "informant"] },
  wasStartedBy: {
    identifier: "optional",
    expandable: ["trigger", "starter", "time"],
    mandatory: ["activity"],
  },
  wasEndedBy: { identifier: "optional", expandable: ["trigger", "ender", "time"], mandatory: ["activity"] },
  wasInvalidatedBy: { identifier: "optional", expandable: ["activity", "time"], mandatory: ["entity"] },
  wasDerivedFrom: { identifier: "optional", expandable: [], mandatory: ["generatedEntity", "usedEntity"] },
  wasAttributedTo: { identifier: "optional", expandable: [], mandatory: ["entity", "agent"] },
  wasAssociatedWith: { identifier: "optional", expandable: ["agent"], mandatory: ["activity"] },
  actedOnBehalfOf: {
    identifier: "optional",
    expandable: ["responsible", "activity"],
    mandatory: ["delegate"],
  },
  wasInfluencedBy: { identifier: "optional", expandable: [], mandatory: ["influencee", "influencer"] },
  alternateOf: { identifier: "none", expandable: [], mandatory: ["alternate1", "alternate2"] },
  specializationOf: { identifier: "none", expandable: [], mandatory: ["specificEntity", "generalEntity"] },
  hadMember: { identifier: "none", expandable: [], mandatory: ["collection", "entity"] },
};

/** Arguments of the statements of PROV-Links and PROV-Dictionary that must be given; nothing else is asked of them. */
const mandatoryElsewhere: Readonly<Partial<Record<StatementType, readonly string[]>>> = {
  mentionOf: ["specificEntity", "generalEntity", "bundle"],
  hadDictionaryMember: ["dictionary", "entity", "key"],
  derivedByInsertionFrom: ["after", "before"],
  derivedByRemovalFrom: ["after", "before"],
};

const expandedWithActivity: readonly string[] = ["generation", "usage"];

/** A statement lacks an argument without which PROV-DM has no such statement. */
export class MalformedStatementError extends ProvenanceError {
  override readonly name = "MalformedStatementError";
  readonly code = "malformed-statement";
  readonly argument: string;

  constructor(statement: Statement, argument: string) {
    super(`${statementText(statement, nameTextBy({}))} lacks its ${argument}, which PROV-DM requires`);
    this.argument = argument;
  }
}

/**
 * The fact that a statement states, by Definitions 1 to 4; undefined where PROV-CONSTRAINTS says nothing of its type.
 * @throws {MalformedStatementError}
 */
export function factOf(statement: Statement, terms: Terms): Fact | undefined {
  const { type, args, attributes } = statement;
  const shape = shapeOf[type];
  const [lacking] = lackingIn(statement);
  if (lacking !== undefined) throw new MalformedStatementError(statement, lacking);
  if (shape === undefined) return undefined;
  const hasActivity = type === "wasDerivedFrom" && args.activity !== undefined;
  return {
    type,
    id: idOf(statement, shape, terms),
    args: argumentsOf[type].map((name: string) => {
      const given = args[name];
      if (typeof given === "string") return timeArguments.has(name) ? terms.time(given) : terms.named(given);
      const isExpandable =
        shape.expandable.includes(name) || (hasActivity && expandedWithActivity.includes(name));
      return isExpandable ? terms.fresh() : placeholder;
    }),
    attributes: new Map(attributes.map((attribute) => [attributeKey(attribute), attribute])),
    origins: [statement],
    inference: 0,
  };
}

/** The statement with a variable for each argument that PROV-DM requires and that nobody gave: it exists, and is not known. */
export function completed(statement: Statement, labelOf: (argument: string) => string): Statement {
  const lacking = lackingIn(statement);
  if (lacking.length === 0) return statement;
  const variables = Object.fromEntries(lacking.map((name) => [name, labelOf(name)]));
  return { ...statement, args: { ...statement.args, ...variables } };
}

function lackingIn({ type, args }: Statement): string[] {
  const mandatory = shapeOf[type]?.mandatory ?? mandatoryElsewhere[type] ?? [];
  return mandatory.filter((name) => args[name] === undefined);
}

function idOf(statement: Statement, { identifier }: Shape, terms: Terms): Term {
  if (identifier === "none") return noTerm;
  if (statement.id !== undefined) return terms.named(statement.id);
  if (identifier === "key") throw new MalformedStatementError(statement, "identifier");
  return terms.fresh();
}
