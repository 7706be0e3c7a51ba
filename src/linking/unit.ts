import type { HeldStatement } from "./ledger.ts";
import { keepingReaders, type Readers } from "./readers.ts";
import type { Name } from "./rest/names.ts";
import type { Keeping } from "./rest/shelf.ts";
import type { Placement, Rule } from "./rule.ts";
import type { EntryList, Watch } from "./timeline.ts";

/** The number of a unit, of which `UnitKeys` knows the rule and the subject. */
export type UnitKey = number;

/** A rule applied to one thing: what it said last, and what that rests on. There are some for each event, so they start small. */
export class Unit {
  readonly key: UnitKey;
  /** Units that asked for its value. */
  readers: Readers | undefined;
  /** Names of what it read. */
  cells: readonly Name[] = noList;
  asked: readonly UnitKey[] = noList;
  watches: readonly Watched[] = noList;
  value: unknown;
  statements: readonly HeldStatement[] = noList;
  placements: readonly Placement[] = noList;

  constructor(key: UnitKey) {
    this.key = key;
  }
}

/** That a unit has looked at a stretch of a timeline. */
export interface Watched {
  readonly timeline: Name;
  readonly watch: Watch<UnitKey>;
}

/** The units of several rules as numbers: that of the rule above 2^32, that of the subject's name below. */
export class UnitKeys {
  readonly #rules: readonly Rule[];
  readonly #numberOf: ReadonlyMap<Rule, number>;

  constructor(rules: readonly Rule[]) {
    if (rules.length > mostRules) throw new Error(`More than ${mostRules} rules have no bit each`);
    this.#rules = rules;
    this.#numberOf = new Map(rules.map((rule, number) => [rule, number]));
  }

  of(rule: Rule, subject: Name): UnitKey {
    const number = this.#numberOf.get(rule);
    if (number === undefined) throw new Error(`${rule.name} is not among the rules`);
    return number * 2 ** 32 + subject;
  }

  rule(key: UnitKey): Rule {
    return this.#rules[Math.floor(key / 2 ** 32)] as Rule;
  }

  /** The name of its subject. */
  subject(key: UnitKey): Name {
    return key % 2 ** 32;
  }

  /** One of 32 bits, that of its rule. */
  bit(key: UnitKey): number {
    return 1 << Math.floor(key / 2 ** 32);
  }

  /** The units of a subject by the rules of these bits. */
  ofBits(bits: number, subject: Name): UnitKey[] {
    const units: UnitKey[] = [];
    for (let rest = bits, number = 0; rest !== 0; rest >>>= 1, number++)
      if ((rest & 1) === 1) units.push(number * 2 ** 32 + subject);
    return units;
  }
}

const mostRules = 32;

export const keepingUnits: Keeping<Unit> = {
  write(unit, record) {
    record.number(unit.key);
    keepingReaders.write(unit.readers ?? [], record);
    record.numbers(unit.cells);
    record.numbers(unit.asked);
    record.list(unit.watches, unit.watches.length, ({ timeline, watch }) => {
      record.number(timeline);
      keepingWatch.write(watch, record);
    });
    record.plain(unit.value);
    record.numbers(unit.statements);
    record.plain(unit.placements);
  },
  read(record) {
    const unit = new Unit(record.number());
    const readers = keepingReaders.read(record);
    unit.readers = Array.isArray(readers) && readers.length === 0 ? undefined : readers;
    unit.cells = record.numbers();
    unit.asked = record.numbers();
    unit.watches = record.list(() => ({ timeline: record.number(), watch: keepingWatch.read(record) }));
    unit.value = record.plain();
    unit.statements = record.numbers();
    unit.placements = record.plain() as readonly Placement[];
    return unit;
  },
};

const lists: readonly EntryList[] = ["all", "committed", "uncommitted"];

export const keepingWatch: Keeping<Watch<UnitKey>> = {
  write({ reader, list, from = noBound, until = noBound }, record) {
    record.number(reader);
    record.number(lists.indexOf(list));
    record.number(from);
    record.number(until);
  },
  read: (record) => ({
    reader: record.number(),
    list: lists[record.number()] as EntryList,
    from: record.number() || undefined,
    until: record.number() || undefined,
  }),
};

const noBound = 0;

/** What many units have in common that read, state or place nothing. */
export const noList: readonly never[] = [];
