import type { HeldStatement } from "./ledger.ts";
import type { RecordReader } from "./rest/record-reader.ts";
import type { RecordWriter } from "./rest/record-writer.ts";
import type { Keeping } from "./rest/shelf.ts";
import type { Placement, Rule } from "./rule.ts";
import type { EntryList, Watch } from "./timeline.ts";

/** The number of a unit, of which `UnitKeys` knows the rule and the subject. */
export type UnitKey = number;

/** A rule applied to one thing: what it said last, and what that rests on. There are some for each event, so they start small. */
export class Unit {
  readonly key: UnitKey;
  /** Units that asked for its value. */
  readers: Set<UnitKey> | undefined;
  /** Names of what it read. */
  cells: ReadonlySet<number> = nothing;
  asked: ReadonlySet<UnitKey> = nothing;
  /** By `watchKey`. */
  watches: ReadonlyMap<string, Watched> = noWatches;
  value: unknown;
  statements: readonly HeldStatement[] = noList;
  placements: readonly Placement[] = noList;

  constructor(key: UnitKey) {
    this.key = key;
  }
}

/** That a unit has looked at a stretch of a timeline. */
export interface Watched {
  readonly timeline: string;
  readonly watch: Watch<UnitKey>;
}

export function watchKey(
  timeline: string,
  list: EntryList,
  from: string | undefined,
  until: string | undefined,
): string {
  return `${timeline}\n${list}\n${from}\n${until}`;
}

/** The units of several rules as numbers: that of the rule above 2^32, that of the subject's name below. */
export class UnitKeys {
  readonly #rules: readonly Rule[];
  readonly #numberOf: ReadonlyMap<Rule, number>;

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    this.#numberOf = new Map(rules.map((rule, number) => [rule, number]));
  }

  of(rule: Rule, subject: number): UnitKey {
    const number = this.#numberOf.get(rule);
    if (number === undefined) throw new Error(`${rule.name} is not among the rules`);
    return number * 2 ** 32 + subject;
  }

  rule(key: UnitKey): Rule {
    return this.#rules[Math.floor(key / 2 ** 32)] as Rule;
  }

  /** The name of its subject. */
  subject(key: UnitKey): number {
    return key % 2 ** 32;
  }
}

export const keepingUnits: Keeping<Unit> = {
  write(unit, record) {
    record.number(unit.key);
    writeNumbers(unit.readers ?? nothing, record);
    writeNumbers(unit.cells, record);
    writeNumbers(unit.asked, record);
    record.list(unit.watches.values(), unit.watches.size, ({ timeline, watch }) => {
      record.text(timeline);
      keepingWatch.write(watch, record);
    });
    record.plain(unit.value);
    record.list(unit.statements, unit.statements.length, (statement) => record.number(statement));
    record.plain(unit.placements);
  },
  read(record) {
    const unit = new Unit(record.number());
    const readers = readNumbers(record);
    if (readers.length > 0) unit.readers = new Set(readers);
    unit.cells = setOf(readNumbers(record));
    unit.asked = setOf(readNumbers(record));
    const watches = record.list(() => {
      const timeline = record.text();
      const watch = keepingWatch.read(record);
      return [watchKey(timeline, watch.list, watch.from, watch.until), { timeline, watch }] as const;
    });
    if (watches.length > 0) unit.watches = new Map(watches);
    unit.value = record.plain();
    unit.statements = readNumbers(record);
    unit.placements = record.plain() as readonly Placement[];
    return unit;
  },
};

const lists: readonly EntryList[] = ["all", "committed", "uncommitted"];

export const keepingWatch: Keeping<Watch<UnitKey>> = {
  write({ reader, list, from, until }, record) {
    record.number(reader);
    record.number(lists.indexOf(list));
    record.optionalText(from);
    record.optionalText(until);
  },
  read: (record) => ({
    reader: record.number(),
    list: lists[record.number()] as EntryList,
    from: record.optionalText(),
    until: record.optionalText(),
  }),
};

function writeNumbers(numbers: ReadonlySet<number>, record: RecordWriter): void {
  record.list(numbers, numbers.size, (each) => record.number(each));
}

function readNumbers(record: RecordReader): number[] {
  return record.list(() => record.number());
}

function setOf(numbers: readonly number[]): ReadonlySet<number> {
  return numbers.length === 0 ? nothing : new Set(numbers);
}

/** What many units have in common that read, state or place nothing. */
export const nothing: ReadonlySet<never> = new Set<never>();
const noWatches: ReadonlyMap<string, never> = new Map<string, never>();
const noList: readonly never[] = [];
