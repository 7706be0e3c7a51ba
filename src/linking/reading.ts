import type { NamedNode } from "@rdfjs/types";
import type { Configuration } from "../configuration.ts";
import type { Iris } from "../mapping/iris.ts";
import { configurationCell, eventsCell } from "./cells.ts";
import type { KnownFacts } from "./known-facts.ts";
import type { Naming } from "./naming.ts";
import { Notes } from "./notes.ts";
import type { Name, Names } from "./rest/names.ts";
import type { Entries, Known, Rule, RunEvents, TimelineView } from "./rule.ts";
import type { ThingsByName } from "./things-by-name.ts";
import type { Entry, EntryList, Timeline } from "./timeline.ts";
import type { Unit, UnitKey } from "./unit.ts";

/** Where answers come from. */
export interface Answers {
  readonly naming: Naming;
  readonly facts: KnownFacts;
  readonly unit: (rule: Rule, subject: Name) => Unit;
  readonly timeline: (name: Name) => Timeline<UnitKey>;
}

/** A stretch of time that was looked at. */
export interface Stretch {
  readonly name: Name;
  readonly timeline: Timeline<UnitKey>;
  readonly list: EntryList;
  readonly from: Name | undefined;
  readonly until: Name | undefined;
}

/** What evaluations of units are told, one after another, and the note of what each asked for. */
export class Reading implements Known {
  readonly iris: Iris;
  readonly names: Names;
  readonly things: ThingsByName;
  /** Names of what was read. */
  readonly cells = new Notes();
  /** Keys of the units that were asked. */
  readonly asked = new Notes();
  /** Each once. */
  readonly stretches: Stretch[] = [];
  readonly #answers: Answers;
  #rule: Rule | undefined;
  #configuration: Configuration | undefined;

  constructor(answers: Answers) {
    const { iris, names, things } = answers.naming;
    this.iris = iris;
    this.names = names;
    this.things = things;
    this.#answers = answers;
  }

  /** Begins a new note. */
  begin(rule: Rule, configuration: Configuration): void {
    this.#rule = rule;
    this.#configuration = configuration;
    this.cells.clear();
    this.asked.clear();
    this.stretches.length = 0;
  }

  get configuration(): Configuration {
    this.cells.add(configurationCell(this.names));
    return this.#configuration as Configuration;
  }
  timeOf(bundle: Name): Name | undefined {
    return this.#answers.facts.timeOf(bundle);
  }
  facts(subject: Name, predicate: NamedNode | string) {
    this.cells.add(subject);
    return this.#answers.facts.of(subject, this.names.word(predicate));
  }
  fact(subject: Name, predicate: NamedNode | string, object: Name) {
    this.cells.add(subject);
    return this.#answers.facts.find(subject, this.names.word(predicate), object);
  }
  value<Value>(rule: Rule<Value>, subject: Name): Value | undefined {
    const asking = this.#rule as Rule;
    if (rule.stage >= asking.stage) throw new Error(`${asking.name} may not ask ${rule.name}`);
    const other = this.#answers.unit(rule, subject);
    this.asked.add(other.key);
    return other.value as Value | undefined;
  }
  run(run: Name): RunEvents | undefined {
    this.cells.add(eventsCell(this.names, run));
    return this.#answers.facts.run(run);
  }
  facet(thing: Name, name: string) {
    const cell = this.#answers.facts.facetCell(thing, name);
    this.cells.add(cell);
    return this.#answers.facts.facet(cell);
  }
  timeline(name: Name): TimelineView {
    return new StretchNotes(name, this.#answers.timeline(name), this.stretches);
  }
}

/** A timeline that notes which stretches of it are looked at. */
class StretchNotes implements TimelineView {
  readonly #name: Name;
  readonly #timeline: Timeline<UnitKey>;
  readonly #stretches: Stretch[];

  constructor(name: Name, timeline: Timeline<UnitKey>, stretches: Stretch[]) {
    this.#name = name;
    this.#timeline = timeline;
    this.#stretches = stretches;
  }

  until(list: EntryList, until: Name | undefined): Entries {
    this.#watch(list, undefined, until);
    return new Prefix(this.#timeline[list], this.#timeline.countUntil(list, until));
  }
  backwards(list: EntryList, until: Name, visit: (entry: Entry) => "go on" | "stop"): void {
    const items = this.#timeline[list];
    let from: Name | undefined;
    for (let i = this.#timeline.countUntil(list, until) - 1; i >= 0; i--) {
      const entry = items[i];
      if (entry === undefined || visit(entry) === "go on") continue;
      from = entry.at;
      break;
    }
    this.#watch(list, from, until);
  }
  committedBetween(after: Name, until: Name | undefined): readonly Entry[] {
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

  #watch(list: EntryList, from: Name | undefined, until: Name | undefined): void {
    const [name, timeline, stretches] = [this.#name, this.#timeline, this.#stretches];
    for (const noted of stretches)
      if (noted.name === name && noted.list === list && noted.from === from && noted.until === until) return;
    stretches.push({ name, timeline, list, from, until });
  }
}

/** The first so many of some entries. */
class Prefix implements Entries {
  readonly count: number;
  readonly #entries: readonly Entry[];

  constructor(entries: readonly Entry[], count: number) {
    this.#entries = entries;
    this.count = count;
  }

  at(index: number): Entry | undefined {
    return this.#entries[index];
  }
}
