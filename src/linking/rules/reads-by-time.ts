import { compareCodePoints } from "../../code-points.ts";
import { compareInstants } from "../../instant.ts";
import type { Known } from "../rule.ts";
import { runOfWindow } from "../things.ts";
import type { Entry } from "../timeline.ts";
import { namesAt } from "./aliases.ts";
import type { RunState } from "./run-state.ts";
import { version, versionsOf } from "./version.ts";

/** A version that a run read, or may have. */
export interface Found {
  readonly version: string;
  readonly supports: readonly string[];
}

/** What time alone tells of the versions that a run may have read. */
export interface ReadsByTime {
  readonly latest?: { readonly read: Found; readonly next: string | undefined };
  readonly others: readonly Found[];
}

/**
 * The latest committed version at or before the start of a run, and what else of that dataset it may have read. O(log n)
 * and what it finds.
 */
export function readsByTime(
  run: string,
  dataset: string,
  { start, end }: RunState,
  reasons: readonly string[],
  known: Known,
): ReadsByTime {
  const names = namesAt(dataset, start, known);
  const isOwn = isOf(run, known);
  const candidates = names.atInstant.map((name) => candidatesAt(name, run, start, known));
  const [latest, next] = candidates.flatMap(({ latest }) => latest).sort(laterFirst);
  const found = ({ id }: Entry): Found => ({
    version: id,
    supports: [...reasons, ...(known.value(version, id)?.supports ?? [])],
  });

  const others = new Map(
    [
      ...candidates.flatMap(({ simultaneous }) => simultaneous),
      ...names.ever.flatMap((name) => [
        ...(names.atInstant.includes(name) ? [] : candidatesAt(name, run, start, known).latest.slice(0, 1)),
        ...uncommittedUntil(name, end, known),
        ...known.timeline(versionsOf(name)).committedBetween(start, end),
      ]),
    ]
      .filter((entry) => !isOwn(entry))
      .map((entry) => [entry.id, entry]),
  );
  return {
    ...(latest === undefined ? {} : { latest: { read: found(latest), next: next?.id } }),
    others: [...others.values()].map(found),
  };
}

/** How many versions a run had to choose from. O(log n), and those of the very instant. */
export function candidateCount(run: string, dataset: string, start: string, known: Known): number {
  const isNone = cannotBeRead(run, start, known);
  return namesAt(dataset, start, known).atInstant.reduce((sum, name) => {
    const entries = known.timeline(versionsOf(name)).until("committed", start);
    let { count } = entries;
    for (let i = entries.count - 1; i >= 0; i--) {
      const entry = entries.at(i);
      if (entry?.at !== start) break;
      if (isNone(entry)) count--;
    }
    return sum + count;
  }, 0);
}

interface Candidates {
  readonly latest: readonly Entry[];
  /** No candidates, since they came to be at the very instant and may have come after. */
  readonly simultaneous: readonly Entry[];
}

/** The two latest candidates under one name. O(log n), and those of the very instant. */
function candidatesAt(name: string, run: string, start: string, known: Known): Candidates {
  const isNone = cannotBeRead(run, start, known);
  const latest: Entry[] = [];
  const simultaneous: Entry[] = [];
  known.timeline(versionsOf(name)).backwards("committed", start, (entry) => {
    if (isNone(entry)) simultaneous.push(entry);
    else if (latest.length < 2) latest.push(entry);
    return latest.length === 2 && entry.at !== start ? "stop" : "go on";
  });
  return { latest, simultaneous };
}

/** Whether a version that came to be at the start of a run is its own, or came after. */
function cannotBeRead(run: string, start: string, known: Known): (entry: Entry) => boolean {
  const isOwn = isOf(run, known);
  return (entry) => entry.at === start && (isOwn(entry) || isAfter(entry, run, start));
}

function isOf(run: string, { iris }: Known): (entry: Entry) => boolean {
  return (entry) => entry.run === run || runOfWindow(entry.run, iris.base) === run;
}

/** Of two runs that both took no time, at one instant, the code-point order of their IRIs says which came first. */
function isAfter(entry: Entry, run: string, start: string): boolean {
  return entry.start === start && compareCodePoints(entry.run, run) > 0;
}

function uncommittedUntil(name: string, end: string | undefined, known: Known): readonly Entry[] {
  const entries = known.timeline(versionsOf(name)).until("uncommitted", end);
  return Array.from({ length: entries.count }, (_, i) => entries.at(i)).flatMap((entry) => entry ?? []);
}

function laterFirst(a: Entry, b: Entry): number {
  return compareInstants(b.at, a.at) || compareCodePoints(b.run, a.run) || compareCodePoints(b.id, a.id);
}
