import { argumentsOf, elementTypes, type StatementType, timeArguments } from "../prov/document.ts";
import { argumentOf, type Fact } from "./fact.ts";
import type { Finding } from "./finding.ts";
import { listOf, mapOf, setOf } from "./groups.ts";
import type { ConstraintNumber } from "./rules.ts";
import { noTerm, type Term, type Terms } from "./terms.ts";

/** Constraints 24 to 27: two arguments that determine the identifier. */
const pairOf: Readonly<
  Partial<
    Record<
      StatementType,
      { readonly constraint: ConstraintNumber; readonly by: readonly [string, string]; readonly noun: string }
    >
  >
> = {
  wasGeneratedBy: { constraint: 24, by: ["entity", "activity"], noun: "generation" },
  wasInvalidatedBy: { constraint: 25, by: ["entity", "activity"], noun: "invalidation" },
  wasStartedBy: { constraint: 26, by: ["activity", "starter"], noun: "start" },
  wasEndedBy: { constraint: 27, by: ["activity", "ender"], noun: "end" },
};

/** Constraints 28 and 29: the time of an activity's start and end is that of the events. */
const timesOfActivity = [
  { constraint: 28, argument: "startTime", event: "wasStartedBy", verb: "started" },
  { constraint: 29, argument: "endTime", event: "wasEndedBy", verb: "ended" },
] as const;

/**
 * Constraints 22 to 29 by unification (PROV-CONSTRAINTS §4.1, §6.1), kept true while facts come in. Each fact is in an
 * index by its identifier and in one by the pair that determines it; two that meet there are unified, and whatever mentions
 * a variable that this binds is indexed anew. A variable is bound once and moves with the fewer of two lists, so n facts
 * take O(n log n) steps.
 *
 * A failure is a finding, and the two statements stay two, the second without a part in this: all that is found besides
 * follows from the input just the same.
 */
export class Uniqueness {
  readonly #terms: Terms;
  readonly #findings: Finding[];
  readonly #byId = new Map<StatementType, Map<Term, Fact>>();
  readonly #byPair = new Map<StatementType, Map<number, Fact>>();
  /** Starts and ends by activity. */
  readonly #events = { wasStartedBy: new Map<Term, Set<Fact>>(), wasEndedBy: new Map<Term, Set<Fact>>() };
  /** The facts that mention a variable elsewhere than as a time. */
  readonly #uses = new Map<Term, Fact[]>();
  readonly #reasons = new Map<Term, readonly Fact[]>();
  readonly #refused = new Map<Fact, Set<Fact>>();
  readonly #waiting: Fact[] = [];

  constructor(terms: Terms, findings: Finding[]) {
    this.#terms = terms;
    this.#findings = findings;
  }

  /** Takes a fact in, and all that follows from its being there. */
  insert(fact: Fact): void {
    this.#noteUses(fact);
    this.#waiting.push(fact);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) this.#index(next);
  }

  /** The fact of a type with an identifier. */
  withId(type: StatementType, id: Term): Fact | undefined {
    return survivor(this.#byId.get(type)?.get(this.#terms.find(id)));
  }

  /** The event of a type by the two arguments that determine it. */
  withPair(type: StatementType, one: Term, other: Term): Fact | undefined {
    return survivor(this.#byPair.get(type)?.get(this.#pairKey(one, other)));
  }

  #index(fact: Fact): void {
    if (fact.mergedInto !== undefined || fact.id === noTerm) return;
    const facts = mapOf(this.#byId, fact.type);
    const id = this.#terms.find(fact.id);
    const known = survivor(facts.get(id));
    if (known !== undefined && known !== fact) {
      this.#merge(known, fact);
      return;
    }
    facts.set(id, fact);
    this.#indexPair(fact);
    this.#indexTimes(fact);
  }

  #indexPair(fact: Fact): void {
    const pair = pairOf[fact.type];
    if (pair === undefined) return;
    const [one, other] = pair.by.map((name) => argumentOf(fact, name)) as [Term, Term];
    const facts = mapOf(this.#byPair, fact.type);
    const key = this.#pairKey(one, other);
    const known = survivor(facts.get(key));
    if (known === undefined) facts.set(key, fact);
    else if (known !== fact && !this.#unify(known.id, fact.id, [known, fact]))
      this.#refuse(pair.constraint, known, fact, [known.id, fact.id, one, other], {
        about: [one, other],
        message: ({ name }) =>
          `There is one ${pair.noun} by the ${pair.by.join(" ")} pair ${name(one)} and ${name(other)}, but ` +
          `${name(known.id)} and ${name(fact.id)} name two.`,
      });
  }

  #indexTimes(fact: Fact): void {
    for (const rule of timesOfActivity) {
      if (fact.type === "activity") {
        for (const event of this.#events[rule.event].get(this.#terms.find(fact.id)) ?? [])
          if (event.mergedInto === undefined) this.#equateTimes(rule, fact, event);
      } else if (fact.type === rule.event) {
        const activity = this.#terms.find(argumentOf(fact, "activity"));
        setOf(this.#events[rule.event], activity).add(fact);
        const described = this.withId("activity", activity);
        if (described !== undefined) this.#equateTimes(rule, described, fact);
      }
    }
  }

  #equateTimes(
    { constraint, argument, verb }: (typeof timesOfActivity)[number],
    activity: Fact,
    event: Fact,
  ): void {
    const [one, other] = [argumentOf(activity, argument), argumentOf(event, "time")];
    if (this.#unify(one, other, [activity, event])) return;
    this.#refuse(constraint, activity, event, [one, other], {
      about: [activity.id],
      message: ({ name, time }) =>
        `${name(activity.id)} ${verb} at one time, but at ${time(one)} by what is said of it and at ${time(other)} by the event.`,
    });
  }

  /** Makes one fact of two with one identifier, unless they contradict each other. */
  #merge(known: Fact, fact: Fact): void {
    const at = known.args.findIndex((arg, index) => !this.#areUnifiable(arg, fact.args[index] as Term));
    const failed =
      at >= 0
        ? at
        : known.args.findIndex((arg, index) => !this.#unify(arg, fact.args[index] as Term, [known, fact]));
    if (failed >= 0) {
      const argument = argumentsOf[fact.type][failed] ?? "";
      const [one, other] = [known.args[failed] as Term, fact.args[failed] as Term];
      this.#refuse(keyConstraintOf(fact.type), known, fact, [one, other, known.id, fact.id], {
        about: [fact.id, ...fact.args.slice(0, 2)],
        message: (words) => {
          const text = (term: Term) => (timeArguments.has(argument) ? words.time(term) : words.name(term));
          return `The statements are of one ${fact.type}, ${words.name(fact.id)}, whose ${argument} cannot be both ${text(one)} and ${text(other)}.`;
        },
      });
      return;
    }
    if (known.attributes.size < fact.attributes.size)
      [known.attributes, fact.attributes] = [fact.attributes, known.attributes];
    for (const [key, attribute] of fact.attributes) known.attributes.set(key, attribute);
    known.origins.push(fact);
    fact.mergedInto = known;
  }

  #areUnifiable(one: Term, other: Term): boolean {
    const terms = this.#terms;
    return terms.find(one) === terms.find(other) || terms.isVariable(one) || terms.isVariable(other);
  }

  #unify(one: Term, other: Term, because: readonly Fact[]): boolean {
    const terms = this.#terms;
    let [variable, to] = [terms.find(one), terms.find(other)];
    if (variable === to) return true;
    if (!this.#areUnifiable(variable, to)) return false;
    const usesOf = (term: Term) => this.#uses.get(term)?.length ?? 0;
    const isBetterTurned = terms.isVariable(to) && usesOf(to) < usesOf(variable);
    if (!terms.isVariable(variable) || isBetterTurned) [variable, to] = [to, variable];
    terms.bind(variable, to);
    this.#reasons.set(variable, because);
    const uses = this.#uses.get(variable) ?? [];
    this.#uses.delete(variable);
    if (terms.isVariable(to)) {
      const kept = this.#uses.get(to);
      if (kept === undefined) this.#uses.set(to, uses);
      else for (const use of uses) kept.push(use);
    }
    for (const use of uses) this.#waiting.push(use);
    return true;
  }

  #noteUses(fact: Fact): void {
    const names = argumentsOf[fact.type] as readonly string[];
    if (fact.id !== noTerm) this.#noteUse(fact.id, fact);
    for (const [index, arg] of fact.args.entries())
      if (!timeArguments.has(names[index] ?? "")) this.#noteUse(arg, fact);
  }

  #noteUse(term: Term, fact: Fact): void {
    if (!this.#terms.isVariable(term)) return;
    listOf(this.#uses, this.#terms.find(term)).push(fact);
  }

  #refuse(
    constraint: ConstraintNumber,
    known: Fact,
    fact: Fact,
    terms: readonly Term[],
    { about, message }: Pick<Finding, "about" | "message">,
  ): void {
    const refused = setOf(this.#refused, fact);
    if (refused.has(known)) return;
    refused.add(known);
    const reasons = terms.flatMap((term) =>
      [...this.#terms.bindingsOf(term)].flatMap((variable) => this.#reasons.get(variable) ?? []),
    );
    this.#findings.push({ constraint, facts: [known, fact, ...reasons], about, message });
  }

  #pairKey(one: Term, other: Term): number {
    return pairKey(this.#terms.find(one), this.#terms.find(other));
  }
}

/** A number for two terms, in this order; exact for up to 2^26 terms. */
export function pairKey(one: Term, other: Term): number {
  return one * 0x4000000 + other;
}

/** Constraint 22 for elements, 23 for relations. */
function keyConstraintOf(type: StatementType): ConstraintNumber {
  return elementTypes.has(type) ? 22 : 23;
}

function survivor(fact: Fact | undefined): Fact | undefined {
  let at = fact;
  while (at?.mergedInto !== undefined) at = at.mergedInto;
  return at;
}
