import { type Columns, partOf, under } from "../../columns/columns.ts";
import { columnAt } from "../../columns/typed-columns.ts";
import type { QuadTeller } from "../current-statements.ts";
import type { TermId } from "../id-view.ts";
import { withoutGone } from "./compact.ts";
import { CurrentCursor } from "./current-cursor.ts";
import { Intervals, numberOfInterval } from "./intervals.ts";
import { mergeSegments } from "./merge.ts";
import { Run } from "./run.ts";
import { gspo, type Segment, segmentOf, spo } from "./segment.ts";
import { columnsOfSegment, restedSegment } from "./segment-columns.ts";
import type { Snapshot } from "./snapshot.ts";
import { Tail } from "./tail.ts";
import { TailIndex } from "./tail-index.ts";
import type { Visibility } from "./visibility.ts";

/** When rows become segments, and segments are merged. */
export interface SegmentSizes {
  /** So many rows are written before they are sorted, unless somebody reads. */
  readonly tailRows: number;
  /** A segment of up to so many rows is of level 0, up to `factor` times as many of level 1, and so on. */
  readonly smallestRows: number;
  readonly factor: number;
}

/** As measured in `docs/decisions/quad-index.md`. */
export const segmentSizes: SegmentSizes = { tailRows: 262_144, smallestRows: 512, factor: 16 };

/** A segment in use. */
interface LiveSegment {
  readonly segment: Segment;
  /** No other segment of the index had it before or gets it, reopenings included. */
  readonly serial: number;
  /** How many of its intervals were closed or erased, or more; 0 only when none was. */
  closed: number;
  /** How many of them were erased. */
  erased: number;
}

/**
 * All rows of the store, whatever a view sees of them: a few sorted segments and a tail, which becomes a segment when it is
 * read or large. A segment is merged with one of its level, so that there are at most as many as there are levels.
 */
export class QuadIndex {
  readonly intervals: Intervals;
  readonly #sizes: SegmentSizes;
  #nextSerial = 0;
  #tail = new Tail();
  /** Rows of this interval and of all after it are in the tail. */
  #firstOfTail = 0;
  /** From the oldest and largest to the newest. Not changed but replaced, since views hold it. */
  #live: readonly LiveSegment[] = [];
  /** What became of the tails that views may hold. */
  readonly #segmentOfTail = new WeakMap<Tail, LiveSegment>();
  #tailIndex: TailIndex | undefined;
  readonly #run = new Run();
  readonly #fromOf = (number: number) => this.intervals.from[number] as number;
  readonly #found: number[] = [];

  constructor(sizes: SegmentSizes, rested?: Columns) {
    this.#sizes = sizes;
    this.intervals = new Intervals(rested && partOf(rested, "intervals"));
    if (rested === undefined) return;
    this.#firstOfTail = this.intervals.count;
    this.#nextSerial = columnAt(rested, "nextSerial", "float64")[0] as number;
    const closed = columnAt(rested, "closed", "float64");
    this.#live = Array.from(columnAt(rested, "serials", "float64"), (serial, i) => ({
      segment: restedSegment(partOf(rested, nameOfSegment(serial))),
      serial,
      closed: closed[i] as number,
      erased: 0,
    }));
  }

  /** All rows, sorted, without those that are gone. */
  columns(): Columns {
    if (this.#tail.length > 0) this.#flush();
    this.#live = this.#live.map((live) => this.#kept(live)).filter(({ segment }) => segment.rows > 0);
    const live = this.#live;
    return {
      nextSerial: Float64Array.of(this.#nextSerial),
      serials: Float64Array.from(live, ({ serial }) => serial),
      closed: Float64Array.from(live, ({ closed }) => closed),
      ...Object.assign(
        {},
        ...live.map(({ serial, segment }) => under(nameOfSegment(serial), columnsOfSegment(segment))),
      ),
      ...under("intervals", this.intervals.columns()),
    };
  }

  /** Adds a row; those of an interval must follow each other, and intervals come in their order. */
  add(subject: TermId, predicate: TermId, object: TermId, graph: TermId, interval: number): void {
    if (this.#tail.length >= this.#sizes.tailRows && this.#isLastRowOfOther(interval)) this.#flush();
    this.#tail.add(subject, predicate, object, graph, interval);
  }

  close(number: number, to: number): void {
    this.intervals.close(number, to);
    const live = this.#liveSegmentOf(number);
    if (live !== undefined) live.closed++;
  }

  erase(number: number): void {
    this.intervals.erase(number);
    const live = this.#liveSegmentOf(number);
    if (live === undefined) return;
    live.closed++;
    live.erased++;
  }

  /** The intervals, with their layers, of all rows of a quad. Good until the next call. */
  intervalsOf(subject: TermId, predicate: TermId, object: TermId, graph: TermId): readonly number[] {
    const found = this.#found;
    let count = 0;
    const run = this.#run;
    for (const { segment } of this.#live) {
      if (!run.select(segment.orders[spo], subject, predicate, object, graph)) continue;
      for (let row = run.at; row < run.end; row++) found[count++] = run.sorted.numbers[row * 4 + 3] as number;
    }
    const tail = this.#tail;
    for (let row = tail.find(subject, predicate, object, graph); row >= 0; row = tail.findOlder(row))
      found[count++] = tail.interval[row] as number;
    found.length = count;
    return found;
  }

  /**
   * The rows of an interval, sorted: subject, predicate, object and graph of each, one after another. `places` are graphs
   * and subjects by turns, sorted, one pair for each that its rows have.
   */
  rowsOf(interval: number, places: readonly TermId[]): TermId[] {
    const rows: TermId[] = [];
    const tail = this.#tail;
    let row = tail.firstOf(interval);
    if (row >= 0) {
      for (; row < tail.length && tail.interval[row] === interval; row++)
        rows.push(
          tail.subject[row] as TermId,
          tail.predicate[row] as TermId,
          tail.object[row] as TermId,
          tail.graph[row] as TermId,
        );
      return rows;
    }
    const sorted = this.#liveSegmentOf(numberOfInterval(interval))?.segment.orders[gspo];
    if (sorted === undefined) return rows;
    const run = this.#run;
    for (let i = 0; i < places.length; i += 2) {
      const [graph, subject] = [places[i] as TermId, places[i + 1] as TermId];
      run.select(sorted, graph, subject, 0, 0);
      for (row = run.at; row < run.end; row++)
        if (sorted.numbers[row * 4 + 3] === interval)
          rows.push(
            subject,
            sorted.numbers[row * 4 + 1] as TermId,
            sorted.numbers[row * 4 + 2] as TermId,
            graph,
          );
    }
    return rows;
  }

  /** Reads what there is now, before any more is written. The tail is sorted only when more of it was looked at than that costs. */
  current(visibility: Visibility): () => CurrentCursor {
    const looked = this.#tailIndex?.tail === this.#tail ? this.#tailIndex.steps : 0;
    if (looked > this.#tail.length * mostSteps) this.#flush();
    if (this.#tailIndex?.tail !== this.#tail) this.#tailIndex = new TailIndex(this.#tail);
    const tailIndex = this.#tailIndex;
    tailIndex.update();
    const segments = this.#live.map(({ segment }) => segment);
    return () => new CurrentCursor(segments, tailIndex, visibility);
  }

  /** Tells the rows of intervals from a number on; false, and none, when they are sorted already. */
  openedSince(number: number, tell: QuadTeller): boolean {
    const tail = this.#tail;
    if (number < this.#firstOfTail) return false;
    for (let row = tail.firstFrom(number); row < tail.length; row++)
      tell(
        tail.subject[row] as TermId,
        tail.predicate[row] as TermId,
        tail.object[row] as TermId,
        tail.graph[row] as TermId,
      );
    return true;
  }

  /** What a view that is made now will read. It is sorted when it is first asked for. */
  snapshot(visibility: Visibility): () => Snapshot {
    const live = this.#live;
    const tail = this.#tail.length === 0 ? undefined : this.#tail;
    const { erasures, firstDerived } = this.intervals;
    let snapshot: Snapshot | undefined;
    return () => {
      snapshot ??= snapshotOf(this.#settled(live, tail, firstDerived), visibility, erasures);
      return snapshot;
    };
  }

  /** Segments and tail of an earlier moment, as segments with what was not forgotten then. */
  #settled(
    live: readonly LiveSegment[],
    tail: Tail | undefined,
    firstDerived: number,
  ): readonly LiveSegment[] {
    if (tail === undefined) return live;
    if (tail === this.#tail) {
      this.#flush();
      if (firstDerived === this.intervals.firstDerived) return this.#live;
    }
    const segment = this.#segmentOfTail.get(tail);
    return segment === undefined ? live : [...live, segment];
  }

  #flush(): void {
    const tail = this.#tail;
    const { intervals } = this;
    this.#tail = new Tail();
    this.#firstOfTail = numberOfInterval(tail.interval[tail.length - 1] as number) + 1;
    const segment = segmentOf(tail, this.#fromOf);
    const counts = { closed: 0, erased: 0 };
    for (let number = segment.span.first; number <= segment.span.last; number++) {
      if (!intervals.isOpen(number)) counts.closed++;
      if (intervals.isErased(number)) counts.erased++;
    }
    const flushed = { segment, serial: this.#nextSerial++, ...counts };
    this.#segmentOfTail.set(tail, flushed);

    let live: readonly LiveSegment[] = [...this.#live, flushed];
    for (;;) {
      const [larger, smaller] = live.slice(-2);
      if (larger === undefined || smaller === undefined) break;
      if (this.#level(larger) > this.#level(smaller)) break;
      live = [...live.slice(0, -2), ...this.#merged(larger, smaller)];
    }
    this.#live = live;
  }

  /** Both as one, without what is gone; nothing when all is. */
  #merged(a: LiveSegment, b: LiveSegment): LiveSegment[] {
    const kept = [this.#kept(a), this.#kept(b)].filter(({ segment }) => segment.rows > 0);
    const [first, second] = kept;
    if (first === undefined || second === undefined) return kept;
    return [
      {
        segment: mergeSegments(first.segment, second.segment),
        serial: this.#nextSerial++,
        closed: first.closed + second.closed,
        erased: 0,
      },
    ];
  }

  #kept(live: LiveSegment): LiveSegment {
    const { intervals } = this;
    const { segment, closed, erased } = live;
    if (erased === 0 && segment.span.firstDerived >= intervals.firstDerived) return live;
    const kept = withoutGone(segment, (interval) => intervals.isGone(interval), this.#fromOf);
    return { segment: kept, serial: this.#nextSerial++, closed: closed - erased, erased: 0 };
  }

  #level({ segment }: LiveSegment): number {
    const { smallestRows, factor } = this.#sizes;
    let level = 0;
    for (let rows = smallestRows; rows < segment.rows; rows *= factor) level++;
    return level;
  }

  #liveSegmentOf(number: number): LiveSegment | undefined {
    return this.#live.find(({ segment: { span } }) => span.first <= number && number <= span.last);
  }

  #isLastRowOfOther(interval: number): boolean {
    return this.#tail.interval[this.#tail.length - 1] !== interval;
  }
}

/** To sort and merge a row costs as much as to look at so many. */
const mostSteps = 32;

function nameOfSegment(serial: number): string {
  return `segments/${serial}`;
}

function snapshotOf(live: readonly LiveSegment[], visibility: Visibility, erasures: number): Snapshot {
  return {
    segments: live.map(({ segment }) => segment),
    isWhole: live.map(({ segment, closed }) => closed === 0 && visibility.seesAll(segment.span)),
    visibility,
    erasures,
  };
}
