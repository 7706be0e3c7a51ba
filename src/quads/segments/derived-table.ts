import type { Quad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { Columns } from "../../columns/columns.ts";
import { columnAt } from "../../columns/typed-columns.ts";
import type { Dictionary } from "../dictionary/dictionary.ts";
import { noTerm, type TermId } from "../id-view.ts";
import type { DerivedStatement, NumberedReasons, NumberedStatement, Strength } from "../quad-store.ts";
import { quadKey } from "../term-key.ts";
import { intervalOf, layerOfInterval, numberOfInterval, open } from "./intervals.ts";
import type { QuadIndex } from "./quad-index.ts";
import type { Records } from "./records.ts";
import { Run } from "./run.ts";
import { osp, pos, spo } from "./segment.ts";
import { sightOf, Visibility } from "./visibility.ts";

/** The layers of derived statements: all but that of blocks. */
const derivedLayers = 0b1110;

type Reasons = Pick<DerivedStatement, "quad" | "rule" | "supports">;
type RuleName = Pick<DerivedStatement, "rule" | "ruleVersion">;

/**
 * The derived statements: each a row with an interval of its own, whose record has the place of the rule in a small table,
 * how many bundles it rests on, and the numbers of their IRIs.
 */
export class DerivedTable {
  readonly #index: QuadIndex;
  readonly #dictionary: Dictionary;
  readonly #records: Records;
  readonly #rules: RuleName[] = [];
  /** Distinct quads in open statements. */
  size = 0;

  constructor(index: QuadIndex, dictionary: Dictionary, records: Records, rested?: Columns) {
    this.#index = index;
    this.#dictionary = dictionary;
    this.#records = records;
    if (rested === undefined) return;
    this.#rules = JSON.parse(Buffer.from(columnAt(rested, "rules", "uint8")).toString()) as RuleName[];
    this.size = columnAt(rested, "size", "float64")[0] as number;
  }

  /** What the table knows, copied: the rules as JSON. */
  columns(): Columns {
    return { size: Float64Array.of(this.size), rules: Buffer.from(JSON.stringify(this.#rules)) };
  }

  open({ quad, supports, ...reason }: Omit<DerivedStatement, "to">, strength: Strength, layer: number): void {
    const dictionary = this.#dictionary;
    const subject = dictionary.add(quad.subject);
    const predicate = dictionary.add(quad.predicate);
    const object = dictionary.add(quad.object);
    const graph = dictionary.add(quad.graph);
    const bundles = supports.map((iri) => dictionary.add(DataFactory.namedNode(iri)));
    this.openNumbered({ ...reason, subject, predicate, object, graph, strength, supports: bundles }, layer);
  }

  openNumbered(statement: NumberedStatement, layer: number): void {
    const { subject, predicate, object, graph, rule, ruleVersion, supports: bundles, from } = statement;

    let isStated = false;
    for (const interval of this.#index.intervalsOf(subject, predicate, object, graph)) {
      if (!this.#isOpen(numberOfInterval(interval))) continue;
      isStated = true;
      if (this.#hasReasons(numberOfInterval(interval), rule, bundles))
        throw new Error(`${rule} states the same twice: ${this.#textOf(statement)}`);
    }
    const { intervals } = this.#index;
    const number = intervals.open(from);
    this.#index.add(subject, predicate, object, graph, intervalOf(number, layer));
    this.#records.set(number, [this.#ruleOf(rule, ruleVersion), bundles.length, ...bundles]);
    if (!isStated) this.size++;
  }

  close({ quad, rule, supports }: Reasons, to: number): void {
    const dictionary = this.#dictionary;
    const bundles = supports.map((iri) => dictionary.idOf(DataFactory.namedNode(iri)));
    const subject = dictionary.idOf(quad.subject);
    const predicate = dictionary.idOf(quad.predicate);
    const object = dictionary.idOf(quad.object);
    const graph = dictionary.idOf(quad.graph);
    if ([subject, predicate, object, graph, ...bundles].includes(noTerm))
      throw new Error(`${rule} does not state ${textOf({ quad, supports })}`);
    this.closeNumbered({ subject, predicate, object, graph, rule, supports: bundles }, to);
  }

  closeNumbered(statement: NumberedReasons, to: number): void {
    const { subject, predicate, object, graph, rule, supports } = statement;
    let found = -1;
    let others = 0;
    for (const interval of this.#index.intervalsOf(subject, predicate, object, graph)) {
      const number = numberOfInterval(interval);
      if (!this.#isOpen(number)) continue;
      if (this.#hasReasons(number, rule, supports)) found = number;
      else others++;
    }
    if (found < 0) throw new Error(`${rule} does not state ${this.#textOf(statement)}`);
    this.#index.close(found, to);
    if (others === 0) this.size--;
  }

  quadOf({ subject, predicate, object, graph }: Omit<NumberedReasons, "rule" | "supports">): Quad {
    const term = (id: TermId) => this.#dictionary.term(id) as never;
    return DataFactory.quad(term(subject), term(predicate), term(object), term(graph)) as Quad;
  }

  /** Forgets all. Views that were made before still see what they saw. */
  clear(): void {
    this.#index.intervals.firstDerived = this.#index.intervals.count;
    this.size = 0;
  }

  *match(
    subject: Term | null,
    predicate: Term | null,
    object: Term | null,
    position?: number,
  ): Iterable<DerivedStatement> {
    const ids = [subject, predicate, object].map((term) => term && this.#dictionary.idOf(term));
    if (ids.includes(noTerm)) return;
    const [s, p, o] = ids.map((id) => id ?? noTerm) as [TermId, TermId, TermId];
    const { intervals } = this.#index;
    const visibility = new Visibility(intervals, sightOf(intervals, derivedLayers, position));
    const { segments } = this.#index.snapshot(visibility)();

    for (const { orders, span } of segments) {
      if ((span.layers & derivedLayers) === 0) continue;
      const run = new Run();
      if (s !== noTerm) run.select(orders[spo], s, p, o, 0);
      else if (o !== noTerm) run.select(orders[osp], o, 0, 0, 0);
      else if (p !== noTerm) run.select(orders[pos], p, 0, 0, 0);
      else run.selectAll(orders[spo]);
      const { numbers } = run.sorted;
      for (; run.at < run.end; run.at++) {
        const interval = numbers[run.at * 4 + 3] as number;
        if (layerOfInterval(interval) === 0 || !visibility.sees(interval)) continue;
        if (run.at >= run.firstEnd) run.moveGroup();
        const [second, third] = [numbers[run.at * 4] as TermId, numbers[run.at * 4 + 1] as TermId];
        const graph = numbers[run.at * 4 + 2] as TermId;
        let triple: readonly [TermId, TermId, TermId] = [run.first, second, third];
        if (s === noTerm && o !== noTerm) triple = [second, third, run.first];
        else if (s === noTerm && p !== noTerm) triple = [third, run.first, second];
        if ((p !== noTerm && triple[1] !== p) || (o !== noTerm && triple[2] !== o)) continue;
        yield this.#statement(triple, graph, numberOfInterval(interval));
      }
    }
  }

  /** The bundles that statements about a subject rest on, in any order, and some repeated. */
  supportsOf(subject: TermId): string[] {
    const { intervals } = this.#index;
    const found: string[] = [];
    const cursor = this.#index.current(new Visibility(intervals, sightOf(intervals, derivedLayers)))();
    cursor.seek(subject, noTerm, noTerm);
    while (cursor.next()) {
      this.#records.seek(numberOfInterval(cursor.interval));
      this.#records.next();
      for (let left = this.#records.next(); left > 0; left--)
        found.push(this.#dictionary.text(this.#records.next()));
    }
    return found;
  }

  #statement(
    [subject, predicate, object]: readonly [TermId, TermId, TermId],
    graph: TermId,
    number: number,
  ): DerivedStatement {
    const term = (id: TermId) => this.#dictionary.term(id) as never;
    const { intervals } = this.#index;
    const from = intervals.from[number] as number;
    const to = intervals.to[number] as number;
    this.#records.seek(number);
    const { rule, ruleVersion } = this.#rules[this.#records.next()] as RuleName;
    const bundles = Array.from({ length: this.#records.next() }, () => this.#records.next());
    return {
      quad: DataFactory.quad(term(subject), term(predicate), term(object), term(graph)) as Quad,
      rule,
      ruleVersion,
      supports: bundles.map((bundle) => this.#dictionary.text(bundle)),
      from,
      ...(to === open ? {} : { to }),
    };
  }

  #isOpen(number: number): boolean {
    const { intervals } = this.#index;
    return number >= intervals.firstDerived && intervals.isOpen(number);
  }

  #hasReasons(number: number, rule: string, bundles: readonly TermId[]): boolean {
    const records = this.#records;
    records.seek(number);
    if (this.#rules[records.next()]?.rule !== rule || records.next() !== bundles.length) return false;
    return bundles.every((bundle) => records.next() === bundle);
  }

  #textOf(statement: NumberedReasons): string {
    const supports = statement.supports.map((id) => this.#dictionary.text(id));
    return textOf({ quad: this.quadOf(statement), supports });
  }

  #ruleOf(rule: string, ruleVersion: number): number {
    const known = this.#rules.findIndex((each) => each.rule === rule && each.ruleVersion === ruleVersion);
    return known >= 0 ? known : this.#rules.push({ rule, ruleVersion }) - 1;
  }
}

function textOf({ quad, supports }: Omit<Reasons, "rule">): string {
  return `${quadKey(quad)} because of ${JSON.stringify(supports)}`;
}
