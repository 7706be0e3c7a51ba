import { mun, prov } from "../../vocabulary.ts";
import { told } from "../facts.ts";
import type { Name } from "../rest/names.ts";
import { onSubjectOf, type Rule } from "../rule.ts";
import { stating } from "../statement.ts";

/** How a run stands, merged from all its events. */
export interface RunState {
  readonly start: Name;
  readonly startedBy: Name;
  /** Absent while no terminal event is known. */
  readonly end?: Name;
  readonly endedBy?: Name;
  /** COMPLETE, FAIL, ABORT, RUNNING, START or OTHER. */
  readonly state: string;
}

const ranked: ReadonlySet<string> = new Set(["START", "RUNNING", "COMPLETE", "FAIL", "ABORT"]);

/**
 * The merged state of a run: it began with its earliest START, else with its earliest event, and ended with its latest
 * terminal event; the status of the highest rank holds, and of two terminals the later (DESIGN §4, merged state). One
 * start and one end, or the union would break PROV-CONSTRAINTS 22 and 28.
 */
export const runState: Rule<RunState> = {
  name: "run-state",
  version: 1,
  stage: 0,
  on: onSubjectOf(told.event),
  evaluate(run, known) {
    const events = known.run(run);
    if (events === undefined) return {};
    const { start, standing, terminals } = events;
    const end = terminals.at(-1);
    const state = ranked.has(standing.type ?? "") ? (standing.type ?? "OTHER") : "OTHER";
    return {
      value: {
        start: start.time,
        startedBy: start.bundle,
        ...(end === undefined ? {} : { end: end.time, endedBy: end.bundle }),
        state,
      },
      statements: [
        ...stating("asserted", [start.bundle])(run, prov.startedAtTime, start.time),
        ...(end === undefined ? [] : stating("asserted", [end.bundle])(run, prov.endedAtTime, end.time)),
        ...stating("asserted", [standing.bundle])(run, mun.runState, known.names.word(state)),
      ],
    };
  },
};
