import type { NamedNode } from "@rdfjs/types";
import type { Configuration } from "../configuration.ts";
import type { Iris } from "../mapping/iris.ts";
import { configurationCell, eventsCell, facetCell } from "./cells.ts";
import type { KnownFacts } from "./known-facts.ts";
import type { Names } from "./rest/names.ts";
import type { Entries, Known, Rule, RunEvents, TimelineView } from "./rule.ts";
import type { Entry, EntryList, Timeline } from "./timeline.ts";
import { type Unit, type UnitKey, watchKey } from "./unit.ts";

/** Where answers come from. */
export interface Answers {
  readonly iris: Iris;
  readonly facts: KnownFacts;
  readonly names: Names;
  readonly unit: (rule: Rule, subject: string) => Unit;
  readonly timeline: (name: string) => Timeline<UnitKey>;
}

/** A stretch of time that was looked at. */
export interface Stretch {
  readonly name: string;
  readonly timeline: Timeline<UnitKey>;
  readonly list: EntryList;
  readonly from: string | undefined;
  readonly until: string | undefined;
}

/** What one evaluation of a unit is told, and the note of what it asked for. */
export class Reading implements Known {
  readonly iris: Iris;
  /** Names of what was read. */
  readonly cells = new Set<number>();
  readonly asked = new Set<UnitKey>();
  /** By `watchKey`. */
  readonly stretches = new Map<string, Stretch>();
  readonly #answers: Answers;
  readonly #rule: Rule;
  readonly #configuration: Configuration;

  constructor(rule: Rule, answers: Answers, configuration: Configuration) {
    this.iris = answers.iris;
    this.#answers = answers;
    this.#rule = rule;
    this.#configuration = configuration;
  }

  get configuration(): Configuration {
    this.cells.add(configurationCell(this.#answers.names));
    return this.#configuration;
  }
  timeOf(bundle: string): string | undefined {
    return this.#answers.facts.timeOf(bundle);
  }
  facts(subject: string, predicate: NamedNode | string) {
    const name = this.#answers.names.of(subject);
    this.cells.add(name);
    return this.#answers.facts.of(name, typeof predicate === "string" ? predicate : predicate.value);
  }
  fact(subject: string, predicate: NamedNode | string, object: string) {
    const name = this.#answers.names.of(subject);
    this.cells.add(name);
    const iri = typeof predicate === "string" ? predicate : predicate.value;
    return this.#answers.facts.find(name, iri, object);
  }
  value<Value>(rule: Rule<Value>, subject: string): Value | undefined {
    if (rule.stage >= this.#rule.stage) throw new Error(`${this.#rule.name} may not ask ${rule.name}`);
    const other = this.#answers.unit(rule, subject);
    this.asked.add(other.key);
    return other.value as Value | undefined;
  }
  run(run: string): RunEvents | undefined {
    const name = this.#answers.names.of(run);
    this.cells.add(eventsCell(this.#answers.names, name));
    return this.#answers.facts.run(name);
  }
  facet(thing: string, name: string) {
    const cell = facetCell(this.#answers.names, thing, name);
    this.cells.add(cell);
    return this.#answers.facts.facet(cell);
  }
  timeline(name: string): TimelineView {
    return new StretchNotes(name, this.#answers.timeline(name), this.stretches);
  }
}

/** A timeline that notes which stretches of it are looked at. */
class StretchNotes implements TimelineView {
  readonly #name: string;
  readonly #timeline: Timeline<UnitKey>;
  readonly #stretches: Map<string, Stretch>;

  constructor(name: string, timeline: Timeline<UnitKey>, stretches: Map<string, Stretch>) {
    this.#name = name;
    this.#timeline = timeline;
    this.#stretches = stretches;
  }

  until(list: EntryList, until: string | undefined): Entries {
    this.#watch(list, undefined, until);
    const items = this.#timeline[list];
    return { count: this.#timeline.countUntil(list, until), at: (index) => items[index] };
  }
  backwards(list: EntryList, until: string, visit: (entry: Entry) => "go on" | "stop"): void {
    const items = this.#timeline[list];
    let from: string | undefined;
    for (let i = this.#timeline.countUntil(list, until) - 1; i >= 0; i--) {
      const entry = items[i];
      if (entry === undefined || visit(entry) === "go on") continue;
      from = entry.at;
      break;
    }
    this.#watch(list, from, until);
  }
  committedBetween(after: string, until: string | undefined): readonly Entry[] {
    this.#watch("committed", after, until);
    const from = this.#timeline.countUntil("committed", after);
    return this.#timeline.committed.slice(from, this.#timeline.countUntil("committed", until));
  }
  before(list: "all" | "committed", entry: Entry): Entry | undefined {
    const found = this.#timeline.before(list, entry);
    this.#watch(list, found?.at, entry.at);
    return found;
  }
  get first(): Entry | undefined {
    const [first] = this.#timeline.all;
    this.#watch("all", undefined, first?.at);
    return first;
  }
  get last(): Entry | undefined {
    const last = this.#timeline.all.at(-1);
    this.#watch("all", last?.at, undefined);
    return last;
  }

  #watch(list: EntryList, from: string | undefined, until: string | undefined): void {
    const [name, timeline] = [this.#name, this.#timeline];
    this.#stretches.set(watchKey(name, list, from, until), { name, timeline, list, from, until });
  }
}
