import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { compareCodePoints } from "../code-points.ts";
import type { Iris } from "../mapping/iris.ts";
import type { QuadStore } from "../quads/quad-store.ts";
import { termKey } from "../quads/term-key.ts";
import type { Rule } from "./rule.ts";
import type { Stated } from "./statement.ts";

/** A statement that units state, as the ledger keeps it: the same object for all who state the same. */
export interface HeldStatement {
  readonly quad: Quad;
  readonly rule: string;
  readonly ruleVersion: number;
  readonly supports: readonly string[];
}

interface Row extends HeldStatement {
  /** `termKey` of the object. */
  readonly object: string;
  readonly strength: Stated["strength"];
  /** How many units state it. */
  count: number;
  /** Whether the store has it open. */
  isOpen: boolean;
}

/**
 * The derived statements that hold, each with the number of units that state it. Changes are gathered over a batch and
 * reach the store once, so a statement that went and came back within a batch was never closed.
 */
export class StatementLedger {
  /** By subject, and where one has many, by object. */
  readonly #rows = new Map<string, Row[] | Map<string, Row[]>>();
  readonly #touched = new Set<Row>();
  readonly #graphs: Readonly<Record<Stated["strength"], ReturnType<Iris["derivedGraph"]>>>;
  /** The reasons of the statement before, as given and as kept: statements come in groups that share theirs. */
  #given: readonly string[] = [];
  #kept: readonly string[] = [];

  constructor(iris: Iris) {
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
    for (const held of old) if (!after.has(held)) this.#count(held as Row, -1);
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
      const { quad, rule, ruleVersion, supports } = row;
      if (row.count > 0 && !row.isOpen) {
        store.openDerived({ quad, rule, ruleVersion, supports, from: position });
        opened.push(quad);
      } else if (row.count === 0 && row.isOpen) {
        store.closeDerived({ quad, rule, ruleVersion, supports }, position);
        closed.push(quad);
      }
      row.isOpen = row.count > 0;
      if (row.count === 0) this.#forget(row);
    }
    this.#touched.clear();
    return { opened, closed };
  }

  #row(stated: Stated, rule: Pick<Rule, "name" | "version">): Row {
    const { subject, predicate, strength } = stated;
    const supports = this.#supportsOf(stated);
    const name = stated.rule ?? rule.name;
    const object = termKey(stated.object);
    const alike = this.#rowsAt(subject, object);
    for (const row of alike) {
      if (row.object !== object || row.strength !== strength || row.rule !== name) continue;
      if (row.quad.predicate.value === predicate && areEqual(row.supports, supports)) return row;
    }
    const row = {
      object,
      strength,
      quad: DataFactory.quad(
        DataFactory.namedNode(subject),
        DataFactory.namedNode(predicate),
        stated.object,
        this.#graphs[strength],
      ),
      rule: name,
      ruleVersion: rule.version,
      supports,
      count: 0,
      isOpen: false,
    };
    alike.push(row);
    return row;
  }

  /** The rows among which one of that subject and object is, or is to be. */
  #rowsAt(subject: string, object: string): Row[] {
    const ofSubject = this.#rows.get(subject);
    if (ofSubject === undefined) {
      const rows: Row[] = [];
      this.#rows.set(subject, rows);
      return rows;
    }
    if (!Array.isArray(ofSubject)) return listAt(ofSubject, object);
    if (ofSubject.length < mostInList) return ofSubject;
    const byObject = new Map<string, Row[]>();
    for (const row of ofSubject) listAt(byObject, row.object).push(row);
    this.#rows.set(subject, byObject);
    return listAt(byObject, object);
  }

  #forget(row: Row): void {
    const subject = row.quad.subject.value;
    const ofSubject = this.#rows.get(subject);
    const rows = Array.isArray(ofSubject) ? ofSubject : (ofSubject?.get(row.object) ?? []);
    rows.splice(rows.indexOf(row), 1);
    if (rows.length > 0 || ofSubject === undefined) return;
    if (!Array.isArray(ofSubject)) ofSubject.delete(row.object);
    if (Array.isArray(ofSubject) || ofSubject.size === 0) this.#rows.delete(subject);
  }

  /** Sorted, each once. */
  #supportsOf({ supports }: Stated): readonly string[] {
    if (supports !== this.#given) {
      this.#given = supports;
      this.#kept = supports.length < 2 ? supports : [...new Set(supports)].sort(compareCodePoints);
    }
    return this.#kept;
  }

  #count(row: Row, change: number): void {
    row.count += change;
    this.#touched.add(row);
  }
}

/** Rows of a subject that are looked through one by one. */
const mostInList = 24;

function listAt(lists: Map<string, Row[]>, key: string): Row[] {
  const found = lists.get(key);
  if (found !== undefined) return found;
  const list: Row[] = [];
  lists.set(key, list);
  return list;
}

function areEqual(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((text, i) => text === b[i]));
}
