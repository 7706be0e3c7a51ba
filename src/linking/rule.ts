import type { NamedNode } from "@rdfjs/types";
import type { Configuration } from "../configuration.ts";
import type { RunEventFact } from "./event-log.ts";
import type { CurrentFacet } from "./facet-history.ts";
import type { Naming } from "./naming.ts";
import type { Name } from "./rest/names.ts";
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
  evaluate(unit: Name, known: Known): Outcome<Value>;
}

/** From a changed fact to the unit that it concerns. */
export interface Trigger {
  readonly predicate: NamedNode | string;
  unit(fact: ChangedFact, naming: Naming): Name | undefined;
}

export interface ChangedFact {
  readonly subject: Name;
  readonly object: Name;
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
  readonly timeline: Name;
  readonly entry: Entry;
}

/** Everything that a rule may ask. */
export interface Known extends Naming {
  readonly configuration: Configuration;
  facts(subject: Name, predicate: NamedNode | string): readonly Fact[];
  /** One fact. O(1). */
  fact(subject: Name, predicate: NamedNode | string, object: Name): Fact | undefined;
  /** What another rule of an earlier stage found of a unit. */
  value<Value>(rule: Rule<Value>, unit: Name): Value | undefined;
  run(run: Name): RunEvents | undefined;
  facet(thing: Name, name: string): (CurrentFacet & { readonly content: SnapshotFacts }) | undefined;
  timeline(name: Name): TimelineView;
  /** The time of an event's bundle; undefined for posted RDF. */
  timeOf(bundle: Name): Name | undefined;
}

export interface RunEvents {
  readonly start: RunEventFact;
  readonly standing: RunEventFact;
  readonly terminals: readonly RunEventFact[];
}

/** A timeline, each question of which is remembered with the stretch of time that its answer rests on. */
export interface TimelineView {
  /** Entries at or before an instant (absent: all), in order; reads as few of them as the caller takes. */
  until(list: EntryList, until: Name | undefined): Entries;
  /** Visits entries at or before an instant, the last first, until told to stop: what lies before is of no concern. */
  backwards(list: EntryList, until: Name, visit: (entry: Entry) => "go on" | "stop"): void;
  /** Committed entries after one instant, and at or before another (absent: ever). */
  committedBetween(after: Name, until: Name | undefined): readonly Entry[];
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
    predicate,
    unit: ({ subject }) => subject,
  }));
}
