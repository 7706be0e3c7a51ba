import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { compareCodePoints } from "../code-points.ts";
import type { Iris } from "../mapping/iris.ts";
import type { QuadStore } from "../quads/quad-store.ts";
import { termKey } from "../quads/term-key.ts";
import type { Rule } from "./rule.ts";
import type { Stated } from "./statement.ts";

interface Row {
  readonly quad: Quad;
  readonly rule: string;
  readonly ruleVersion: number;
  readonly supports: readonly string[];
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
  readonly #rows = new Map<string, Row>();
  readonly #touched = new Set<string>();
  readonly #graphs: Readonly<Record<Stated["strength"], ReturnType<Iris["derivedGraph"]>>>;
  /** Short names of terms and bundles, which repeat in many rows. */
  readonly #numbers = new Map<string, number>();

  constructor(iris: Iris) {
    this.#graphs = {
      asserted: iris.derivedGraph("asserted"),
      linked: iris.derivedGraph("linked"),
      possible: iris.derivedGraph("possible"),
    };
  }

  /** Puts statements in the place of those with these keys, and returns the new keys. */
  replace(
    before: readonly string[],
    statements: readonly Stated[],
    rule: Pick<Rule, "name" | "version">,
  ): readonly string[] {
    if (before.length === 0 && statements.length === 0) return before;
    const after = new Set(statements.map((stated) => this.#row(stated, rule)));
    const old = new Set(before);
    for (const key of after) if (!old.has(key)) this.#count(key, 1);
    for (const key of old) if (!after.has(key)) this.#count(key, -1);
    return [...after];
  }

  /** Opens and closes in the store what has changed since the last flush, and returns the quads that came and went. */
  flush(
    store: QuadStore,
    position: number,
  ): { readonly opened: readonly Quad[]; readonly closed: readonly Quad[] } {
    const opened: Quad[] = [];
    const closed: Quad[] = [];
    for (const key of this.#touched) {
      const row = this.#rows.get(key);
      if (row === undefined) continue;
      const { quad, rule, ruleVersion, supports } = row;
      if (row.count > 0 && !row.isOpen) {
        store.openDerived({ quad, rule, ruleVersion, supports, from: position });
        opened.push(quad);
      } else if (row.count === 0 && row.isOpen) {
        store.closeDerived({ quad, rule, ruleVersion, supports }, position);
        closed.push(quad);
      }
      row.isOpen = row.count > 0;
      if (row.count === 0) this.#rows.delete(key);
    }
    this.#touched.clear();
    return { opened, closed };
  }

  #row(stated: Stated, rule: Pick<Rule, "name" | "version">): string {
    const supports = [...new Set(stated.supports)].sort(compareCodePoints);
    const name = stated.rule ?? rule.name;
    const key = [stated.subject, stated.predicate, termKey(stated.object), stated.strength, name, ...supports]
      .map((text) => this.#number(text))
      .join(" ");
    if (!this.#rows.has(key)) {
      const quad = DataFactory.quad(
        DataFactory.namedNode(stated.subject),
        DataFactory.namedNode(stated.predicate),
        stated.object,
        this.#graphs[stated.strength],
      );
      this.#rows.set(key, {
        quad,
        rule: name,
        ruleVersion: rule.version,
        supports,
        count: 0,
        isOpen: false,
      });
    }
    this.#touched.add(key);
    return key;
  }

  #count(key: string, change: number): void {
    const row = this.#rows.get(key);
    if (row !== undefined) row.count += change;
    this.#touched.add(key);
  }

  #number(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }
}
