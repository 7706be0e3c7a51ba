import { mun, sh } from "../../vocabulary.ts";
import { told } from "../facts.ts";
import { onSubjectOf, type Rule } from "../rule.ts";
import { linkerFinding } from "./findings.ts";

/** A run that ended twice: the later terminal event holds, and this says so (DESIGN §4, merged state). */
const terminalConflict: Rule = {
  name: "terminal-conflict",
  version: 1,
  stage: 0,
  on: onSubjectOf(told.event),
  evaluate(run, known) {
    const terminals = known.run(run)?.terminals ?? [];
    if (terminals.length < 2) return {};
    const types = [...new Set(terminals.map(({ type = "" }) => type))];
    const [last, ...before] = terminals.toReversed();
    const contrary = before.find(({ type }) => type !== last?.type) ?? before[0];
    return {
      statements: linkerFinding(known, {
        code: "terminal-conflict",
        focus: run,
        message:
          types.length === 1
            ? `The run ended more than once with ${types[0]}; the latest holds.`
            : `The run ended with ${types.sort().join(" and ")}; the later, ${last?.type}, holds.`,
        path: mun.runState,
        severity: types.length === 1 ? sh.Info : sh.Warning,
        supports: [last, contrary].flatMap((event) => event?.bundle ?? []),
      }),
    };
  },
};

/** One UUID under several jobs. Nothing is joined: a run id is unique only relative to its job (DESIGN §3). */
const runIdShared: Rule = {
  name: "run-id-shared",
  version: 1,
  stage: 0,
  on: onSubjectOf(told.sharesRunId),
  evaluate(runId, known) {
    const runs = known.facts(runId, told.sharesRunId);
    const [first, second] = [...runs].sort((a, b) => known.names.compareTexts(a.object, b.object));
    if (first === undefined || second === undefined) return {};
    return {
      statements: runs.flatMap((run) =>
        linkerFinding(known, {
          code: "run-id-shared",
          focus: run.object,
          message: "The run id is used under several jobs; the runs are kept apart.",
          supports: [run.support, (run === first ? second : first).support],
        }),
      ),
    };
  },
};

/** What broke the specification and was accepted, as the mapper noted it. */
const acceptedWith: Rule = {
  name: "accepted-with",
  version: 1,
  stage: 0,
  on: onSubjectOf(mun.acceptedWith),
  evaluate(bundle, known) {
    return {
      statements: known.facts(bundle, mun.acceptedWith).flatMap(({ object }) => {
        const [code = "", ...rest] = known.names.text(object).split(" ");
        const pointer = rest.join(" ");
        return linkerFinding(known, {
          code,
          focus: bundle,
          message: `Accepted though it breaks the specification at "${pointer}": ${code}.`,
          severity: infos.has(code) ? sh.Info : sh.Warning,
          supports: [bundle],
          discriminator: [pointer],
        });
      }),
    };
  },
};

/** Notes that do not put the evidence in doubt. */
const infos: ReadonlySet<string> = new Set(["missing-schema-url", "producer-not-uri", "service-user"]);

/** The findings about single events and runs. */
export const eventFindings: readonly Rule[] = [terminalConflict, runIdShared, acceptedWith];
