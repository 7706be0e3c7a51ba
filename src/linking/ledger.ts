import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { Iris } from "../mapping/iris.ts";
import type { TermId } from "../quads/id-view.ts";
import type { DerivedStatement, QuadStore, Strength } from "../quads/quad-store.ts";
import { type Name, type Names, nameOf } from "./rest/names.ts";
import type { RowTable } from "./rest/row-table.ts";
import type { Shelves } from "./rest/shelves.ts";
import { RowQuads, type RowTaker } from "./row-quads.ts";
import type { Rule } from "./rule.ts";
import type { Stated } from "./statement.ts";

/** A statement that units state: its row in the ledger, the same for all who state the same for the same reasons. */
export type HeldStatement = number;

/** What a flush brought and took; the former is to be read before the next flush. */
export interface FlushedQuads {
  readonly opened: RowQuads;
  readonly closed: RowQuads;
}

type Written = Omit<DerivedStatement, "from" | "to">;

/** How strong a statement is, and why it holds: there are few. */
interface Kind {
  readonly strength: Strength;
  readonly rule: string;
  /** The number of its graph. */
  readonly graph: TermId;
}

/**
 * The derived statements that hold, each with the number of units that state it. Changes are gathered over a batch and
 * reach the store once, so a statement that went and came back within a batch was never closed.
 */
export class StatementLedger {
  readonly #store: QuadStore;
  readonly #names: Names;
  readonly #rows: RowTable;
  /** Each once. */
  readonly #touched: HeldStatement[] = [];
  readonly #graphs: Readonly<Record<Strength, ReturnType<Iris["derivedGraph"]>>>;
  readonly #kinds: Readonly<Record<Strength, Map<string, Name>>> = {
    asserted: new Map(),
    linked: new Map(),
    possible: new Map(),
  };
  readonly #kindsByName = new Map<Name, Kind>();
  /** The reasons of the statement that was opened or closed last. */
  #numbered: { readonly supports: Name; readonly bundles: readonly TermId[] } = { supports: 0, bundles: [] };
  /** The reasons of the statement before, as given and as kept: statements come in groups that share theirs. */
  #given: readonly Name[] = [];
  #kept: Name;

  constructor(iris: Iris, shelves: Shelves, store: QuadStore) {
    this.#store = store;
    this.#names = shelves.names;
    this.#rows = shelves.table("statements", { keys: 5, values: 3 });
    this.#kept = this.#names.ofList(this.#given);
    this.#graphs = {
      asserted: iris.derivedGraph("asserted"),
      linked: iris.derivedGraph("linked"),
      possible: iris.derivedGraph("possible"),
    };
  }

  /** Puts statements in the place of those that a unit stated before, and returns what it states now. */
  replace(
    before: readonly HeldStatement[],
    statements: readonly Stated[],
    rule: Pick<Rule, "name" | "version">,
  ): readonly HeldStatement[] {
    if (before.length === 0 && statements.length === 0) return before;
    if (before.length === 0) return this.#state(statements, rule);
    const after = this.#rowsOf(statements, rule, before);
    this.#countNew(after, before, 1);
    this.#countNew(before, after, -1);
    return after;
  }

  /** As `replace`, where nothing was stated before. */
  #state(statements: readonly Stated[], rule: Pick<Rule, "name" | "version">): readonly HeldStatement[] {
    const after = this.#rowsOf(statements, rule);
    for (const row of after) this.#count(row, 1);
    return after;
  }

  /** Each once. What stood in a statement's place `before` mostly has its reasons. */
  #rowsOf(
    statements: readonly Stated[],
    rule: Pick<Rule, "name" | "version">,
    before: readonly HeldStatement[] = [],
  ): readonly HeldStatement[] {
    const rows = statements.map((stated, i) => this.#row(stated, rule, before[i]));
    return rows.length < 2 ? rows : [...new Set(rows)];
  }

  /** Opens and closes in the store what has changed since the last flush, and returns what came and went. */
  flush(position: number): FlushedQuads {
    const opened: HeldStatement[] = [];
    const closed: Name[] = [];
    for (const row of this.#touched) {
      const isStated = this.#rows.get(row, column.count) > 0;
      const isOpen = (this.#rows.get(row, column.state) & state.open) !== 0;
      if (isStated && !isOpen) {
        this.#open(row, position);
        opened.push(row);
      } else if (!isStated && isOpen) {
        this.#close(row, position);
        this.#give(row, (...quad) => void closed.push(...quad));
      }
      if (isStated) this.#rows.set(row, column.state, state.open);
      else this.#rows.remove(row);
    }
    this.#touched.length = 0;
    return {
      opened: new RowQuads(this.#names, (take) => {
        for (const row of opened) this.#give(row, take);
      }),
      closed: new RowQuads(this.#names, (take) => {
        for (let at = 0; at < closed.length; at += 4)
          take(closed[at] as Name, closed[at + 1] as Name, closed[at + 2] as Name, closed[at + 3] as Name);
      }),
    };
  }

  #give(row: HeldStatement, take: RowTaker): void {
    const rows = this.#rows;
    const graph = nameOf(this.#kindAt(row).graph);
    take(rows.get(row, column.subject), rows.get(row, column.predicate), rows.get(row, column.object), graph);
  }

  #open(row: HeldStatement, from: number): void {
    if (this.#store.openNumbered === undefined) {
      this.#store.openDerived({ ...this.#read(row), from });
      return;
    }
    const { strength, rule, graph } = this.#kindAt(row);
    this.#store.openNumbered({
      subject: this.#idAt(row, column.subject),
      predicate: this.#idAt(row, column.predicate),
      object: this.#idAt(row, column.object),
      graph,
      strength,
      rule,
      ruleVersion: this.#rows.get(row, column.ruleVersion),
      supports: this.#bundlesOf(row),
      from,
    });
  }

  #close(row: HeldStatement, to: number): void {
    if (this.#store.closeNumbered === undefined) this.#store.closeDerived(this.#read(row), to);
    else {
      const { rule, graph } = this.#kindAt(row);
      const [subject, predicate] = [this.#idAt(row, column.subject), this.#idAt(row, column.predicate)];
      const object = this.#idAt(row, column.object);
      const supports = this.#bundlesOf(row);
      this.#store.closeNumbered({ subject, predicate, object, graph, rule, supports }, to);
    }
  }

  #idAt(row: HeldStatement, each: number): TermId {
    return this.#names.termId(this.#rows.get(row, each));
  }

  #bundlesOf(row: HeldStatement): readonly TermId[] {
    const supports = this.#rows.get(row, column.supports);
    if (supports !== this.#numbered.supports) {
      const bundles = this.#names.list(supports);
      for (let i = 0; i < bundles.length; i++) bundles[i] = this.#names.termId(bundles[i] as Name);
      this.#numbered = { supports, bundles };
    }
    return this.#numbered.bundles;
  }

  #row(
    stated: Stated,
    { name, version }: Pick<Rule, "name" | "version">,
    before: HeldStatement | undefined,
  ): HeldStatement {
    const { subject, predicate, object, strength, rule = name } = stated;
    const row = this.#rows.findOrAdd(
      subject,
      this.#names.word(predicate),
      typeof object === "number" ? object : this.#names.ofTerm(object),
      this.#kindOf(strength, rule),
      this.#supportsOf(stated, before),
    );
    if (this.#rows.get(row, column.count) === 0) this.#rows.set(row, column.ruleVersion, version);
    return row;
  }

  #read(row: HeldStatement): Written {
    const { strength, rule } = this.#kindAt(row);
    const termAt = (each: number) => this.#names.term(this.#rows.get(row, each)) as never;
    const [subject, predicate, object] = [column.subject, column.predicate, column.object].map(termAt) as [
      never,
      never,
      never,
    ];
    return {
      quad: DataFactory.quad(subject, predicate, object, this.#graphs[strength]) as Quad,
      rule,
      ruleVersion: this.#rows.get(row, column.ruleVersion),
      supports: this.#names
        .list(this.#rows.get(row, column.supports))
        .map((bundle) => this.#names.text(bundle)),
    };
  }

  #kindOf(strength: Strength, rule: string): Name {
    const kinds = this.#kinds[strength];
    const known = kinds.get(rule);
    if (known !== undefined) return known;
    const kind = this.#names.pair(this.#names.word(strength), this.#names.of(rule));
    kinds.set(rule, kind);
    return kind;
  }

  #kindAt(row: HeldStatement): Kind {
    const name = this.#rows.get(row, column.kind);
    const known = this.#kindsByName.get(name);
    if (known !== undefined) return known;
    const strength = this.#names.text(this.#names.first(name)) as Strength;
    const rule = this.#names.text(this.#names.second(name));
    const graph = this.#names.termId(this.#names.ofTerm(this.#graphs[strength]));
    const kind = { strength, rule, graph };
    this.#kindsByName.set(name, kind);
    return kind;
  }

  /** The list of them, sorted, each once: that of another row, where it has the same. */
  #supportsOf({ supports }: Stated, other: HeldStatement | undefined): Name {
    if (supports === this.#given) return this.#kept;
    const kept = other === undefined ? undefined : this.#rows.get(other, column.supports);
    this.#given = supports;
    this.#kept =
      kept !== undefined && this.#names.isListOf(kept, supports)
        ? kept
        : this.#names.ofList(this.#sorted(supports));
    return this.#kept;
  }

  /** In order, each once: there are few of them, and mostly fewer than were given. */
  #sorted(supports: readonly Name[]): readonly Name[] {
    if (supports.length < 2) return supports;
    const sorted: Name[] = [];
    for (const bundle of supports) {
      if (sorted.includes(bundle)) continue;
      let at = sorted.length;
      while (at > 0 && this.#names.compareTexts(bundle, sorted[at - 1] as Name) < 0) at--;
      sorted.splice(at, 0, bundle);
    }
    return sorted;
  }

  /** Counts those rows that are not among others. */
  #countNew(rows: readonly HeldStatement[], others: readonly HeldStatement[], change: number): void {
    const set = others.length > longestList ? new Set(others) : undefined;
    for (const row of rows) if (!(set?.has(row) ?? others.includes(row))) this.#count(row, change);
  }

  #count(row: HeldStatement, change: number): void {
    this.#rows.set(row, column.count, this.#rows.get(row, column.count) + change);
    const before = this.#rows.get(row, column.state);
    if ((before & state.touched) !== 0) return;
    this.#rows.set(row, column.state, before | state.touched);
    this.#touched.push(row);
  }
}

/** To look through more is slower than to make a set of them. */
const longestList = 16;

/** What the numbers of a row are. The kind is the pair of strength and rule. */
const column = {
  subject: 0,
  predicate: 1,
  object: 2,
  kind: 3,
  supports: 4,
  count: 5,
  state: 6,
  ruleVersion: 7,
} as const;

/** What the state of a row is put together of. */
const state = {
  /** It is open in the store. */
  open: 1,
  /** It has changed since the last flush. */
  touched: 2,
} as const;
