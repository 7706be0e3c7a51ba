import type { NamedNode, Term } from "@rdfjs/types";
import type { Configuration } from "../configuration.ts";
import type { Iris } from "../mapping/iris.ts";
import type { RunEventFact } from "./event-log.ts";
import type { CurrentFacet } from "./facet-history.ts";
import type { SnapshotFacts } from "./snapshot-facts.ts";
import type { Stated } from "./statement.ts";
import type { Fact } from "./supported.ts";
import type { Entry, EntryList } from "./timeline.ts";

/**
 * One rule of the linker: a pure function from a unit (a run, a version, a run and what it read) to what it states.
 * It sees nothing but what it asks `known` for, and what it has asked for is remembered: when an answer changes, the
 * unit is evaluated again, and when none does, it is not. So the result is that of a computation from scratch.
 */
export interface Rule<Value = unknown> {
  /** Stable; shown as the reason of each statement. */
  readonly name: string;
  /** Goes up when the rule states something else of the same facts. */
  readonly version: number;
  /** A rule sees the values and timelines of earlier stages only, so nothing can go round in circles. */
  readonly stage: number;
  /** The facts that call a unit into being. */
  readonly on: readonly Trigger[];
  evaluate(unit: string, known: Known): Outcome<Value>;
}

/** From a changed fact to the unit that it concerns. */
export interface Trigger {
  readonly predicate: string;
  unit(fact: ChangedFact, iris: Iris): string | undefined;
}

export interface ChangedFact {
  readonly subject: string;
  readonly object: Term;
  /** Whether an event states it, not posted RDF alone. */
  readonly isOfEvent: boolean;
}

/** Plain data, compared by content: later rules are evaluated again only when it changes. */
export interface Outcome<Value> {
  readonly value?: Value;
  readonly statements?: readonly Stated[];
  /** Entries that this unit puts on timelines. */
  readonly placements?: readonly Placement[];
}

export interface Placement {
  readonly timeline: string;
  readonly entry: Entry;
}

/** Everything that a rule may ask. */
export interface Known {
  readonly iris: Iris;
  readonly configuration: Configuration;
  facts(subject: string, predicate: NamedNode | string): readonly Fact[];
  /** One fact, whose object is an IRI. O(1). */
  fact(subject: string, predicate: NamedNode | string, object: string): Fact | undefined;
  /** What another rule of an earlier stage found of a unit. */
  value<Value>(rule: Rule<Value>, unit: string): Value | undefined;
  run(run: string): RunEvents | undefined;
  facet(thing: string, name: string): (CurrentFacet & { readonly content: SnapshotFacts }) | undefined;
  timeline(name: string): TimelineView;
  /** The time of an event's bundle; undefined for posted RDF. */
  timeOf(bundle: string): string | undefined;
}

export interface RunEvents {
  readonly start: RunEventFact;
  readonly standing: RunEventFact;
  readonly terminals: readonly RunEventFact[];
}

/** A timeline, each question of which is remembered with the stretch of time that its answer rests on. */
export interface TimelineView {
  /** Entries at or before an instant (absent: all), in order; reads as few of them as the caller takes. */
  until(list: EntryList, until: string | undefined): Entries;
  /** Visits entries at or before an instant, the last first, until told to stop: what lies before is of no concern. */
  backwards(list: EntryList, until: string, visit: (entry: Entry) => "go on" | "stop"): void;
  /** Committed entries after one instant, and at or before another (absent: ever). */
  committedBetween(after: string, until: string | undefined): readonly Entry[];
  before(list: "all" | "committed", entry: Entry): Entry | undefined;
  readonly first: Entry | undefined;
  readonly last: Entry | undefined;
}

/** A prefix of a timeline. */
export interface Entries {
  readonly count: number;
  at(index: number): Entry | undefined;
}

/** Calls a unit into being for the subject of a fact with one of these predicates. */
export function onSubjectOf(...predicates: readonly (NamedNode | string)[]): Trigger[] {
  return predicates.map((predicate) => ({
    predicate: typeof predicate === "string" ? predicate : predicate.value,
    unit: ({ subject }) => subject,
  }));
}
