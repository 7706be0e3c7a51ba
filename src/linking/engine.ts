import type { Configuration } from "../configuration.ts";
import { configurationCell, eventsCell, facetNameOfCell, thingOfFacetCell } from "./cells.ts";
import { told } from "./facts.ts";
import type { FactListener, KnownFacts } from "./known-facts.ts";
import type { StatementLedger } from "./ledger.ts";
import type { Naming } from "./naming.ts";
import { keepingReaders, type Readers, withoutReader, withReader } from "./readers.ts";
import { Reading } from "./reading.ts";
import type { Name, Names } from "./rest/names.ts";
import type { RowTable } from "./rest/row-table.ts";
import type { Shelf } from "./rest/shelf.ts";
import type { Shelves } from "./rest/shelves.ts";
import type { ChangedFact, Outcome, Rule, Trigger } from "./rule.ts";
import { isSame } from "./same.ts";
import { type Entry, keepingTimeline, Timeline } from "./timeline.ts";
import { keepingUnits, keepingWatch, noList, Unit, type UnitKey, UnitKeys, type Watched } from "./unit.ts";

export interface EngineOptions {
  readonly rules: readonly Rule[];
  readonly facts: KnownFacts;
  readonly ledger: StatementLedger;
  readonly naming: Naming;
  readonly shelves: Shelves;
}

/**
 * Evaluates rules, each only as often as what it read has changed. A change marks the units that read it; marked
 * units are evaluated stage by stage; a unit whose value came out different marks its readers, which are of later
 * stages. The cost of a batch is that of the units it marks.
 */
export class Engine implements FactListener {
  readonly #reading: Reading;
  readonly #ledger: StatementLedger;
  readonly #naming: Naming;
  readonly #names: Names;
  readonly #shelves: Shelves;
  readonly #keys: UnitKeys;
  readonly #triggers = new Map<Name, { readonly rule: Rule; readonly trigger: Trigger }[]>();
  /** By the name of their subject. */
  readonly #units = new Map<Rule, Shelf<Unit>>();
  readonly #marked: Set<UnitKey>[] = [];
  /** Those who read a cell, but for the next; of the configuration, nobody is noted. */
  readonly #readersOf: Shelf<Readers>;
  /** Those who read the facts of their own subject, as most do: by it, a bit for each rule. */
  readonly #ownReaders: RowTable;
  readonly #timelines: Shelf<Timeline<UnitKey>>;
  readonly #configurationCell: Name;
  #stage = -1;

  constructor({ rules, facts, ledger, naming, shelves }: EngineOptions) {
    this.#ledger = ledger;
    this.#naming = naming;
    this.#shelves = shelves;
    this.#names = shelves.names;
    this.#keys = new UnitKeys(rules);
    this.#readersOf = shelves.shelf("readers", keepingReaders);
    this.#ownReaders = shelves.table("own readers", { keys: 1, values: 1 });
    this.#timelines = shelves.shelf("timelines", keepingTimeline(this.#names, keepingWatch));
    this.#configurationCell = configurationCell(this.#names);
    this.#reading = new Reading({
      naming,
      facts,
      unit: (rule, subject) => this.#unit(rule, subject),
      timeline: (name) => this.#timeline(name),
    });
    for (const rule of rules) {
      this.#units.set(rule, shelves.shelf(`units of ${rule.name}`, keepingUnits));
      this.#marked[rule.stage] ??= new Set();
      for (const trigger of rule.on) {
        const predicate = this.#names.word(trigger.predicate);
        const triggered = this.#triggers.get(predicate) ?? [];
        this.#triggers.set(predicate, [...triggered, { rule, trigger }]);
      }
    }
  }

  factChanged(predicate: Name, fact: ChangedFact): void {
    this.#call(predicate, fact);
    this.#cellChanged(fact.subject);
  }
  eventsChanged(run: Name): void {
    this.#call(this.#names.word(told.event), { subject: run, object: noObject, isOfEvent: true });
    this.#cellChanged(eventsCell(this.#names, run));
  }
  facetChanged(cell: Name): void {
    const subject = thingOfFacetCell(this.#names, cell);
    const object = facetNameOfCell(this.#names, cell);
    this.#call(this.#names.word(told.facet), { subject, object, isOfEvent: true });
    this.#cellChanged(cell);
  }
  mentioned(timeline: Name, entry: Entry, change: "add" | "remove"): void {
    for (const reader of this.#timeline(timeline)[change](entry)) this.#mark(reader);
  }

  /** Marks every unit that read the configuration. O(units): a configuration changes seldom, and is read often. */
  configurationChanged(): void {
    for (const [rule, units] of this.#units) {
      let seen = 0;
      for (const subject of units.keys()) {
        if (units.get(subject)?.cells.includes(this.#configurationCell) === true)
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
    for (const reader of this.#readersOf.get(cell) ?? noList) this.#mark(reader);
    const own = this.#ownReaders.find(cell);
    if (own === 0) return;
    for (const reader of this.#keys.ofBits(this.#ownReaders.get(own, 1), cell)) this.#mark(reader);
  }

  /** Marks the units that a fact calls into being, or concerns. */
  #call(predicate: Name, fact: ChangedFact): void {
    for (const { rule, trigger } of this.#triggers.get(predicate) ?? noList) {
      const subject = trigger.unit(fact, this.#naming);
      if (subject !== undefined) this.#mark(this.#keys.of(rule, subject));
    }
  }

  #mark(unit: UnitKey): void {
    const { stage, name } = this.#keys.rule(unit);
    if (stage <= this.#stage)
      throw new Error(`${name} of stage ${stage} reads what stage ${this.#stage} writes`);
    this.#marked[stage]?.add(unit);
  }

  #unit(rule: Rule, subject: Name): Unit {
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
    const reading = this.#reading;
    reading.begin(rule, configuration);
    const outcome = rule.evaluate(this.#keys.subject(key), reading);
    this.#remember(unit, reading);
    unit.statements = this.#ledger.replace(unit.statements, outcome.statements ?? noList, rule);
    this.#place(unit, outcome);

    if (isSame(outcome.value, unit.value)) return;
    unit.value = outcome.value;
    if (unit.readers !== undefined) for (const reader of unit.readers) this.#mark(reader);
  }

  #place(unit: Unit, { placements = noList }: Outcome<unknown>): void {
    if (isSame(placements, unit.placements)) return;
    for (const { timeline, entry } of unit.placements)
      for (const reader of this.#timeline(timeline).remove(entry)) this.#mark(reader);
    for (const { timeline, entry } of placements)
      for (const reader of this.#timeline(timeline).add(entry)) this.#mark(reader);
    unit.placements = placements;
  }

  #timeline(name: Name): Timeline<UnitKey> {
    const known = this.#timelines.get(name);
    if (known !== undefined) return known;
    const timeline = new Timeline<UnitKey>(this.#names);
    this.#timelines.set(name, timeline);
    return timeline;
  }

  /** Most units are evaluated once, or read the same again. */
  #remember(unit: Unit, { cells, asked, stretches }: Reading): void {
    if (!hasMembers(cells, unit.cells)) {
      for (const cell of unit.cells) if (!cells.has(cell)) this.#forgetReader(cell, unit.key);
      const before = setOf(unit.cells);
      for (const cell of cells) if (!before.has(cell)) this.#addReader(cell, unit.key);
      unit.cells = [...cells];
    }
    if (!hasMembers(asked, unit.asked)) {
      for (const key of unit.asked) {
        const other = this.#unitOf(key);
        if (!asked.has(key) && other.readers !== undefined)
          other.readers = withoutReader(other.readers, unit.key);
      }
      const before = setOf(unit.asked);
      for (const key of asked) {
        if (before.has(key)) continue;
        const other = this.#unitOf(key);
        other.readers = withReader(other.readers, unit.key);
      }
      unit.asked = [...asked];
    }
    if (stretches.length > 0 || unit.watches.length > 0) this.#watch(unit, stretches);
  }

  #watch(unit: Unit, stretches: Reading["stretches"]): void {
    const before = new Set(unit.watches);
    const watches: Watched[] = [];
    for (const { name, timeline, list, from, until } of stretches) {
      let watched = unit.watches.find(
        ({ timeline, watch }) =>
          timeline === name && watch.list === list && watch.from === from && watch.until === until,
      );
      if (watched === undefined) {
        watched = { timeline: name, watch: { reader: unit.key, list, from, until } };
        timeline.watch(watched.watch);
      }
      before.delete(watched);
      watches.push(watched);
    }
    for (const { timeline, watch } of before) this.#timeline(timeline).unwatch(watch);
    unit.watches = watches;
  }

  #addReader(cell: Name, unit: UnitKey): void {
    if (cell === this.#configurationCell) return;
    if (cell === this.#keys.subject(unit)) {
      const own = this.#ownReaders.findOrAdd(cell);
      this.#ownReaders.set(own, 1, this.#ownReaders.get(own, 1) | this.#keys.bit(unit));
      return;
    }
    const before = this.#readersOf.get(cell);
    const readers = withReader(before, unit);
    if (readers !== before) this.#readersOf.set(cell, readers);
  }

  #forgetReader(cell: Name, unit: UnitKey): void {
    if (cell === this.#keys.subject(unit)) {
      const own = this.#ownReaders.find(cell);
      const left = this.#ownReaders.get(own, 1) & ~this.#keys.bit(unit);
      if (left === 0) this.#ownReaders.remove(own);
      else this.#ownReaders.set(own, 1, left);
      return;
    }
    const before = this.#readersOf.get(cell);
    if (before === undefined) return;
    const readers = withoutReader(before, unit);
    if (readers === undefined) this.#readersOf.delete(cell);
    else if (readers !== before) this.#readersOf.set(cell, readers);
  }
}

/** What is marked may be every unit there is, and not all fit into memory in use. */
const evaluationsBetweenRests = 4096;
/** Of events there is nothing more to say than whose they are. */
const noObject: Name = 0;

function setOf(list: readonly number[]): ReadonlySet<number> {
  return list.length === 0 ? nothing : new Set(list);
}

const nothing: ReadonlySet<never> = new Set<never>();

function hasMembers(set: ReadonlySet<number>, list: readonly number[]): boolean {
  if (set.size !== list.length) return false;
  for (const each of list) if (!set.has(each)) return false;
  return true;
}
