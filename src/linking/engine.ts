import type { Configuration } from "../configuration.ts";
import { CellReaders } from "./cell-readers.ts";
import { configurationCell, eventsCell, facetNameOfCell, thingOfFacetCell } from "./cells.ts";
import { told } from "./facts.ts";
import type { FactListener, KnownFacts } from "./known-facts.ts";
import type { StatementLedger } from "./ledger.ts";
import type { Naming } from "./naming.ts";
import { withoutReader, withReader } from "./readers.ts";
import { Reading, type Stretch } from "./reading.ts";
import type { Name, Names } from "./rest/names.ts";
import type { Shelf } from "./rest/shelf.ts";
import type { Shelves } from "./rest/shelves.ts";
import type { ChangedFact, Outcome, Rule, Trigger } from "./rule.ts";
import { isSame } from "./same.ts";
import { type Entry, keepingTimeline, Timeline, type Watch } from "./timeline.ts";
import {
  keepingUnits,
  keepingWatch,
  mostRules,
  noList,
  ruleOfUnit,
  subjectOfUnit,
  Unit,
  type UnitKey,
  unitKey,
  type Watched,
} from "./unit.ts";

export interface EngineOptions {
  readonly rules: readonly Rule[];
  readonly facts: KnownFacts;
  readonly ledger: StatementLedger;
  readonly naming: Naming;
  readonly shelves: Shelves;
}

/** A rule with what there is of it. */
interface RuleInUse {
  readonly rule: Rule;
  readonly number: number;
  /** By the name of their subject. */
  readonly units: Shelf<Unit>;
  /** Subjects of the units that are to be evaluated. */
  readonly marked: Set<Name>;
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
  /** By their numbers. */
  readonly #rules: readonly RuleInUse[];
  readonly #inUse: ReadonlyMap<Rule, RuleInUse>;
  readonly #stages: RuleInUse[][] = [];
  readonly #triggers = new Map<Name, { readonly ofRule: RuleInUse; readonly trigger: Trigger }[]>();
  readonly #cellReaders: CellReaders;
  readonly #timelines: Shelf<Timeline<UnitKey>>;
  readonly #configurationCell: Name;
  #stage = -1;

  constructor({ rules, facts, ledger, naming, shelves }: EngineOptions) {
    this.#ledger = ledger;
    this.#naming = naming;
    this.#shelves = shelves;
    this.#names = shelves.names;
    if (rules.length > mostRules) throw new Error(`More than ${mostRules} rules have no bit each`);
    this.#rules = rules.map((rule, number) => {
      const units = shelves.shelf(`units of ${rule.name}`, keepingUnits);
      return { rule, number, units, marked: new Set() };
    });
    this.#inUse = new Map(this.#rules.map((ofRule) => [ofRule.rule, ofRule]));
    this.#cellReaders = new CellReaders(shelves);
    this.#timelines = shelves.shelf("timelines", keepingTimeline(this.#names, keepingWatch));
    this.#configurationCell = configurationCell(this.#names);
    this.#reading = new Reading({
      naming,
      facts,
      unit: (rule, subject) => this.#unit(this.#ofRule(rule), subject),
      timeline: (name) => this.#timeline(name),
    });
    for (const ofRule of this.#rules) {
      this.#stages[ofRule.rule.stage] = [...(this.#stages[ofRule.rule.stage] ?? noList), ofRule];
      for (const trigger of ofRule.rule.on) {
        const predicate = this.#names.word(trigger.predicate);
        const triggered = this.#triggers.get(predicate) ?? noList;
        this.#triggers.set(predicate, [...triggered, { ofRule, trigger }]);
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
    this.#markAll(this.#timeline(timeline)[change](entry));
  }

  /** Marks every unit that read the configuration. O(units): a configuration changes seldom, and is read often. */
  configurationChanged(): void {
    for (const ofRule of this.#rules) {
      let seen = 0;
      for (const subject of ofRule.units.keys()) {
        if (ofRule.units.get(subject)?.cells.includes(this.#configurationCell) === true)
          this.#mark(ofRule, subject);
        if (++seen % evaluationsBetweenRests === 0) this.#shelves.settle();
      }
    }
  }

  /** Evaluates what is marked. */
  settle(configuration: Configuration): void {
    let evaluated = 0;
    for (const [stage, rules] of this.#stages.entries()) {
      this.#stage = stage;
      for (const ofRule of rules ?? noList) {
        for (const subject of ofRule.marked) {
          this.#evaluate(ofRule, subject, configuration);
          if (++evaluated % evaluationsBetweenRests === 0) this.#shelves.settle();
        }
        ofRule.marked.clear();
      }
    }
    this.#stage = -1;
  }

  #cellChanged(cell: Name): void {
    this.#cellReaders.tell(cell, this.#markUnit);
  }

  /** Marks the units that a fact calls into being, or concerns. */
  #call(predicate: Name, fact: ChangedFact): void {
    for (const { ofRule, trigger } of this.#triggers.get(predicate) ?? noList) {
      const subject = trigger.unit(fact, this.#naming);
      if (subject !== undefined) this.#mark(ofRule, subject);
    }
  }

  readonly #markUnit = (key: UnitKey): void => {
    this.#mark(this.#rules[ruleOfUnit(key)] as RuleInUse, subjectOfUnit(key));
  };

  #markAll(units: Iterable<UnitKey>): void {
    for (const key of units) this.#markUnit(key);
  }

  #mark({ rule: { stage, name }, marked }: RuleInUse, subject: Name): void {
    if (stage <= this.#stage)
      throw new Error(`${name} of stage ${stage} reads what stage ${this.#stage} writes`);
    marked.add(subject);
  }

  #ofRule(rule: Rule): RuleInUse {
    const found = this.#inUse.get(rule);
    if (found === undefined) throw new Error(`${rule.name} is not among the rules`);
    return found;
  }

  #unit({ number, units }: RuleInUse, subject: Name): Unit {
    const known = units.get(subject);
    if (known !== undefined) return known;
    const unit = new Unit(unitKey(number, subject));
    units.set(subject, unit);
    return unit;
  }

  #unitOf(key: UnitKey): Unit {
    return this.#unit(this.#rules[ruleOfUnit(key)] as RuleInUse, subjectOfUnit(key));
  }

  #evaluate(ofRule: RuleInUse, subject: Name, configuration: Configuration): void {
    const unit = this.#unit(ofRule, subject);
    const { rule } = ofRule;
    const reading = this.#reading;
    reading.begin(rule, configuration);
    const outcome = rule.evaluate(subject, reading);
    this.#remember(unit, reading);
    unit.statements = this.#ledger.replace(unit.statements, outcome.statements ?? noList, rule);
    this.#place(unit, outcome);

    if (isSame(outcome.value, unit.value)) return;
    unit.value = outcome.value;
    this.#markAll(unit.readers ?? noList);
  }

  #place(unit: Unit, { placements = noList }: Outcome<unknown>): void {
    if (isSame(placements, unit.placements)) return;
    for (const { timeline, entry } of unit.placements) this.mentioned(timeline, entry, "remove");
    for (const { timeline, entry } of placements) this.mentioned(timeline, entry, "add");
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
    if (!cells.equals(unit.cells)) {
      for (const cell of unit.cells) if (!cells.has(cell)) this.#cellReaders.remove(cell, unit.key);
      const before = setOf(unit.cells);
      unit.cells = cells.toList();
      for (const cell of unit.cells) if (!before.has(cell)) this.#cellReaders.add(cell, unit.key);
    }
    if (!asked.equals(unit.asked)) {
      for (const key of unit.asked) {
        const other = this.#unitOf(key);
        if (!asked.has(key) && other.readers !== undefined)
          other.readers = withoutReader(other.readers, unit.key);
      }
      const before = setOf(unit.asked);
      unit.asked = asked.toList();
      for (const key of unit.asked) {
        if (before.has(key)) continue;
        const other = this.#unitOf(key);
        other.readers = withReader(other.readers, unit.key);
      }
    }
    const isWatched = ({ timeline, watch }: Watched, i: number) => isWatchOf(watch, timeline, stretches[i]);
    if (stretches.length !== unit.watches.length || !unit.watches.every(isWatched))
      this.#watch(unit, stretches);
  }

  #watch(unit: Unit, stretches: readonly Stretch[]): void {
    const before = new Set(unit.watches);
    const watches: Watched[] = [];
    for (const stretch of stretches) {
      const { name, timeline, list, from, until } = stretch;
      let watched = unit.watches.find(({ timeline, watch }) => isWatchOf(watch, timeline, stretch));
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
}

/** What is marked may be every unit there is, and not all fit into memory in use. */
const evaluationsBetweenRests = 4096;
/** Of events there is nothing more to say than whose they are. */
const noObject: Name = 0;

function setOf(list: readonly number[]): ReadonlySet<number> {
  return list.length === 0 ? nothing : new Set(list);
}

const nothing: ReadonlySet<never> = new Set<never>();

/** Whether a watch is of that stretch. */
function isWatchOf(
  { list, from, until }: Watch<UnitKey>,
  timeline: Name,
  stretch: Stretch | undefined,
): boolean {
  return (
    stretch?.name === timeline && stretch.list === list && stretch.from === from && stretch.until === until
  );
}
