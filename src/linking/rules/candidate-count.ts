import { mun } from "../../vocabulary.ts";
import type { Rule } from "../rule.ts";
import { integer, stating } from "../statement.ts";
import { candidateCount } from "./reads-by-time.ts";
import { runState } from "./run-state.ts";
import { usageNode, versionRead } from "./version-read.ts";

/**
 * `mun:candidateCount`: from how many versions time chose the one that a run read. It is a part of `version-read` and says
 * so, and a rule of its own because a write that comes late changes it for every later reader, and nothing else of most.
 */
export const candidates: Rule = {
  name: "candidate-count",
  version: versionRead.version,
  stage: 4,
  on: versionRead.on,
  evaluate(unit, known) {
    const [linked] = known.value(versionRead, unit)?.linked ?? [];
    const [run, dataset] = [known.names.first(unit), known.names.second(unit)];
    const start = known.value(runState, run)?.start;
    if (linked?.rule !== versionRead.name || start === undefined) return {};
    const count = integer(candidateCount(run, dataset, start, known));
    const states = stating("linked", linked.supports, versionRead.name);
    return { statements: states(usageNode(run, linked.version, known), mun.candidateCount, count) };
  },
};
