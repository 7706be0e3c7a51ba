import type { Statement, StatementType } from "../prov/document.ts";
import { type Application, inferenceStages } from "./inferences.ts";
import { Instance } from "./instance.ts";

/**
 * Definitions, inferences and uniqueness constraints until nothing follows any more (PROV-CONSTRAINTS §6.1). Every stage
 * hands each fact to its inferences once, and begins when those before it have seen all there is; so n statements make
 * O(n) facts in O(n log n) steps, and with `isComplete` O(n + c), c being the pairs of Inference 6.
 */
export function normalised(statements: readonly Statement[], isComplete: boolean): Instance {
  const instance = new Instance(statements);
  const stages = inferenceStages(isComplete);
  const seen = stages.map(() => 0);
  const prepared: Map<StatementType, Application[]>[] = [];
  for (let stage = 0; stage < stages.length; ) {
    const applications = prepared[stage] ?? new Map<StatementType, Application[]>();
    if (prepared[stage] === undefined) {
      prepared[stage] = applications;
      for (const { of, prepare } of stages[stage] ?? []) {
        const application = prepare(instance);
        for (const type of of) applications.set(type, [...(applications.get(type) ?? []), application]);
      }
    }
    let index = seen[stage] ?? 0;
    for (; index < instance.length; index++) {
      const fact = instance.at(index);
      if (fact !== undefined) for (const apply of applications.get(fact.type) ?? []) apply(fact);
    }
    seen[stage] = index;
    stage = seen.findIndex((before, at) => at <= stage && before < instance.length);
    if (stage < 0) stage = prepared.length;
  }
  return instance;
}
