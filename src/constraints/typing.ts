import { type Attribute, argumentsOf, type StatementType } from "../prov/document.ts";
import { argumentOf, type Fact } from "./fact.ts";
import { listOf } from "./groups.ts";
import type { Instance } from "./instance.ts";
import { placeholder, type Term } from "./terms.ts";

/** The types of PROV-CONSTRAINTS §5.3 that a term can have. */
export type TypeName = "entity" | "activity" | "agent" | "prov:Collection" | "prov:EmptyCollection";

/** By type, for each term that has it, the fact that says so. */
export type Typing = Readonly<Record<TypeName, ReadonlyMap<Term, Fact>>>;

/**
 * Constraint 50 as a table: the type of each argument, in the order of `argumentsOf`, and of elements. Times have none, and
 * neither have the generation and usage of a derivation; a placeholder has none either.
 */
const typesOf: Readonly<Partial<Record<StatementType, readonly (TypeName | undefined)[]>>> = {
  used: ["activity", "entity"],
  wasGeneratedBy: ["entity", "activity"],
  wasInformedBy: ["activity", "activity"],
  wasStartedBy: ["activity", "entity", "activity"],
  wasEndedBy: ["activity", "entity", "activity"],
  wasInvalidatedBy: ["entity", "activity"],
  wasDerivedFrom: ["entity", "entity", "activity"],
  wasAttributedTo: ["entity", "agent"],
  wasAssociatedWith: ["activity", "agent", "entity"],
  actedOnBehalfOf: ["agent", "agent", "activity"],
  alternateOf: ["entity", "entity"],
  specializationOf: ["entity", "entity"],
  hadMember: ["prov:Collection", "entity"],
};

const provNamespace = "http://www.w3.org/ns/prov#";

/** Constraint 50: what everything is. */
export function typingOf(instance: Instance): Typing {
  const typing = {
    entity: new Map<Term, Fact>(),
    activity: new Map<Term, Fact>(),
    agent: new Map<Term, Fact>(),
    "prov:Collection": new Map<Term, Fact>(),
    "prov:EmptyCollection": new Map<Term, Fact>(),
  };
  const note = (type: TypeName, term: Term, fact: Fact) => {
    const of = instance.terms.find(term);
    if (of !== placeholder && !typing[type].has(of)) typing[type].set(of, fact);
  };
  for (const fact of instance.facts()) {
    if (fact.type === "entity" || fact.type === "activity" || fact.type === "agent")
      note(fact.type, fact.id, fact);
    if (fact.type === "entity" && isEmptyCollection(fact)) note("prov:EmptyCollection", fact.id, fact);
    for (const [index, type] of (typesOf[fact.type] ?? []).entries())
      if (type !== undefined) note(type, fact.args[index] ?? placeholder, fact);
  }
  inheritEmptiness(instance, typing["prov:EmptyCollection"]);
  for (const [term, fact] of typing["prov:EmptyCollection"]) note("prov:Collection", term, fact);
  for (const [term, fact] of typing["prov:Collection"]) note("entity", term, fact);
  return typing;
}

/** Inference 21 as far as a verdict needs it: what specializes an empty collection is one. */
function inheritEmptiness(instance: Instance, empty: Map<Term, Fact>): void {
  if (empty.size === 0) return;
  const specificsOf = new Map<Term, Term[]>();
  for (const fact of instance.facts("specializationOf"))
    listOf(specificsOf, instance.argument(fact, "generalEntity")).push(argumentOf(fact, "specificEntity"));
  // A map hands out what is added to it while it is walked through.
  for (const [general, fact] of empty)
    for (const specific of specificsOf.get(general) ?? []) {
      const term = instance.terms.find(specific);
      if (!empty.has(term)) empty.set(term, instance.uniqueness.withId("entity", term) ?? fact);
    }
}

function isEmptyCollection({ attributes }: Fact): boolean {
  for (const attribute of attributes.values()) if (hasType(attribute, "EmptyCollection")) return true;
  return false;
}

/** Whether an attribute is `prov:type` with a name in PROV's namespace, however its datatype says that it is a name. */
export function hasType({ name, value }: Attribute, type: string): boolean {
  return (
    name === `${provNamespace}type` &&
    value.text === provNamespace + type &&
    !value.datatype.endsWith("XMLSchema#string")
  );
}

/** The name of the argument of a fact that is a term, for messages. */
export function roleOf(instance: Instance, fact: Fact, term: Term): string {
  const index = fact.args.findIndex((arg) => instance.terms.find(arg) === term);
  const role = argumentsOf[fact.type][index];
  return role === undefined ? `an ${fact.type}` : `the ${role} of ${fact.type}`;
}
