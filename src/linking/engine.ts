import type { NamedNode } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { Configuration } from "../configuration.ts";
import type { Iris } from "../mapping/iris.ts";
import { told } from "./facts.ts";
import type { FactListener, KnownFacts } from "./known-facts.ts";
import type { HeldStatement, StatementLedger } from "./ledger.ts";
import type {
  ChangedFact,
  Entries,
  Known,
  Outcome,
  Placement,
  Rule,
  RunEvents,
  TimelineView,
  Trigger,
} from "./rule.ts";
import { isSame } from "./same.ts";
import { type Entry, Timeline, type Watch } from "./timeline.ts";

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
  readonly #facts: KnownFacts;
  readonly #ledger: StatementLedger;
  readonly #iris: Iris;
  readonly #triggers = new Map<string, { readonly rule: Rule; readonly trigger: Trigger }[]>();
  readonly #units = new Map<Rule, Map<string, Unit>>();
  readonly #marked: Set<Unit>[] = [];
  readonly #readersOf = new Map<string, Set<Unit>>();
  readonly #timelines = new Map<string, Timeline<Unit>>();
  #stage = -1;
  #watches = 0;

  constructor({ rules, facts, ledger, iris }: EngineOptions) {
    this.#facts = facts;
    this.#ledger = ledger;
    this.#iris = iris;
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
    for (const unit of this.#readersOf.get(name) ?? []) this.#mark(unit);
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
    const reads = new Reads();
    const outcome = unit.rule.evaluate(unit.subject, this.#knownTo(unit, reads, configuration));
    this.#remember(unit, reads);
    unit.statements = this.#ledger.replace(unit.statements, outcome.statements ?? [], unit.rule);
    this.#place(unit, outcome);

    if (isSame(outcome.value, unit.value)) return;
    unit.value = outcome.value;
    for (const reader of unit.readers) this.#mark(reader);
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

  #knownTo(unit: Unit, reads: Reads, configuration: Configuration): Known {
    const facts = this.#facts;
    const read = (cell: string) => reads.cells.add(cell);
    return {
      iris: this.#iris,
      get configuration() {
        read(configurationCell);
        return configuration;
      },
      timeOf: (bundle) => facts.timeOf(bundle),
      facts: (subject: string, predicate: NamedNode | string) => {
        read(subject);
        return facts.of(subject, typeof predicate === "string" ? predicate : predicate.value);
      },
      fact: (subject: string, predicate: NamedNode | string, object: string) => {
        read(subject);
        return facts.find(subject, typeof predicate === "string" ? predicate : predicate.value, object);
      },
      value: <Value>(rule: Rule<Value>, subject: string): Value | undefined => {
        if (rule.stage >= unit.rule.stage) throw new Error(`${unit.rule.name} may not ask ${rule.name}`);
        const other = this.#unit(rule, subject);
        reads.asked.add(other);
        return other.value as Value | undefined;
      },
      run: (run): RunEvents | undefined => {
        read(eventsCell(run));
        return facts.run(run);
      },
      facet: (thing, name) => {
        read(facetCell(thing, name));
        return facts.facet(thing, name);
      },
      timeline: (name) => this.#view(reads, name),
    };
  }

  #view(reads: Reads, name: string): TimelineView {
    const timeline = this.#timeline(name);
    const watch = (from: string | undefined, until: string | undefined) => {
      reads.stretches.set(`${name}\n${from}\n${until}`, { timeline, from, until });
    };
    return {
      until(list, until): Entries {
        watch(undefined, until);
        const items = timeline[list];
        return { count: timeline.countUntil(list, until), at: (index) => items[index] };
      },
      committedBetween(after, until): readonly Entry[] {
        watch(after, until);
        const from = timeline.countUntil("committed", after);
        return timeline.committed.slice(from, timeline.countUntil("committed", until));
      },
      before(list, entry) {
        const found = timeline.before(list, entry);
        watch(found?.at, entry.at);
        return found;
      },
      get first() {
        const [first] = timeline.all;
        watch(undefined, first?.at);
        return first;
      },
      get last() {
        const last = timeline.all.at(-1);
        watch(last?.at, undefined);
        return last;
      },
    };
  }

  /** Most units read the same again, and then nothing changes here. */
  #remember(unit: Unit, { cells, asked, stretches }: Reads): void {
    for (const cell of unit.cells) {
      if (cells.has(cell)) continue;
      const readers = this.#readersOf.get(cell);
      readers?.delete(unit);
      if (readers?.size === 0) this.#readersOf.delete(cell);
    }
    for (const cell of cells) {
      if (unit.cells.has(cell)) continue;
      const readers = this.#readersOf.get(cell) ?? new Set();
      this.#readersOf.set(cell, readers.add(unit));
    }
    for (const other of unit.asked) if (!asked.has(other)) other.readers.delete(unit);
    for (const other of asked) other.readers.add(unit);

    const watches = new Map<string, Watched>();
    for (const [key, { timeline, from, until }] of stretches) {
      const watched = unit.watches.get(key) ?? {
        timeline,
        watch: { reader: unit, number: this.#watches++, from, until },
      };
      if (!unit.watches.has(key)) timeline.watch(watched.watch);
      watches.set(key, watched);
    }
    for (const [key, { timeline, watch }] of unit.watches) if (!watches.has(key)) timeline.unwatch(watch);
    unit.cells = cells;
    unit.asked = asked;
    unit.watches = watches;
  }
}

/** The names under which what is no triple is read. */
export const configurationCell = "configuration";
function eventsCell(run: string): string {
  return `events ${run}`;
}
function facetCell(thing: string, name: string): string {
  return `facet ${name} ${thing}`;
}

/** What one evaluation asked for. */
class Reads {
  readonly cells = new Set<string>();
  readonly asked = new Set<Unit>();
  readonly stretches = new Map<
    string,
    {
      readonly timeline: Timeline<Unit>;
      readonly from: string | undefined;
      readonly until: string | undefined;
    }
  >();
}

interface Watched {
  readonly timeline: Timeline<Unit>;
  readonly watch: Watch<Unit>;
}

/** A rule applied to one thing: what it said last, and what that rests on. */
class Unit {
  readonly rule: Rule;
  readonly subject: string;
  readonly readers = new Set<Unit>();
  cells: ReadonlySet<string> = new Set();
  asked: ReadonlySet<Unit> = new Set();
  watches: ReadonlyMap<string, Watched> = new Map();
  value: unknown;
  statements: readonly HeldStatement[] = [];
  placements: readonly Placement[] = [];

  constructor(rule: Rule, subject: string) {
    this.rule = rule;
    this.subject = subject;
  }
}
