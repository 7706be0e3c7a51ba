import { DataFactory } from "n3";
import type { Configuration } from "../configuration.ts";
import type { Iris } from "../mapping/iris.ts";
import { told } from "./facts.ts";
import type { FactListener, KnownFacts } from "./known-facts.ts";
import type { StatementLedger } from "./ledger.ts";
import { type Answers, eventsCell, facetCell, Reading } from "./reading.ts";
import type { ChangedFact, Outcome, Rule, Trigger } from "./rule.ts";
import { isSame } from "./same.ts";
import { type Entry, Timeline } from "./timeline.ts";
import { nothing, Unit, type Watched } from "./unit.ts";

export interface EngineOptions {
  readonly rules: readonly Rule[];
  readonly facts: KnownFacts;
  readonly ledger: StatementLedger;
  readonly iris: Iris;
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
  readonly #triggers = new Map<string, { readonly rule: Rule; readonly trigger: Trigger }[]>();
  readonly #units = new Map<Rule, Map<string, Unit>>();
  readonly #marked: Set<Unit>[] = [];
  /** Mostly one unit reads a cell. */
  readonly #readersOf = new Map<string, Unit | Set<Unit>>();
  readonly #timelines = new Map<string, Timeline<Unit>>();
  #stage = -1;
  #watches = 0;

  constructor({ rules, facts, ledger, iris }: EngineOptions) {
    this.#ledger = ledger;
    this.#iris = iris;
    this.#answers = {
      iris,
      facts,
      unit: (rule, subject) => this.#unit(rule, subject),
      timeline: (name) => this.#timeline(name),
    };
    for (const rule of rules) {
      this.#units.set(rule, new Map());
      this.#marked[rule.stage] ??= new Set();
      for (const trigger of rule.on) {
        const triggered = this.#triggers.get(trigger.predicate) ?? [];
        this.#triggers.set(trigger.predicate, [...triggered, { rule, trigger }]);
      }
    }
  }

  factChanged(predicate: string, fact: ChangedFact): void {
    this.#call(predicate, fact);
    this.cellChanged(fact.subject);
  }
  eventsChanged(run: string): void {
    this.#call(told.event, { subject: run, object: DataFactory.defaultGraph(), isOfEvent: true });
    this.cellChanged(eventsCell(run));
  }
  facetChanged(thing: string, name: string): void {
    this.#call(told.facet, { subject: thing, object: DataFactory.literal(name), isOfEvent: true });
    this.cellChanged(facetCell(thing, name));
  }
  mentioned(timeline: string, entry: Entry, change: "add" | "remove"): void {
    for (const reader of this.#timeline(timeline)[change](entry)) this.#mark(reader);
  }

  /** Notes that something a unit may have read under this name has changed. */
  cellChanged(name: string): void {
    const readers = this.#readersOf.get(name);
    if (readers === undefined) return;
    if (readers instanceof Unit) this.#mark(readers);
    else for (const unit of readers) this.#mark(unit);
  }

  /** Evaluates what is marked. */
  settle(configuration: Configuration): void {
    for (const [stage, units] of this.#marked.entries()) {
      this.#stage = stage;
      for (const unit of units ?? []) this.#evaluate(unit, configuration);
      units?.clear();
    }
    this.#stage = -1;
  }

  /** Marks the units that a fact calls into being, or concerns. */
  #call(predicate: string, fact: ChangedFact): void {
    for (const { rule, trigger } of this.#triggers.get(predicate) ?? []) {
      const subject = trigger.unit(fact, this.#iris);
      if (subject !== undefined) this.#mark(this.#unit(rule, subject));
    }
  }

  #mark(unit: Unit): void {
    if (unit.rule.stage <= this.#stage)
      throw new Error(`${unit.rule.name} of stage ${unit.rule.stage} reads what stage ${this.#stage} writes`);
    this.#marked[unit.rule.stage]?.add(unit);
  }

  #unit(rule: Rule, subject: string): Unit {
    const units = this.#units.get(rule);
    if (units === undefined) throw new Error(`${rule.name} is not among the rules`);
    const known = units.get(subject);
    if (known !== undefined) return known;
    const unit = new Unit(rule, subject);
    units.set(subject, unit);
    return unit;
  }

  #evaluate(unit: Unit, configuration: Configuration): void {
    const reading = new Reading(unit.rule, this.#answers, configuration);
    const outcome = unit.rule.evaluate(unit.subject, reading);
    this.#remember(unit, reading);
    unit.statements = this.#ledger.replace(unit.statements, outcome.statements ?? [], unit.rule);
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

  #timeline(name: string): Timeline<Unit> {
    const known = this.#timelines.get(name);
    if (known !== undefined) return known;
    const timeline = new Timeline<Unit>();
    this.#timelines.set(name, timeline);
    return timeline;
  }

  /** Most units read the same again, and then nothing changes here. */
  #remember(unit: Unit, { cells, asked, stretches }: Reading): void {
    for (const cell of unit.cells) if (!cells.has(cell)) this.#forgetReader(cell, unit);
    for (const cell of cells) if (!unit.cells.has(cell)) this.#addReader(cell, unit);
    for (const other of unit.asked) if (!asked.has(other)) other.readers?.delete(unit);
    for (const other of asked) {
      other.readers ??= new Set();
      other.readers.add(unit);
    }
    unit.cells = cells;
    unit.asked = asked.size === 0 ? nothing : asked;
    if (stretches.size > 0 || unit.watches.size > 0) this.#watch(unit, stretches);
  }

  #watch(unit: Unit, stretches: Reading["stretches"]): void {
    const watches = new Map<string, Watched>();
    for (const [key, { timeline, list, from, until }] of stretches) {
      const watched = unit.watches.get(key) ?? {
        timeline,
        watch: { reader: unit, number: this.#watches++, list, from, until },
      };
      if (!unit.watches.has(key)) timeline.watch(watched.watch);
      watches.set(key, watched);
    }
    for (const [key, { timeline, watch }] of unit.watches) if (!watches.has(key)) timeline.unwatch(watch);
    unit.watches = watches;
  }

  #addReader(cell: string, unit: Unit): void {
    const readers = this.#readersOf.get(cell);
    if (readers === undefined) this.#readersOf.set(cell, unit);
    else if (readers instanceof Unit) this.#readersOf.set(cell, new Set([readers, unit]));
    else readers.add(unit);
  }

  #forgetReader(cell: string, unit: Unit): void {
    const readers = this.#readersOf.get(cell);
    if (readers === unit) this.#readersOf.delete(cell);
    if (readers === undefined || readers instanceof Unit) return;
    readers.delete(unit);
    if (readers.size === 0) this.#readersOf.delete(cell);
  }
}
