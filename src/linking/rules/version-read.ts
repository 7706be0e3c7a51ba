import { mun, prov, rdf } from "../../vocabulary.ts";
import { namedRead, told } from "../facts.ts";
import type { Naming } from "../naming.ts";
import type { Name } from "../rest/names.ts";
import type { Known, Outcome, Rule } from "../rule.ts";
import { type Stated, stating } from "../statement.ts";
import type { Fact } from "../supported.ts";
import { pathBelowDataset } from "../things.ts";
import { namedVersion } from "./named-version.ts";
import { type Found, readsByTime } from "./reads-by-time.ts";
import { type RunState, runState } from "./run-state.ts";

/** The versions that a run read of a source, as far as can be told. */
export interface Read {
  /** Several when the run named several; none when a version that no known run wrote is the source. */
  readonly linked: readonly Linked[];
  /** What else it may have read. */
  readonly possible: readonly Found[];
  /** The use of the version that time chose, where it did: the versions to choose from are counted for it. */
  readonly chosen?: { readonly usage: Name; readonly start: Name };
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
      predicate: prov.used,
      unit: ({ subject, object }, naming) => unitOf(subject, object, naming),
    },
    { predicate: told.source, unit: ({ subject, object }, naming) => unitOf(subject, object, naming) },
  ],
  evaluate(unit, known) {
    const [run, source] = [known.names.first(unit), known.names.second(unit)];
    const thing = known.things.of(source);
    const state = known.value(runState, run);
    const statedBy =
      known.fact(run, prov.used, source)?.eventSupport ?? known.fact(run, told.source, source)?.eventSupport;
    if (thing === undefined || state === undefined || statedBy === undefined) return {};
    const reasons = [statedBy, state.startedBy];
    if (thing.kind === "named") return readNamed(run, source, state, reasons, known);
    const named = known.facts(namedRead(known.names, run, source), told.namedRead);
    return named.length > 0
      ? readByName(run, source, named, state, reasons, known)
      : readByTime(run, source, state, reasons, known);
  },
};

/** The unit of a run and a dataset or named version. */
export function readUnit({ names }: Naming, run: Name, source: Name): Name {
  return names.pair(run, source);
}

function unitOf(run: Name, source: Name, naming: Naming): Name | undefined {
  const thing = naming.things.of(source);
  const isSource = thing?.column === undefined && (thing?.kind === "dataset" || thing?.kind === "named");
  return isSource ? readUnit(naming, run, source) : undefined;
}

function readNamed(
  run: Name,
  source: Name,
  state: RunState,
  [used = 0]: readonly Name[],
  known: Known,
): Outcome<Read> {
  const linked = writtenAs(run, source, state, used, known);
  if (linked === undefined) return {};
  return {
    value: { linked: [linked], possible: [] },
    statements: usage(run, linked, usageNode(run, linked.version, known), known),
  };
}

/** The written version that a named one is, for a run that read it. */
function writtenAs(run: Name, named: Name, { end }: RunState, used: Name, known: Known): Linked | undefined {
  const joined = known.value(namedVersion, named);
  // An id that was only written afterwards, or by the run itself, is not the one that it read.
  const isBefore =
    joined !== undefined && (end === undefined || known.names.compareInstants(joined.at, end) <= 0);
  if (joined === undefined || joined.run === run || !isBefore) return undefined;
  return { version: joined.version, rule: namedVersion.name, supports: [used, ...joined.supports] };
}

/**
 * The versions that a run named of a dataset, written or not; that it used them is stated of each. If it named the
 * dataset as well, not in its lineage alone, that may have been another read: of what time tells, which is possible.
 */
function readByName(
  run: Name,
  dataset: Name,
  named: readonly Fact[],
  state: RunState,
  reasons: readonly Name[],
  known: Known,
): Outcome<Read> {
  const linked = named.flatMap(({ object, eventSupport: used }): Linked[] => {
    if (used === undefined) return [];
    const asNamed = { version: object, rule: namedVersion.name, supports: [used] };
    return [writtenAs(run, object, state, used, known) ?? asNamed];
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
  run: Name,
  dataset: Name,
  state: RunState,
  reasons: readonly Name[],
  known: Known,
): Outcome<Read> {
  const { latest, others } = readsByTime(run, dataset, state, reasons, known);
  const extras = mayHaveUsed(run, others);
  if (latest === undefined) {
    const { names, iris } = known;
    const observed = names.iri(iris.observedVersion(names.node(dataset), names.node(run)).value);
    const linked = { version: observed, rule: "observed-version", supports: reasons };
    const states = stating("linked", reasons, linked.rule);
    return {
      value: { linked: [linked], possible: others },
      statements: [
        ...states(observed, rdf.type, prov.Entity),
        ...states(observed, prov.specializationOf, dataset),
        ...states(observed, mun.observedAt, state.start),
        ...usage(run, linked, usageNode(run, observed, known), known),
        ...extras,
      ],
    };
  }
  const { read, next } = latest;
  const linked = { ...read, rule: versionRead.name };
  const node = usageNode(run, read.version, known);
  return {
    value: { linked: [linked], possible: others, chosen: { usage: node, start: state.start } },
    statements: [
      ...usage(run, linked, node, known),
      ...(next === undefined ? [] : stating("linked", read.supports)(node, mun.nextCandidate, next)),
      ...extras,
    ],
  };
}

function mayHaveUsed(run: Name, versions: readonly Found[]): Stated[] {
  return versions.flatMap(({ version, supports }) => stating("possible", supports)(run, prov.used, version));
}

function usage(run: Name, { version: used, rule, supports }: Linked, node: Name, known: Known): Stated[] {
  const states = stating("linked", supports, rule);
  return [
    ...states(run, prov.used, used),
    ...states(run, prov.qualifiedUsage, node),
    ...states(node, rdf.type, prov.Usage),
    ...states(node, prov.entity, used),
    ...states(node, mun.rule, known.names.word(rule)),
  ];
}

/** The qualified usage of what a run read. */
function usageNode(run: Name, used: Name, { iris, names }: Naming): Name {
  return names.iri(`${names.text(run)}/usage/${pathBelowDataset(names.text(used), iris.base)}`);
}
