import { mun } from "../../vocabulary.ts";
import type { Rule } from "../rule.ts";
import { stating } from "../statement.ts";
import { candidateCount } from "./reads-by-time.ts";
import { versionRead } from "./version-read.ts";

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
    const found = known.value(versionRead, unit);
    const [read, chosen] = [found?.linked[0], found?.chosen];
    if (read === undefined || chosen === undefined) return {};
    const [run, dataset] = [known.names.first(unit), known.names.second(unit)];
    const count = known.names.integer(candidateCount(run, dataset, chosen.start, known));
    return {
      statements: stating("linked", read.supports, versionRead.name)(chosen.usage, mun.candidateCount, count),
    };
  },
};
