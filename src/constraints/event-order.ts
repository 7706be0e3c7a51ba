import type { StatementType } from "../prov/document.ts";
import { argumentOf, type Fact } from "./fact.ts";
import type { Words } from "./finding.ts";
import type { Instance } from "./instance.ts";
import { type EventReference, type Moment, type OrderingRule, orderingRules } from "./ordering-rules.ts";
import { placeholder, type Term } from "./terms.ts";

/** In the order of events, `from` precedes `to` by a rule that a fact fulfils. */
export interface Precedence {
  readonly from: number;
  readonly to: number;
  readonly rule: OrderingRule;
  readonly fact: Fact;
}

/** An event, by its identifier; or all events of a moment at once, which precede each other by 31, 32, 39 and 40. */
export interface EventNode {
  readonly moment: Moment | "usage";
  readonly of: Term;
  /** A statement that tells of the event, or of one of them; absent where a moment only passes an order on. */
  readonly fact?: Fact;
  /** Whether it stands for all events of the moment. */
  readonly isMoment: boolean;
}

const momentOf: Readonly<Partial<Record<StatementType, readonly [Moment | "usage", string]>>> = {
  wasGeneratedBy: ["generation", "entity"],
  wasInvalidatedBy: ["invalidation", "entity"],
  wasStartedBy: ["start", "activity"],
  wasEndedBy: ["end", "activity"],
  used: ["usage", "activity"],
};

/**
 * What precedes what by constraints 30 to 49. All events of a moment, such as the generations of one entity, precede each
 * other, so one node stands for them and each statement gives a constant number of edges.
 */
export function eventOrderOf(instance: Instance) {
  const nodes: EventNode[] = [];
  const edges: Precedence[] = [];
  const events = new Map<Term, number>();
  const moments = noMoments();
  /** Those of which no event is known, and that only pass an order on. */
  const passing = noMoments();
  for (const fact of instance.facts()) {
    const [moment, argument] = momentOf[fact.type] ?? [];
    if (moment === undefined || argument === undefined) continue;
    const of = instance.argument(fact, argument);
    const id = instance.terms.find(fact.id);
    if (!events.has(id)) events.set(id, nodes.push({ moment, of, fact, isMoment: false }) - 1);
    if (moment !== "usage" && !moments[moment].has(of))
      moments[moment].set(of, nodes.push({ moment, of, fact, isMoment: true }) - 1);
  }

  const nodeOf = (fact: Fact, reference: EventReference, isTransitive: boolean): number | undefined => {
    const [kind, argument] = reference;
    if (kind === "itself") return events.get(instance.terms.find(fact.id));
    const term = instance.argument(fact, argument);
    if (term === placeholder) return undefined;
    if (kind === "named") return events.get(term);
    const known = moments[kind].get(term);
    if (known !== undefined || !isTransitive) return known;
    const passed = passing[kind].get(term);
    if (passed !== undefined) return passed;
    const made = nodes.push({ moment: kind, of: term, isMoment: true }) - 1;
    passing[kind].set(term, made);
    return made;
  };

  for (const fact of instance.facts())
    for (const rule of rulesOf.get(fact.type) ?? []) {
      const isTransitive = rule.isTransitive === true;
      const from = nodeOf(fact, rule.before, isTransitive);
      const to = nodeOf(fact, rule.after, isTransitive);
      if (from !== undefined && to !== undefined) edges.push({ from, to, rule, fact });
    }
  return { nodes, edges };
}

/** Nodes by the kind of moment and what it is of. */
function noMoments(): Readonly<Record<Moment, Map<Term, number>>> {
  return { generation: new Map(), invalidation: new Map(), start: new Map(), end: new Map() };
}

const rulesOf = new Map<StatementType, OrderingRule[]>();
for (const rule of orderingRules) rulesOf.set(rule.of, [...(rulesOf.get(rule.of) ?? []), rule]);

/** An event for people: `generation of ex:e by ex:a`. */
export function eventText(
  instance: Instance,
  { moment, of, fact, isMoment }: EventNode,
  { name }: Words,
): string {
  if (moment === "usage" && fact !== undefined)
    return `usage of ${name(instance.argument(fact, "entity"))} by ${name(of)}`;
  const isByActivity =
    !isMoment && (moment === "generation" || moment === "invalidation") && fact !== undefined;
  return `${moment} of ${name(of)}${isByActivity ? ` by ${name(argumentOf(fact, "activity"))}` : ""}`;
}
