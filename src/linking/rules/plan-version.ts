import { mun } from "../../vocabulary.ts";
import { told } from "../facts.ts";
import type { Name } from "../rest/names.ts";
import { type Known, onSubjectOf, type Rule } from "../rule.ts";
import { stating } from "../statement.ts";
import type { Entry } from "../timeline.ts";
import { runState } from "./run-state.ts";

/** A run takes its place among the runs of each version of its job. */
export const ranVersion: Rule = {
  name: "ran-version",
  version: 1,
  stage: 1,
  on: onSubjectOf(told.ran, told.event),
  evaluate(run, known) {
    const state = known.value(runState, run);
    if (state === undefined) return {};
    return {
      placements: known.facts(run, told.ran).map(({ object, support }) => ({
        timeline: runsOf(object, known),
        entry: { id: support, run, at: state.start, start: state.start, isCommitted: true },
      })),
    };
  },
};

interface FirstRun {
  readonly job: Name;
  readonly entry: Entry;
  readonly support: Name;
}

/** The first run of a version of a job gives it its place among the versions. */
export const firstRun: Rule<FirstRun> = {
  name: "first-run",
  version: 1,
  stage: 2,
  on: [{ predicate: told.ran, unit: ({ object }) => object }],
  evaluate(planVersion, known) {
    const first = known.timeline(runsOf(planVersion, known)).first;
    const job = known.things.jobOf(planVersion);
    if (first === undefined || job === undefined) return {};
    const entry = { ...first, id: planVersion };
    return {
      value: { job, entry, support: first.id },
      placements: [{ timeline: planVersionsOf(job, known), entry }],
    };
  },
};

/** `mun:previousVersion` between versions of a job, in the order in which they first ran. */
export const previousPlanVersion: Rule = {
  name: "previous-plan-version",
  version: 1,
  stage: 3,
  on: [{ predicate: told.ran, unit: ({ object }) => object }],
  evaluate(planVersion, known) {
    const ran = known.value(firstRun, planVersion);
    if (ran === undefined) return {};
    const before = known.timeline(planVersionsOf(ran.job, known)).before("all", ran.entry);
    if (before === undefined) return {};
    const other = known.value(firstRun, before.id);
    const supports = [ran.support, ...(other === undefined ? [] : [other.support])];
    return { statements: stating("asserted", supports)(planVersion, mun.previousVersion, before.id) };
  },
};

function runsOf(planVersion: Name, { names }: Known): Name {
  return names.pair(names.word("runs"), planVersion);
}
function planVersionsOf(job: Name, { names }: Known): Name {
  return names.pair(names.word("plan versions"), job);
}
