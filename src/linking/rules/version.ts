import { mun, prov } from "../../vocabulary.ts";
import { told } from "../facts.ts";
import type { Name } from "../rest/names.ts";
import { type Known, onSubjectOf, type Rule } from "../rule.ts";
import { stating, trueLiteral } from "../statement.ts";
import type { Thing } from "../things-by-name.ts";
import type { Entry } from "../timeline.ts";
import { type RunState, runState } from "./run-state.ts";

/** A version that a run wrote, and when. */
export interface WrittenVersion {
  readonly dataset: Name;
  readonly run: Name;
  /** `prov:generatedAtTime`. */
  readonly generatedAt: Name;
  /** Its place among the versions of its dataset. */
  readonly entry: Entry;
  readonly supports: readonly Name[];
}

/**
 * When a version came to be: at the end of its run; of a run that has not ended, and of the RUNNING events of a
 * streaming job, with the first event that lists it, but not before the run's start nor after its end, for a generation
 * lies within its activity (PROV-CONSTRAINTS 34). It is committed when its run is COMPLETE, or a RUNNING event or a
 * window lists it (DESIGN §4).
 *
 * Its place in the order is never before the start of its run, whatever a producer's clock says: so no run is linked
 * to what comes from its own output.
 */
export const version: Rule<WrittenVersion> = {
  name: "generated-at",
  version: 1,
  stage: 1,
  on: onSubjectOf(prov.wasGeneratedBy, told.listedWhileRunning),
  evaluate(iri, known) {
    const thing = known.things.of(iri);
    const listing = known.facts(iri, prov.wasGeneratedBy).find(({ eventSupport }) => eventSupport);
    const run = listing?.object;
    const first = listing?.eventSupport;
    const listedAt = first && known.timeOf(first);
    if (!isWrittenWhole(thing) || run === undefined || first === undefined || listedAt === undefined)
      return {};

    const state = known.value(runState, run);
    const [whileRunning] = known.facts(iri, told.listedWhileRunning);
    const isStreamed = whileRunning !== undefined && isStreaming(run, known);
    const { at: generatedAt, by: datedBy } = cameToBe({ at: listedAt, by: first }, state, isStreamed, known);
    const start = state?.start ?? listedAt;
    const committedBy = [
      ...(state?.state === "COMPLETE" && state.endedBy !== undefined ? [state.endedBy] : []),
      ...(whileRunning === undefined ? [] : [whileRunning.support]),
      ...(known.things.runOfWindow(run) === undefined ? [] : [first]),
    ].slice(0, 1);
    const supports = [...new Set([first, datedBy])];
    const entry = {
      id: iri,
      run,
      start,
      at: known.names.compareInstants(generatedAt, start) < 0 ? start : generatedAt,
      isCommitted: committedBy.length > 0,
    };
    return {
      value: {
        dataset: thing.dataset,
        run,
        generatedAt,
        entry,
        supports: [...new Set([...supports, ...committedBy])],
      },
      placements: [{ timeline: versionsOf(thing.dataset, known), entry }],
      statements: [
        ...stating("asserted", supports)(iri, prov.generatedAtTime, generatedAt),
        ...(entry.isCommitted
          ? stating("asserted", [first, ...committedBy], "committed")(iri, mun.committed, trueLiteral)
          : []),
      ],
    };
  },
};

/**
 * What the rule found of a thing. Whoever asks of anything, as of each column, asks by this: no unit comes into being for what
 * can never be a version.
 */
export function versionOf(iri: Name, known: Known): WrittenVersion | undefined {
  return isWrittenWhole(known.things.of(iri)) ? known.value(version, iri) : undefined;
}

function isWrittenWhole(thing: Thing | undefined): thing is Thing & { readonly kind: "written" } {
  return thing?.kind === "written" && thing.column === undefined;
}

/** A time, and the bundle that says it. */
interface Dated {
  readonly at: Name;
  readonly by: Name;
}

function cameToBe(listed: Dated, state: RunState | undefined, isStreamed: boolean, { names }: Known): Dated {
  if (state === undefined) return listed;
  const start = { at: state.start, by: state.startedBy };
  const end =
    state.end === undefined || state.endedBy === undefined ? undefined : { at: state.end, by: state.endedBy };
  if (end !== undefined && (!isStreamed || names.compareInstants(listed.at, end.at) > 0)) return end;
  return names.compareInstants(listed.at, start.at) < 0 ? start : listed;
}

/** The timeline of a dataset's written versions. */
export function versionsOf(dataset: Name, { names }: Known): Name {
  return names.pair(names.word("versions"), dataset);
}

/** A streaming run may last for months, and what it writes is read all the while (`mapping.md`, Streaming). */
function isStreaming(run: Name, known: Known): boolean {
  const job = known.things.jobOf(run);
  return job !== undefined && known.facet(job, "jobType")?.content.isStreaming === true;
}
