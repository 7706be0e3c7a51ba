import type { StatementCursor } from "../current-statements.ts";
import { noTerm, type TermId } from "../id-view.ts";
import { Run, rowsLeft } from "./run.ts";
import { osp, pos, type Segment, spo } from "./segment.ts";
import type { RowChains, TailIndex } from "./tail-index.ts";
import type { Visibility } from "./visibility.ts";

/** Reads one segment after another, and then the tail. Nothing is put in order, and nothing is allocated for a thing. */
export class CurrentCursor implements StatementCursor {
  subject: TermId = noTerm;
  predicate: TermId = noTerm;
  object: TermId = noTerm;
  graph: TermId = noTerm;
  /** With the layer of the statement. */
  interval = 0;

  readonly #segments: readonly Segment[];
  readonly #visibility: Visibility;
  readonly #tail: TailIndex;
  readonly #runs: readonly Run[];

  #order = spo;
  /** How many of the runs are to be read yet; the last of them is being read. */
  #runCount = 0;
  #numbers: Uint32Array = nothing;
  #at = 0;
  #end = 0;
  /** What all rows that are sought begin with, in their order. */
  #first: TermId = noTerm;

  #chains: RowChains;
  #row = -1;
  #subject: TermId = noTerm;
  #predicate: TermId = noTerm;
  #object: TermId = noTerm;

  constructor(segments: readonly Segment[], tail: TailIndex, visibility: Visibility) {
    this.#segments = segments;
    this.#tail = tail;
    this.#visibility = visibility;
    this.#runs = segments.map(() => new Run());
    this.#chains = tail.bySubject;
  }

  seek(subject: TermId, predicate: TermId, object: TermId): void {
    if (subject === noTerm && object === noTerm) throw new RangeError("No subject and no object is sought");
    this.#subject = subject;
    this.#predicate = predicate;
    this.#object = object;
    this.#chains = subject === noTerm ? this.#tail.byObject : this.#tail.bySubject;
    this.#row = this.#chains.newest(subject === noTerm ? object : subject);

    this.#runCount = 0;
    if (subject !== noTerm && (predicate !== noTerm || object === noTerm))
      this.#select(spo, subject, predicate, object);
    else if (predicate !== noTerm) this.#select(pos, predicate, object, noTerm);
    else this.#select(osp, object, subject, noTerm);
    this.#beginRun();
  }

  get candidates(): number {
    return rowsLeft(this.#runs, this.#runCount);
  }

  next(): boolean {
    for (;;) {
      if (this.#at >= this.#end) {
        if (this.#runCount === 0) return this.#nextOfTail();
        this.#runCount--;
        this.#beginRun();
        continue;
      }
      const place = this.#at * 4;
      this.#at++;
      const numbers = this.#numbers;
      const interval = numbers[place + 3] as number;
      if (!this.#visibility.sees(interval)) continue;
      this.interval = interval;
      this.#give(numbers[place] as number, numbers[place + 1] as number, numbers[place + 2] as number);
      return true;
    }
  }

  /** Passes over the rows of other graphs that follow, in steps that double. */
  passTriple(): void {
    const numbers = this.#numbers;
    const last = this.#at - 1;
    const end = this.#end;
    if (this.#runCount === 0 || this.#at >= end) return;
    const second = numbers[last * 4] as number;
    const third = numbers[last * 4 + 1] as number;
    const isSame = (row: number) => numbers[row * 4] === second && numbers[row * 4 + 1] === third;
    let low = this.#at;
    let step = 1;
    while (low + step <= end && isSame(low + step - 1)) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, end);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isSame(middle)) low = middle + 1;
      else high = middle;
    }
    this.#at = low;
  }

  #select(order: number, first: TermId, second: TermId, third: TermId): void {
    this.#order = order;
    this.#first = first;
    for (const { orders } of this.#segments) {
      const run = this.#runs[this.#runCount] as Run;
      if (run.select(orders[order] as (typeof orders)[0], first, second, third, noTerm)) this.#runCount++;
    }
  }

  #beginRun(): void {
    if (this.#runCount === 0) {
      this.#at = 0;
      this.#end = 0;
      return;
    }
    const run = this.#runs[this.#runCount - 1] as Run;
    this.#numbers = run.sorted.numbers;
    this.#at = run.at;
    this.#end = run.end;
  }

  #nextOfTail(): boolean {
    const tailIndex = this.#tail;
    const { tail } = tailIndex;
    const chains = this.#chains;
    for (let row = this.#row; row >= 0; ) {
      const found = row;
      row = chains.older(row);
      tailIndex.steps++;
      const subject = tail.subject[found] as TermId;
      const predicate = tail.predicate[found] as TermId;
      const object = tail.object[found] as TermId;
      if (this.#subject !== noTerm && this.#subject !== subject) continue;
      if (this.#object !== noTerm && this.#object !== object) continue;
      if (this.#predicate !== noTerm && this.#predicate !== predicate) continue;
      const interval = tail.interval[found] as number;
      if (!this.#visibility.sees(interval)) continue;
      this.#row = row;
      this.interval = interval;
      this.subject = subject;
      this.predicate = predicate;
      this.object = object;
      this.graph = tail.graph[found] as TermId;
      return true;
    }
    this.#row = -1;
    return false;
  }

  #give(second: TermId, third: TermId, graph: TermId): void {
    this.graph = graph;
    if (this.#order === spo) {
      this.subject = this.#first;
      this.predicate = second;
      this.object = third;
    } else if (this.#order === pos) {
      this.predicate = this.#first;
      this.object = second;
      this.subject = third;
    } else {
      this.object = this.#first;
      this.subject = second;
      this.predicate = third;
    }
  }
}

const nothing = new Uint32Array(0);
