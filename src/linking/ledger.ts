import type { Quad, Quad_Object } from "@rdfjs/types";
import { DataFactory } from "n3";
import { compareCodePoints } from "../code-points.ts";
import type { Iris } from "../mapping/iris.ts";
import type { DerivedStatement, QuadStore } from "../quads/quad-store.ts";
import type { Names } from "./rest/names.ts";
import type { RowTable } from "./rest/row-table.ts";
import type { Shelves } from "./rest/shelves.ts";
import type { Rule } from "./rule.ts";
import type { Stated } from "./statement.ts";

/** A statement that units state: its row in the ledger, the same for all who state the same for the same reasons. */
export type HeldStatement = number;

type Written = Omit<DerivedStatement, "from" | "to">;

/**
 * The derived statements that hold, each with the number of units that state it. Changes are gathered over a batch and
 * reach the store once, so a statement that went and came back within a batch was never closed.
 */
export class StatementLedger {
  readonly #names: Names;
  readonly #rows: RowTable;
  readonly #touched = new Set<HeldStatement>();
  /** What new rows say, which the store will be told at the end of the batch. */
  readonly #written = new Map<HeldStatement, Written>();
  readonly #graphs: Readonly<Record<Stated["strength"], ReturnType<Iris["derivedGraph"]>>>;
  readonly #kinds = new Map<string, number>();
  /** The reasons of the statement before, as given and as kept: statements come in groups that share theirs. */
  #given: readonly string[] = [];
  #kept: { readonly supports: readonly string[]; readonly name: number };

  constructor(iris: Iris, shelves: Shelves) {
    this.#names = shelves.names;
    this.#rows = shelves.table("statements", { keys: 5, values: 3 });
    this.#kept = { supports: this.#given, name: this.#names.ofList(this.#given) };
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
    const after = new Set<HeldStatement>();
    const old = new Set(before);
    for (const stated of statements) {
      const row = this.#row(stated, rule);
      if (after.has(row)) continue;
      after.add(row);
      if (!old.has(row)) this.#count(row, 1);
    }
    for (const held of old) if (!after.has(held)) this.#count(held, -1);
    return [...after];
  }

  /** Opens and closes in the store what has changed since the last flush, and returns the quads that came and went. */
  flush(
    store: QuadStore,
    position: number,
  ): { readonly opened: readonly Quad[]; readonly closed: readonly Quad[] } {
    const opened: Quad[] = [];
    const closed: Quad[] = [];
    for (const row of this.#touched) {
      const isStated = this.#rows.get(row, column.count) > 0;
      const isOpen = this.#rows.get(row, column.isOpen) === 1;
      if (isStated && !isOpen) {
        const statement = this.#written.get(row) ?? this.#read(row);
        store.openDerived({ ...statement, from: position });
        opened.push(statement.quad);
      } else if (!isStated && isOpen) {
        const statement = this.#read(row);
        store.closeDerived(statement, position);
        closed.push(statement.quad);
      }
      if (isStated) this.#rows.set(row, column.isOpen, 1);
      else this.#rows.remove(row);
    }
    this.#touched.clear();
    this.#written.clear();
    return { opened, closed };
  }

  #row(stated: Stated, { name, version }: Pick<Rule, "name" | "version">): HeldStatement {
    const { subject, predicate, object, strength, rule = name } = stated;
    const supports = this.#supportsOf(stated);
    const key = [
      this.#names.of(subject),
      this.#names.of(predicate),
      this.#names.ofTerm(object),
      this.#kindOf(strength, rule),
      supports.name,
    ] as const;
    const known = this.#rows.find(...key);
    if (known !== 0) return known;
    const row = this.#rows.add(...key);
    this.#rows.set(row, column.ruleVersion, version);
    this.#written.set(row, {
      quad: DataFactory.quad(
        DataFactory.namedNode(subject),
        DataFactory.namedNode(predicate),
        object,
        this.#graphs[strength],
      ),
      rule,
      ruleVersion: version,
      supports: supports.supports,
    });
    return row;
  }

  #read(row: HeldStatement): Written {
    const [strength, rule] = this.#names.list(this.#rows.get(row, column.kind)) as [
      Stated["strength"],
      string,
    ];
    const nodeAt = (each: number) => DataFactory.namedNode(this.#names.text(this.#rows.get(row, each)));
    const object = this.#names.term(this.#rows.get(row, column.object)) as Quad_Object;
    return {
      quad: DataFactory.quad(
        nodeAt(column.subject),
        nodeAt(column.predicate),
        object,
        this.#graphs[strength],
      ),
      rule,
      ruleVersion: this.#rows.get(row, column.ruleVersion),
      supports: this.#names.list(this.#rows.get(row, column.supports)),
    };
  }

  #kindOf(strength: Stated["strength"], rule: string): number {
    const key = `${strength} ${rule}`;
    const known = this.#kinds.get(key);
    if (known !== undefined) return known;
    const kind = this.#names.ofList([strength, rule]);
    this.#kinds.set(key, kind);
    return kind;
  }

  /** Sorted, each once. */
  #supportsOf({ supports }: Stated) {
    if (supports !== this.#given) {
      const sorted = supports.length < 2 ? supports : [...new Set(supports)].sort(compareCodePoints);
      this.#given = supports;
      this.#kept = { supports: sorted, name: this.#names.ofList(sorted) };
    }
    return this.#kept;
  }

  #count(row: HeldStatement, change: number): void {
    this.#rows.set(row, column.count, this.#rows.get(row, column.count) + change);
    this.#touched.add(row);
  }
}

/** What the numbers of a row are. The kind is the list of strength and rule. */
const column = {
  subject: 0,
  predicate: 1,
  object: 2,
  kind: 3,
  supports: 4,
  count: 5,
  isOpen: 6,
  ruleVersion: 7,
} as const;
