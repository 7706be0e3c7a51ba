import { DataFactory } from "n3";
import { compareCodePoints } from "../../code-points.ts";
import { compareInstants } from "../../instant.ts";
import { mun, prov, rdf } from "../../vocabulary.ts";
import { told } from "../facts.ts";
import type { Known, Outcome, Rule } from "../rule.ts";
import { dateTime, integer, type Stated, stating, text } from "../statement.ts";
import { datasetThing, pathBelowDataset, runOfWindow } from "../things.ts";
import type { Entry } from "../timeline.ts";
import { namesAt } from "./aliases.ts";
import { namedVersion } from "./named-version.ts";
import { type RunState, runState } from "./run-state.ts";
import { version, versionsOf } from "./version.ts";

/** The version that a run read of a source, as far as can be told. */
export interface Read {
  /** Absent when a version that no known run wrote is named. */
  readonly linked?: Linked;
  /** What else it may have read. */
  readonly possible: readonly { readonly version: string; readonly supports: readonly string[] }[];
}

interface Linked {
  readonly version: string;
  /** The rule that found it. */
  readonly rule: string;
  readonly supports: readonly string[];
}

/**
 * Which version a run read (DESIGN §4): of a dataset, the latest committed version generated at or before the start of
 * the run; of a dataset of which no such version is known, the observed one; of a named version, the written one that
 * bears its id. A dataset is looked for under all the names that it had when the run began.
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
    const stated = [prov.used, told.source]
      .flatMap((predicate) => known.facts(run, predicate))
      .find(({ object, eventSupport }) => object.value === source && eventSupport !== undefined);
    if (thing === undefined || state === undefined || stated?.eventSupport === undefined) return {};
    const reasons = [stated.eventSupport, state.startedBy];
    return thing.kind === "named"
      ? readNamed(run, source, state, reasons, known)
      : readDataset(run, source, state, reasons, known);
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
  { end }: RunState,
  [used = ""]: readonly string[],
  known: Known,
): Outcome<Read> {
  const joined = known.value(namedVersion, source);
  // An id that was only written afterwards, or by the run itself, is not the one that it read.
  const isBefore = joined !== undefined && (end === undefined || compareInstants(joined.at, end) <= 0);
  if (joined === undefined || joined.run === run || !isBefore) return {};
  const supports = [used, ...joined.supports];
  return {
    value: { linked: { version: joined.version, rule: namedVersion.name, supports }, possible: [] },
    statements: usage(run, joined.version, namedVersion.name, supports, known),
  };
}

function readDataset(
  run: string,
  dataset: string,
  { start, end }: RunState,
  reasons: readonly string[],
  known: Known,
): Outcome<Read> {
  const { base } = known.iris;
  const names = namesAt(dataset, start, known);
  const isOwn = (entry: Entry) => entry.run === run || runOfWindow(entry.run, base) === run;
  const candidates = names.atInstant.map((name) => candidatesAt(name, run, start, isOwn, known));
  const [latest, next] = candidates.flatMap(({ latest }) => latest).sort(laterFirst);
  const count = candidates.reduce((sum, { count }) => sum + count, 0);
  const supportsOf = ({ id }: Entry) => [...reasons, ...(known.value(version, id)?.supports ?? [])];

  const others = new Map(
    [
      ...candidates.flatMap(({ simultaneous }) => simultaneous),
      ...names.ever.flatMap((name) => [
        ...(names.atInstant.includes(name)
          ? []
          : candidatesAt(name, run, start, isOwn, known).latest.slice(0, 1)),
        ...uncommittedUntil(name, end, known),
        ...known.timeline(versionsOf(name)).committedBetween(start, end),
      ]),
    ]
      .filter((entry) => !isOwn(entry))
      .map((entry) => [entry.id, entry]),
  );
  const possible = [...others.values()].map((entry) => ({ version: entry.id, supports: supportsOf(entry) }));
  const extras = possible.flatMap((other) =>
    stating("possible", other.supports)(run, prov.used, other.version),
  );

  if (latest === undefined) {
    const observed = known.iris.observedVersion(
      DataFactory.namedNode(dataset),
      DataFactory.namedNode(run),
    ).value;
    const states = stating("linked", reasons, "observed-version");
    return {
      value: { linked: { version: observed, rule: "observed-version", supports: reasons }, possible },
      statements: [
        ...states(observed, rdf.type, prov.Entity),
        ...states(observed, prov.specializationOf, dataset),
        ...states(observed, mun.observedAt, dateTime(start)),
        ...usage(run, observed, "observed-version", reasons, known),
        ...extras,
      ],
    };
  }
  const supports = supportsOf(latest);
  const states = stating("linked", supports);
  const node = usageNode(run, latest.id, base);
  return {
    value: { linked: { version: latest.id, rule: versionRead.name, supports }, possible },
    statements: [
      ...usage(run, latest.id, versionRead.name, supports, known),
      ...states(node, mun.candidateCount, integer(count)),
      ...(next === undefined ? [] : states(node, mun.nextCandidate, next.id)),
      ...extras,
    ],
  };
}

interface Candidates {
  readonly latest: readonly Entry[];
  readonly count: number;
  /** No candidates, since they came to be at the very instant and may have come after. */
  readonly simultaneous: readonly Entry[];
}

/** The two latest candidates under one name, and how many there are. O(log n). */
function candidatesAt(
  name: string,
  run: string,
  start: string,
  isOwn: (entry: Entry) => boolean,
  known: Known,
): Candidates {
  const entries = known.timeline(versionsOf(name)).until("committed", start);
  const latest: Entry[] = [];
  const simultaneous: Entry[] = [];
  let { count } = entries;
  for (let i = entries.count - 1; i >= 0; i--) {
    const entry = entries.at(i);
    if (entry === undefined) break;
    const isAtStart = entry.at === start;
    if (isAtStart && (isOwn(entry) || isAfter(entry, run, start))) {
      count--;
      simultaneous.push(entry);
    } else if (latest.length < 2) latest.push(entry);
    if (!isAtStart && latest.length === 2) break;
  }
  return { latest, count, simultaneous };
}

/** Of two runs that both took no time, at one instant, the code-point order of their IRIs says which came first. */
function isAfter(entry: Entry, run: string, start: string): boolean {
  return entry.start === start && compareCodePoints(entry.run, run) > 0;
}

function uncommittedUntil(name: string, end: string | undefined, known: Known): readonly Entry[] {
  const entries = known.timeline(versionsOf(name)).until("uncommitted", end);
  return Array.from({ length: entries.count }, (_, i) => entries.at(i)).flatMap((entry) => entry ?? []);
}

function laterFirst(a: Entry, b: Entry): number {
  return compareInstants(b.at, a.at) || compareCodePoints(b.run, a.run) || compareCodePoints(b.id, a.id);
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

function usageNode(run: string, used: string, base: string): string {
  return `${run}/usage/${pathBelowDataset(used, base)}`;
}
