import { DataFactory } from "n3";
import { compareInstants } from "../../instant.ts";
import { mun, prov, rdf } from "../../vocabulary.ts";
import { namedRead, told } from "../facts.ts";
import type { Known, Outcome, Rule } from "../rule.ts";
import { dateTime, type Stated, stating, text } from "../statement.ts";
import type { Fact } from "../supported.ts";
import { datasetThing, pathBelowDataset } from "../things.ts";
import { namedVersion } from "./named-version.ts";
import { type Found, readsByTime } from "./reads-by-time.ts";
import { type RunState, runState } from "./run-state.ts";

/** The versions that a run read of a source, as far as can be told. */
export interface Read {
  /** Several when the run named several; none when a version that no known run wrote is the source. */
  readonly linked: readonly Linked[];
  /** What else it may have read. */
  readonly possible: readonly Found[];
}

interface Linked extends Found {
  /** The rule that found it. */
  readonly rule: string;
}

/**
 * Which version a run read (DESIGN §4): of a dataset, the latest committed version generated at or before the start of
 * the run; of a dataset of which no such version is known, the observed one; of a named version, the written one that
 * bears its id. A dataset is looked for under all the names that it had when the run began.
 *
 * A run that named versions of a dataset, in any of its events, said which it read: these and no others, also where it
 * named the dataset besides, since a START often lacks the version, and a `lineage` facet always does.
 *
 * In possible mode also the uncommitted versions and those generated while it ran. That of a run which has not ended
 * has no end, since an upper bound must miss nothing.
 */
export const versionRead: Rule<Read> = {
  name: "version-read",
  version: 1,
  stage: 3,
  on: [
    {
      predicate: prov.used.value,
      unit: ({ subject, object }, { base }) => unitOf(subject, object.value, base),
    },
    { predicate: told.source, unit: ({ subject, object }, { base }) => unitOf(subject, object.value, base) },
  ],
  evaluate(unit, known) {
    const [run = "", source = ""] = unit.split(" ");
    const thing = datasetThing(source, known.iris.base);
    const state = known.value(runState, run);
    const statedBy =
      known.fact(run, prov.used, source)?.eventSupport ?? known.fact(run, told.source, source)?.eventSupport;
    if (thing === undefined || state === undefined || statedBy === undefined) return {};
    const reasons = [statedBy, state.startedBy];
    if (thing.kind === "named") return readNamed(run, source, state, reasons, known);
    const named = known.facts(namedRead(run, source), told.namedRead);
    return named.length > 0
      ? readByName(run, source, named, state, reasons, known)
      : readByTime(run, source, state, reasons, known);
  },
};

/** The unit of a run and a dataset or named version. */
export function readUnit(run: string, source: string): string {
  return `${run} ${source}`;
}

function unitOf(run: string, source: string, base: string): string | undefined {
  const thing = datasetThing(source, base);
  const isSource = thing?.column === undefined && (thing?.kind === "dataset" || thing?.kind === "named");
  return isSource ? readUnit(run, source) : undefined;
}

function readNamed(
  run: string,
  source: string,
  state: RunState,
  [used = ""]: readonly string[],
  known: Known,
): Outcome<Read> {
  const linked = writtenAs(run, source, state, used, known);
  if (linked === undefined) return {};
  return {
    value: { linked: [linked], possible: [] },
    statements: usage(run, linked.version, linked.rule, linked.supports, known),
  };
}

/** The written version that a named one is, for a run that read it. */
function writtenAs(
  run: string,
  named: string,
  { end }: RunState,
  used: string,
  known: Known,
): Linked | undefined {
  const joined = known.value(namedVersion, named);
  // An id that was only written afterwards, or by the run itself, is not the one that it read.
  const isBefore = joined !== undefined && (end === undefined || compareInstants(joined.at, end) <= 0);
  if (joined === undefined || joined.run === run || !isBefore) return undefined;
  return { version: joined.version, rule: namedVersion.name, supports: [used, ...joined.supports] };
}

/**
 * The versions that a run named of a dataset, written or not; that it used them is stated of each. If it named the
 * dataset as well, not in its lineage alone, that may have been another read: of what time tells, which is possible.
 */
function readByName(
  run: string,
  dataset: string,
  named: readonly Fact[],
  state: RunState,
  reasons: readonly string[],
  known: Known,
): Outcome<Read> {
  const linked = named.flatMap(({ object: { value }, eventSupport: used }): Linked[] => {
    if (used === undefined) return [];
    const asNamed = { version: value, rule: namedVersion.name, supports: [used] };
    return [writtenAs(run, value, state, used, known) ?? asNamed];
  });
  const isNamedBesides = known.fact(run, prov.used, dataset)?.eventSupport !== undefined;
  if (!isNamedBesides) return { value: { linked, possible: [] } };

  const versions = new Set(linked.map(({ version }) => version));
  const { latest, others } = readsByTime(run, dataset, state, reasons, known);
  const possible = [...(latest === undefined ? [] : [latest.read]), ...others].filter(
    ({ version }) => !versions.has(version),
  );
  return { value: { linked, possible }, statements: mayHaveUsed(run, possible) };
}

function readByTime(
  run: string,
  dataset: string,
  state: RunState,
  reasons: readonly string[],
  known: Known,
): Outcome<Read> {
  const { latest, others } = readsByTime(run, dataset, state, reasons, known);
  const extras = mayHaveUsed(run, others);
  if (latest === undefined) {
    const observed = known.iris.observedVersion(
      DataFactory.namedNode(dataset),
      DataFactory.namedNode(run),
    ).value;
    const states = stating("linked", reasons, "observed-version");
    return {
      value: {
        linked: [{ version: observed, rule: "observed-version", supports: reasons }],
        possible: others,
      },
      statements: [
        ...states(observed, rdf.type, prov.Entity),
        ...states(observed, prov.specializationOf, dataset),
        ...states(observed, mun.observedAt, dateTime(state.start)),
        ...usage(run, observed, "observed-version", reasons, known),
        ...extras,
      ],
    };
  }
  const { read, next } = latest;
  const states = stating("linked", read.supports);
  const node = usageNode(run, read.version, known.iris.base);
  return {
    value: { linked: [{ ...read, rule: versionRead.name }], possible: others },
    statements: [
      ...usage(run, read.version, versionRead.name, read.supports, known),
      ...(next === undefined ? [] : states(node, mun.nextCandidate, next)),
      ...extras,
    ],
  };
}

function mayHaveUsed(run: string, versions: readonly Found[]): Stated[] {
  return versions.flatMap(({ version, supports }) => stating("possible", supports)(run, prov.used, version));
}

function usage(
  run: string,
  used: string,
  rule: string,
  supports: readonly string[],
  { iris }: Known,
): Stated[] {
  const node = usageNode(run, used, iris.base);
  const states = stating("linked", supports, rule);
  return [
    ...states(run, prov.used, used),
    ...states(run, prov.qualifiedUsage, node),
    ...states(node, rdf.type, prov.Usage),
    ...states(node, prov.entity, used),
    ...states(node, mun.rule, text(rule)),
  ];
}

/** The qualified usage of what a run read. */
export function usageNode(run: string, used: string, base: string): string {
  return `${run}/usage/${pathBelowDataset(used, base)}`;
}
