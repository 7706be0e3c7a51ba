import type { StatementType } from "../prov/document.ts";
import { argumentOf, type Fact } from "./fact.ts";
import { listOf, setOf } from "./groups.ts";
import type { Instance } from "./instance.ts";
import { placeholder, type Term } from "./terms.ts";
import { pairKey } from "./uniqueness.ts";

/** Applies one inference to one fact; each fact is handed to it once. */
export type Application = (fact: Fact) => void;

/** An inference of PROV-CONSTRAINTS §5, made ready when its stage begins. */
export interface Inference {
  readonly inference: number;
  readonly name: string;
  readonly of: readonly StatementType[];
  readonly prepare: (instance: Instance) => Application;
}

/** Inferences 9 and 10: who starts or ends an activity generated the trigger. */
function triggerWasGenerated(inference: 9 | 10, type: "wasStartedBy" | "wasEndedBy"): Inference {
  const by = type === "wasStartedBy" ? "starter" : "ender";
  return {
    inference,
    name: `${type}-inference`,
    of: [type],
    prepare: (instance) => (fact) => {
      const [entity, activity] = [argumentOf(fact, "trigger"), argumentOf(fact, by)];
      if (instance.uniqueness.withPair("wasGeneratedBy", entity, activity) === undefined)
        instance.conclude({
          inference,
          premises: [fact],
          type: "wasGeneratedBy",
          args: [entity, activity, instance.terms.fresh()],
        });
    },
  };
}

const derivationGenerationUse: Inference = {
  inference: 11,
  name: "derivation-generation-use-inference",
  of: ["wasDerivedFrom"],
  prepare: (instance) => (fact) => {
    const [generated, used, activity, generation, usage] = fact.args as [Term, Term, Term, Term, Term];
    if ([activity, generation, usage].some((term) => instance.terms.find(term) === placeholder)) return;
    const because = { inference: 11, premises: [fact] };
    const time = () => instance.terms.fresh();
    instance.conclude({ ...because, type: "used", id: usage, args: [activity, used, time()] });
    instance.conclude({
      ...because,
      type: "wasGeneratedBy",
      id: generation,
      args: [generated, activity, time()],
    });
  },
};

/** Inference 15 as a table: which two arguments of a relation are its influencee and influencer. */
export const influenceOf: Readonly<Partial<Record<StatementType, readonly [string, string]>>> = {
  wasGeneratedBy: ["entity", "activity"],
  used: ["activity", "entity"],
  wasInformedBy: ["informed", "informant"],
  wasStartedBy: ["activity", "trigger"],
  wasEndedBy: ["activity", "trigger"],
  wasInvalidatedBy: ["entity", "activity"],
  wasDerivedFrom: ["generatedEntity", "usedEntity"],
  wasAttributedTo: ["entity", "agent"],
  wasAssociatedWith: ["activity", "agent"],
  actedOnBehalfOf: ["delegate", "responsible"],
};

/** The attributes of the relation come to the influence at the end (`closures.ts`): they decide nothing before. */
const influence: Inference = {
  inference: 15,
  name: "influence-inference",
  of: Object.keys(influenceOf) as StatementType[],
  prepare: (instance) => (fact) => {
    const args = (influenceOf[fact.type] ?? []).map((name) => argumentOf(fact, name));
    instance.conclude({ inference: 15, premises: [fact], type: "wasInfluencedBy", id: fact.id, args });
  },
};

/** Inference 21, but for the attributes: what specializes an entity is one. */
const specializationAttributes: Inference = {
  inference: 21,
  name: "specialization-attributes-inference",
  of: ["entity"],
  prepare: (instance) => {
    const specificsOf = new Map<Term, Fact[]>();
    for (const fact of instance.facts("specializationOf"))
      listOf(specificsOf, instance.argument(fact, "generalEntity")).push(fact);
    return (fact) => {
      for (const specialization of specificsOf.get(instance.terms.find(fact.id)) ?? []) {
        const id = argumentOf(specialization, "specificEntity");
        if (instance.uniqueness.withId("entity", id) === undefined)
          instance.conclude({
            inference: 21,
            premises: [specialization, fact],
            type: "entity",
            id,
            args: [],
          });
      }
    };
  },
};

const delegation: Inference = {
  inference: 14,
  name: "delegation-inference",
  of: ["actedOnBehalfOf"],
  prepare: (instance) => {
    const associated = associationsWithPlan(instance);
    return (fact) => {
      const activity = argumentOf(fact, "activity");
      for (const agent of [argumentOf(fact, "delegate"), argumentOf(fact, "responsible")]) {
        const key = pairKey(instance.terms.find(activity), instance.terms.find(agent));
        if (associated.has(key)) continue;
        associated.add(key);
        const args = [activity, agent, instance.terms.fresh()];
        instance.conclude({ inference: 14, premises: [fact], type: "wasAssociatedWith", args });
      }
    };
  },
};

const communicationGenerationUse: Inference = {
  inference: 5,
  name: "communication-generation-use-inference",
  of: ["wasInformedBy"],
  prepare: (instance) => {
    const generated = new Map<Term, Set<Term>>();
    const used = new Map<Term, Set<Term>>();
    for (const fact of instance.facts("wasGeneratedBy", "used"))
      setOf(fact.type === "used" ? used : generated, instance.argument(fact, "activity")).add(
        instance.argument(fact, "entity"),
      );
    const done = new Set<number>();
    return (fact) => {
      const [informed, informant] = [
        instance.argument(fact, "informed"),
        instance.argument(fact, "informant"),
      ];
      const key = pairKey(informed, informant);
      if (done.has(key) || fact.inference === 6 || haveCommon(used.get(informed), generated.get(informant)))
        return;
      done.add(key);
      const { terms } = instance;
      const entity = terms.fresh();
      const because = { inference: 5, premises: [fact] };
      instance.conclude({ ...because, type: "wasGeneratedBy", args: [entity, informant, terms.fresh()] });
      instance.conclude({ ...because, type: "used", args: [informed, entity, terms.fresh()] });
    };
  },
};

const attribution: Inference = {
  inference: 13,
  name: "attribution-inference",
  of: ["wasAttributedTo"],
  prepare: (instance) => {
    const generators = new Map<Term, Set<Term>>();
    for (const fact of instance.facts("wasGeneratedBy"))
      setOf(generators, instance.argument(fact, "entity")).add(instance.argument(fact, "activity"));
    const activities = new Map<Term, Set<Term>>();
    for (const fact of instance.facts("wasAssociatedWith"))
      if (instance.argument(fact, "plan") !== placeholder)
        setOf(activities, instance.argument(fact, "agent")).add(instance.argument(fact, "activity"));
    const done = new Set<number>();
    return (fact) => {
      const [entity, agent] = [instance.argument(fact, "entity"), instance.argument(fact, "agent")];
      const key = pairKey(entity, agent);
      if (done.has(key) || haveCommon(generators.get(entity), activities.get(agent))) return;
      done.add(key);
      const { terms } = instance;
      const activity = terms.fresh();
      const because = { inference: 13, premises: [fact] };
      instance.conclude({ ...because, type: "wasGeneratedBy", args: [entity, activity, terms.fresh()] });
      instance.conclude({ ...because, type: "wasAssociatedWith", args: [activity, agent, terms.fresh()] });
    };
  },
};

/** Inferences 7 and 8, and their tables: what begins has a beginning and an end, known or not. */
const lifeEvents = {
  entity: [
    ["wasGeneratedBy", "entity"],
    ["wasInvalidatedBy", "entity"],
  ],
  activity: [
    ["wasStartedBy", "activity"],
    ["wasEndedBy", "activity"],
  ],
} as const;

function life(inference: 7 | 8, of: "entity" | "activity", name: string): Inference {
  return {
    inference,
    name,
    of: [of],
    prepare: (instance) => {
      const having = lifeEvents[of].map(([type, argument]) => {
        const found = new Set<Term>();
        for (const fact of instance.facts(type)) found.add(instance.argument(fact, argument));
        return found;
      });
      return (fact) => {
        const { terms, uniqueness } = instance;
        if (uniqueness.withId(of, fact.id) !== fact) return;
        for (const [index, [type]] of lifeEvents[of].entries()) {
          if (having[index]?.has(terms.find(fact.id))) continue;
          const args =
            of === "entity"
              ? [fact.id, terms.fresh(), terms.fresh()]
              : [fact.id, terms.fresh(), terms.fresh(), fact.args[index] ?? terms.fresh()];
          instance.conclude({ inference, premises: [fact], type, args });
        }
      };
    },
  };
}

const generationUseCommunication: Inference = {
  inference: 6,
  name: "generation-use-communication-inference",
  of: ["wasGeneratedBy"],
  prepare: (instance) => {
    const uses = new Map<Term, Fact[]>();
    for (const fact of instance.facts("used")) listOf(uses, instance.argument(fact, "entity")).push(fact);
    const done = new Set<number>();
    for (const fact of instance.facts("wasInformedBy"))
      done.add(pairKey(instance.argument(fact, "informed"), instance.argument(fact, "informant")));
    return (fact) => {
      const informant = instance.argument(fact, "activity");
      for (const use of uses.get(instance.argument(fact, "entity")) ?? []) {
        const informed = instance.argument(use, "activity");
        const key = pairKey(informed, informant);
        if (done.has(key)) continue;
        done.add(key);
        instance.conclude({
          inference: 6,
          premises: [fact, use],
          type: "wasInformedBy",
          args: [informed, informant],
        });
      }
    };
  },
};

/**
 * The inferences in stages. A conclusion with existential variables is added only where it does not hold yet (§6.1), which
 * depends on what was added before; in this order, and with the conclusions of 7, 8 and 14 taken apart, no two
 * conclusions of a stage make each other hold, so the normal form is the same in whatever order statements come.
 * No stage gives an earlier one anything to do but the first, whose inferences need no such test: uniqueness merges what
 * they add twice.
 *
 * Inferences 12 and 16 to 20, and the attributes of 15 and 21, are closures over what these leave: see `closures.ts`.
 * For a verdict (`isComplete` false), 6 is left out, being quadratic: what it concludes is ordered by 33, 34 and 37
 * already, and typed by its premises.
 */
export function inferenceStages(isComplete: boolean): readonly (readonly Inference[])[] {
  return [
    [
      triggerWasGenerated(9, "wasStartedBy"),
      triggerWasGenerated(10, "wasEndedBy"),
      derivationGenerationUse,
      influence,
    ],
    [specializationAttributes],
    [delegation],
    [communicationGenerationUse],
    [attribution],
    [
      life(7, "entity", "entity-generation-invalidation-inference"),
      life(8, "activity", "activity-start-end-inference"),
    ],
    ...(isComplete ? [[generationUseCommunication]] : []),
  ];
}

/** Agents with activities, where a plan is known to be; the placeholder is none. */
function associationsWithPlan(instance: Instance): Set<number> {
  const pairs = new Set<number>();
  for (const fact of instance.facts("wasAssociatedWith"))
    if (instance.argument(fact, "plan") !== placeholder)
      pairs.add(pairKey(instance.argument(fact, "activity"), instance.argument(fact, "agent")));
  return pairs;
}

function haveCommon(one: ReadonlySet<Term> = new Set(), other: ReadonlySet<Term> = new Set()): boolean {
  const [fewer, more] = one.size < other.size ? [one, other] : [other, one];
  for (const term of fewer) if (more.has(term)) return true;
  return false;
}
