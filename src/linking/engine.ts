import { DataFactory } from "n3";
import type { Configuration } from "../configuration.ts";
import type { Iris } from "../mapping/iris.ts";
import { configurationCell, eventsCell, facetCell } from "./cells.ts";
import { told } from "./facts.ts";
import type { FactListener, KnownFacts } from "./known-facts.ts";
import type { StatementLedger } from "./ledger.ts";
import { type Answers, Reading } from "./reading.ts";
import type { Name, Names } from "./rest/names.ts";
import type { Keeping, Shelf } from "./rest/shelf.ts";
import type { Shelves } from "./rest/shelves.ts";
import type { ChangedFact, Outcome, Rule, Trigger } from "./rule.ts";
import { isSame } from "./same.ts";
import { type Entry, keepingTimeline, Timeline } from "./timeline.ts";
import { keepingUnits, keepingWatch, nothing, Unit, type UnitKey, UnitKeys, type Watched } from "./unit.ts";

export interface EngineOptions {
  readonly rules: readonly Rule[];
  readonly facts: KnownFacts;
  readonly ledger: StatementLedger;
  readonly iris: Iris;
  readonly shelves: Shelves;
}

/**
 * Evaluates rules, each only as often as what it read has changed. A change marks the units that read it; marked
 * units are evaluated stage by stage; a unit whose value came out different marks its readers, which are of later
 * stages. The cost of a batch is that of the units it marks.
 */
export class Engine implements FactListener {
  readonly #answers: Answers;
  readonly #ledger: StatementLedger;
  readonly #iris: Iris;
  readonly #names: Names;
  readonly #shelves: Shelves;
  readonly #keys: UnitKeys;
  readonly #triggers = new Map<string, { readonly rule: Rule; readonly trigger: Trigger }[]>();
  /** By the name of their subject. */
  readonly #units = new Map<Rule, Shelf<Unit>>();
  readonly #marked: Set<UnitKey>[] = [];
  /** Those who read a cell; of the configuration, nobody is noted. */
  readonly #readersOf: Shelf<Set<UnitKey>>;
  readonly #timelines: Shelf<Timeline<UnitKey>>;
  readonly #configurationCell: number;
  #stage = -1;

  constructor({ rules, facts, ledger, iris, shelves }: EngineOptions) {
    this.#ledger = ledger;
    this.#iris = iris;
    this.#shelves = shelves;
    this.#names = shelves.names;
    this.#keys = new UnitKeys(rules);
    this.#readersOf = shelves.shelf("readers", keepingReaders);
    this.#timelines = shelves.shelf("timelines", keepingTimeline(keepingWatch));
    this.#configurationCell = configurationCell(this.#names);
    this.#answers = {
      iris,
      facts,
      names: this.#names,
      unit: (rule, subject) => this.#unit(rule, this.#names.of(subject)),
      timeline: (name) => this.#timeline(name),
    };
    for (const rule of rules) {
      this.#units.set(rule, shelves.shelf(`units of ${rule.name}`, keepingUnits));
      this.#marked[rule.stage] ??= new Set();
      for (const trigger of rule.on) {
        const triggered = this.#triggers.get(trigger.predicate) ?? [];
        this.#triggers.set(trigger.predicate, [...triggered, { rule, trigger }]);
      }
    }
  }

  factChanged(predicate: string, fact: ChangedFact): void {
    this.#call(predicate, fact);
    this.#cellChanged(this.#names.of(fact.subject));
  }
  eventsChanged(run: string): void {
    this.#call(told.event, { subject: run, object: DataFactory.defaultGraph(), isOfEvent: true });
    this.#cellChanged(eventsCell(this.#names, this.#names.of(run)));
  }
  facetChanged(thing: string, name: string): void {
    this.#call(told.facet, { subject: thing, object: DataFactory.literal(name), isOfEvent: true });
    this.#cellChanged(facetCell(this.#names, thing, name));
  }
  mentioned(timeline: string, entry: Entry, change: "add" | "remove"): void {
    for (const reader of this.#timeline(timeline)[change](entry)) this.#mark(reader);
  }

  /** Marks every unit that read the configuration. O(units): a configuration changes seldom, and is read often. */
  configurationChanged(): void {
    for (const [rule, units] of this.#units) {
      let seen = 0;
      for (const subject of units.keys()) {
        if (units.get(subject)?.cells.has(this.#configurationCell) === true)
          this.#mark(this.#keys.of(rule, subject));
        if (++seen % evaluationsBetweenRests === 0) this.#shelves.settle();
      }
    }
  }

  /** Evaluates what is marked. */
  settle(configuration: Configuration): void {
    let evaluated = 0;
    for (const [stage, units] of this.#marked.entries()) {
      this.#stage = stage;
      for (const unit of units ?? []) {
        this.#evaluate(unit, configuration);
        if (++evaluated % evaluationsBetweenRests === 0) this.#shelves.settle();
      }
      units?.clear();
    }
    this.#stage = -1;
  }

  #cellChanged(cell: Name): void {
    for (const reader of this.#readersOf.get(cell) ?? nothing) this.#mark(reader);
  }

  /** Marks the units that a fact calls into being, or concerns. */
  #call(predicate: string, fact: ChangedFact): void {
    for (const { rule, trigger } of this.#triggers.get(predicate) ?? []) {
      const subject = trigger.unit(fact, this.#iris);
      if (subject !== undefined) this.#mark(this.#keys.of(rule, this.#names.of(subject)));
    }
  }

  #mark(unit: UnitKey): void {
    const { stage, name } = this.#keys.rule(unit);
    if (stage <= this.#stage)
      throw new Error(`${name} of stage ${stage} reads what stage ${this.#stage} writes`);
    this.#marked[stage]?.add(unit);
  }

  #unit(rule: Rule, subject: number): Unit {
    const key = this.#keys.of(rule, subject);
    const units = this.#units.get(rule) as Shelf<Unit>;
    const known = units.get(subject);
    if (known !== undefined) return known;
    const unit = new Unit(key);
    units.set(subject, unit);
    return unit;
  }

  #unitOf(key: UnitKey): Unit {
    return this.#unit(this.#keys.rule(key), this.#keys.subject(key));
  }

  #evaluate(key: UnitKey, configuration: Configuration): void {
    const unit = this.#unitOf(key);
    const rule = this.#keys.rule(key);
    const reading = new Reading(rule, this.#answers, configuration);
    const outcome = rule.evaluate(this.#names.text(this.#keys.subject(key)), reading);
    this.#remember(unit, reading);
    unit.statements = this.#ledger.replace(unit.statements, outcome.statements ?? [], rule);
    this.#place(unit, outcome);

    if (isSame(outcome.value, unit.value)) return;
    unit.value = outcome.value;
    if (unit.readers !== undefined) for (const reader of unit.readers) this.#mark(reader);
  }

  #place(unit: Unit, { placements = [] }: Outcome<unknown>): void {
    if (isSame(placements, unit.placements)) return;
    for (const { timeline, entry } of unit.placements)
      for (const reader of this.#timeline(timeline).remove(entry)) this.#mark(reader);
    for (const { timeline, entry } of placements)
      for (const reader of this.#timeline(timeline).add(entry)) this.#mark(reader);
    unit.placements = placements;
  }

  #timeline(text: string): Timeline<UnitKey> {
    const name = this.#names.of(text);
    const known = this.#timelines.get(name);
    if (known !== undefined) return known;
    const timeline = new Timeline<UnitKey>();
    this.#timelines.set(name, timeline);
    return timeline;
  }

  /** Most units read the same again, and then nothing changes here. */
  #remember(unit: Unit, { cells, asked, stretches }: Reading): void {
    for (const cell of unit.cells) if (!cells.has(cell)) this.#forgetReader(cell, unit.key);
    for (const cell of cells) if (!unit.cells.has(cell)) this.#addReader(cell, unit.key);
    for (const other of unit.asked) if (!asked.has(other)) this.#unitOf(other).readers?.delete(unit.key);
    for (const key of asked) {
      if (unit.asked.has(key)) continue;
      const other = this.#unitOf(key);
      other.readers ??= new Set();
      other.readers.add(unit.key);
    }
    unit.cells = cells.size === 0 ? nothing : cells;
    unit.asked = asked.size === 0 ? nothing : asked;
    if (stretches.size > 0 || unit.watches.size > 0) this.#watch(unit, stretches);
  }

  #watch(unit: Unit, stretches: Reading["stretches"]): void {
    const watches = new Map<string, Watched>();
    for (const [key, { name, timeline, list, from, until }] of stretches) {
      let watched = unit.watches.get(key);
      if (watched === undefined) {
        watched = { timeline: name, watch: { reader: unit.key, list, from, until } };
        timeline.watch(watched.watch);
      }
      watches.set(key, watched);
    }
    for (const [key, { timeline, watch }] of unit.watches)
      if (!watches.has(key)) this.#timeline(timeline).unwatch(watch);
    unit.watches = watches;
  }

  #addReader(cell: number, unit: UnitKey): void {
    if (cell === this.#configurationCell) return;
    const readers = this.#readersOf.get(cell);
    if (readers === undefined) this.#readersOf.set(cell, new Set([unit]));
    else readers.add(unit);
  }

  #forgetReader(cell: number, unit: UnitKey): void {
    const readers = this.#readersOf.get(cell);
    if (readers === undefined) return;
    readers.delete(unit);
    if (readers.size === 0) this.#readersOf.delete(cell);
  }
}

/** What is marked may be every unit there is, and not all fit into memory in use. */
const evaluationsBetweenRests = 4096;

const keepingReaders: Keeping<Set<UnitKey>> = {
  write: (readers, record) => record.list(readers, readers.size, (reader) => record.number(reader)),
  read: (record) => new Set(record.list(() => record.number())),
};
