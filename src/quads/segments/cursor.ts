import { anyGraph, noTerm, type QuadCursor, type TermId } from "../id-view.ts";
import { GraphSet } from "./graph-set.ts";
import type { IntervalTable } from "./intervals.ts";
import { Run, rowsLeft } from "./run.ts";
import { gspo, osp, pos, type Segment, spo } from "./segment.ts";
import { fewGraphs, type GraphRestriction, rowsOfGraphs, type Snapshot } from "./snapshot.ts";
import { groupLength, type SortedRows } from "./sorted-rows.ts";
import type { Visibility } from "./visibility.ts";

/**
 * Reads what matches a pattern from all segments in the order of their numbers, so that repeats follow each other and are
 * skipped. It reads from the *active* run as long as that has the lowest row: its `limit` is the lowest of the others.
 *
 * Nothing is allocated for a pattern or a row, since a join asks once a row.
 */
export class SegmentCursor implements QuadCursor {
  subject: TermId = noTerm;
  predicate: TermId = noTerm;
  object: TermId = noTerm;
  graph: TermId = noTerm;

  readonly #segments: readonly Segment[];
  readonly #isWhole: readonly boolean[];
  readonly #visibility: Visibility;
  readonly #intervals: IntervalTable;
  readonly #erasures: number;
  readonly #restriction: GraphRestriction | undefined;
  readonly #runs: Run[];

  /** How many of the runs have rows left; the active one is the first. */
  #runCount = 0;
  #active = new Run();
  #order = spo;
  /** Further numbers that a row must have; 0 is any. */
  #third = 0;
  #fourth = 0;
  #graphs: GraphSet = allGraphs;
  #isUnion = true;

  #numbers: Uint32Array = noNumbers;
  #at = 0;
  #end = 0;
  #first = 0;
  #firstEnd = 0;
  #sees = false;

  #limit: Run | undefined;
  #lastFirst = -1;
  #lastSecond = 0;
  #lastThird = 0;
  #lastFourth = 0;

  constructor(snapshot: Snapshot, restriction?: GraphRestriction) {
    this.#segments = snapshot.segments;
    this.#isWhole = snapshot.isWhole;
    this.#visibility = snapshot.visibility;
    this.#intervals = snapshot.visibility.intervals;
    this.#erasures = snapshot.erasures;
    this.#restriction = restriction;
    this.#runs = snapshot.segments.map(() => new Run());
  }

  seek(subject: TermId, predicate: TermId, object: TermId, graph: TermId): void {
    const restriction = this.#restriction;
    let only = graph;
    this.#isUnion = graph === noTerm;
    this.#graphs = allGraphs;
    this.#runCount = 0;
    this.#at = 0;
    this.#end = 0;
    this.#lastFirst = -1;
    if (graph === anyGraph) only = noTerm;
    if (restriction !== undefined) {
      if (graph === noTerm || graph === anyGraph) {
        const isDefault = graph === noTerm;
        const graphs = isDefault ? restriction.defaultGraphs : restriction.namedGraphs;
        if (graphs.length === 0) return;
        if (graphs.length === 1) only = graphs[0] as TermId;
        else this.#graphs = isDefault ? restriction.isDefault : restriction.isNamed;
      } else if (!restriction.isNamed.has(graph)) return;
    }

    if (only !== noTerm && this.#isBestByGraph(subject, predicate, object, only))
      this.#select(gspo, only, subject, predicate, object);
    else if (subject !== noTerm && (predicate !== noTerm || object === noTerm))
      this.#select(spo, subject, predicate, object, only);
    else if (object !== noTerm && predicate === noTerm) this.#select(osp, object, subject, predicate, only);
    else if (predicate !== noTerm) this.#select(pos, predicate, object, subject, only);
    else this.#selectAll();
    if (this.#graphs !== allGraphs) {
      const graphs = graph === noTerm ? restriction?.defaultGraphs : restriction?.namedGraphs;
      if (graphs !== undefined && this.#areFewer(graphs))
        this.#selectGraphs(graphs, subject, predicate, object);
    }
    this.#begin();
  }

  next(): boolean {
    for (;;) {
      const row = this.#at;
      if (row >= this.#end) {
        if (!this.#finishRun()) return false;
        continue;
      }
      if (row >= this.#firstEnd) this.#moveGroup();
      const first = this.#first;
      const place = row * 4;
      const second = this.#numbers[place] as number;
      const third = this.#numbers[place + 1] as number;
      const fourth = this.#numbers[place + 2] as number;
      if (this.#limit !== undefined && this.#isBeyondLimit(this.#limit, first, second, third, fourth)) {
        this.#switchRun();
        continue;
      }
      this.#at = row + 1;

      if (this.#third !== 0 && third !== this.#third) continue;
      if (this.#fourth !== 0 && fourth !== this.#fourth) continue;
      if (this.#graphs !== allGraphs && !this.#graphs.has(fourth)) continue;
      if (!this.#sees || this.#intervals.erasures !== this.#erasures)
        if (!this.#visibility.sees(this.#numbers[place + 3] as number)) continue;
      if (third === this.#lastThird && second === this.#lastSecond && first === this.#lastFirst)
        if (fourth === this.#lastFourth || (this.#isUnion && this.#order !== gspo)) continue;
      this.#lastFirst = first;
      this.#lastSecond = second;
      this.#lastThird = third;
      this.#lastFourth = fourth;
      this.#give(first, second, third, fourth);
      return true;
    }
  }

  /** How many rows may match what was sought last, before the first is read. */
  get candidates(): number {
    return rowsLeft(this.#runs, this.#runCount);
  }

  /** Whether the rows of the graph are fewer than those that the rest of the pattern would find in all graphs. */
  #isBestByGraph(subject: TermId, predicate: TermId, object: TermId, graph: TermId): boolean {
    if (subject === noTerm && predicate === noTerm && object === noTerm) return true;
    if (subject !== noTerm && predicate !== noTerm && object !== noTerm) return false;
    let inGraph = 0;
    let inAll = 0;
    for (const { orders } of this.#segments) {
      inGraph += groupLength(orders[gspo], graph);
      if (subject !== noTerm) inAll += groupLength(orders[spo], subject);
      else if (object !== noTerm) inAll += groupLength(orders[osp], object);
      else inAll += groupLength(orders[pos], predicate);
    }
    return inGraph <= inAll || (subject !== noTerm && inAll > fewRows);
  }

  #select(order: number, first: number, second: number, third: number, fourth: number): void {
    this.#order = order;
    this.#third = second === noTerm ? third : 0;
    this.#fourth = second === noTerm || third === noTerm ? fourth : 0;
    const runs = this.#runs;
    let count = 0;
    for (let i = 0; i < this.#segments.length; i++) {
      const run = runs[count] as Run;
      const sorted = (this.#segments[i] as Segment).orders[order] as SortedRows;
      if (!run.select(sorted, first, second, third, fourth)) continue;
      run.isWhole = this.#isWhole[i] as boolean;
      count++;
    }
    this.#runCount = count;
  }

  /** Whether the graphs have fewer rows than those that were selected. */
  #areFewer(graphs: readonly TermId[]): boolean {
    const selected = this.candidates;
    return (
      selected > fewRows && graphs.length <= fewGraphs && rowsOfGraphs(this.#segments, graphs) < selected
    );
  }

  /** Selects in each of the graphs. For their union the runs pretend to be of one graph, so that repeats meet. */
  #selectGraphs(graphs: readonly TermId[], subject: TermId, predicate: TermId, object: TermId): void {
    this.#order = gspo;
    this.#graphs = allGraphs;
    this.#third = subject === noTerm ? predicate : 0;
    this.#fourth = subject === noTerm || predicate === noTerm ? object : 0;
    const runs = this.#runs;
    let count = 0;
    for (let i = 0; i < this.#segments.length; i++) {
      const sorted = (this.#segments[i] as Segment).orders[gspo];
      for (const graph of graphs) {
        if (count === runs.length) runs.push(new Run());
        const run = runs[count] as Run;
        if (!run.select(sorted, graph, subject, predicate, object)) continue;
        run.isWhole = this.#isWhole[i] as boolean;
        if (this.#isUnion) run.first = noTerm;
        count++;
      }
    }
    this.#runCount = count;
  }

  #selectAll(): void {
    this.#order = spo;
    this.#third = 0;
    this.#fourth = 0;
    for (let i = 0; i < this.#segments.length; i++) {
      const run = this.#runs[i] as Run;
      run.selectAll((this.#segments[i] as Segment).orders[spo]);
      run.isWhole = this.#isWhole[i] as boolean;
    }
    this.#runCount = this.#segments.length;
  }

  /** Makes the run with the lowest row the active one, and finds the limit. */
  #begin(): void {
    const runs = this.#runs;
    if (this.#runCount === 0) return;
    for (let i = 1; i < this.#runCount; i++) {
      const run = runs[i] as Run;
      if (run.isBefore(runs[0] as Run)) {
        runs[i] = runs[0] as Run;
        runs[0] = run;
      }
    }
    let limit: Run | undefined;
    for (let i = 1; i < this.#runCount; i++) {
      const run = runs[i] as Run;
      if (limit === undefined || run.isBefore(limit)) limit = run;
    }
    this.#limit = limit;

    const active = runs[0] as Run;
    this.#active = active;
    this.#numbers = active.sorted.numbers;
    this.#at = active.at;
    this.#end = active.end;
    this.#first = active.first;
    this.#firstEnd = active.firstEnd;
    this.#sees = active.isWhole;
  }

  #moveGroup(): void {
    const active = this.#active;
    active.at = this.#at;
    active.moveGroup();
    this.#first = active.first;
    this.#firstEnd = active.firstEnd;
  }

  #isBeyondLimit(limit: Run, first: number, second: number, third: number, fourth: number): boolean {
    if (first !== limit.first) return first > limit.first;
    const { numbers } = limit.sorted;
    const place = limit.at * 4;
    if (second !== numbers[place]) return second > (numbers[place] as number);
    if (third !== numbers[place + 1]) return third > (numbers[place + 1] as number);
    return fourth > (numbers[place + 2] as number);
  }

  #switchRun(): void {
    this.#active.at = this.#at;
    this.#begin();
  }

  /** Goes on with the other runs; returns false when there is none. */
  #finishRun(): boolean {
    if (this.#runCount === 0) return false;
    const runs = this.#runs;
    const last = this.#runCount - 1;
    const finished = runs[0] as Run;
    runs[0] = runs[last] as Run;
    runs[last] = finished;
    this.#runCount = last;
    this.#begin();
    return last > 0;
  }

  #give(first: number, second: number, third: number, fourth: number): void {
    if (this.#order === spo) {
      this.subject = first;
      this.predicate = second;
      this.object = third;
      this.graph = this.#isUnion ? noTerm : fourth;
    } else if (this.#order === pos) {
      this.predicate = first;
      this.object = second;
      this.subject = third;
      this.graph = this.#isUnion ? noTerm : fourth;
    } else if (this.#order === osp) {
      this.object = first;
      this.subject = second;
      this.predicate = third;
      this.graph = this.#isUnion ? noTerm : fourth;
    } else {
      this.subject = second;
      this.predicate = third;
      this.object = fourth;
      this.graph = this.#isUnion ? noTerm : first;
    }
  }
}

const noNumbers = new Uint32Array(0);
/** So many rows are read sooner than a large graph is searched for them. */
const fewRows = 32;
/** Stands for no restriction. */
const allGraphs = new GraphSet();
