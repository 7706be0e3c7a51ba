import type { HeldStatement } from "./ledger.ts";
import { keepingReaders, type Readers } from "./readers.ts";
import type { Name } from "./rest/names.ts";
import type { Keeping } from "./rest/shelf.ts";
import type { Placement } from "./rule.ts";
import type { EntryList, Watch } from "./timeline.ts";

/** The number of a unit: a rule, and a subject. */
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

/** More rules than this would have no bit each. */
export const mostRules = 32;

/** The number of a unit: that of its rule above 2^32, that of its subject's name below. */
export function unitKey(rule: number, subject: Name): UnitKey {
  return rule * 2 ** 32 + subject;
}

/** The number of its rule. */
export function ruleOfUnit(key: UnitKey): number {
  return Math.floor(key / 2 ** 32);
}

/** The name of its subject. */
export function subjectOfUnit(key: UnitKey): Name {
  return key >>> 0;
}

/** One of 32 bits, that of its rule. */
export function bitOfUnit(key: UnitKey): number {
  return 1 << ruleOfUnit(key);
}

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
