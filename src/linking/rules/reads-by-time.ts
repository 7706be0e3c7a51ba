import type { Name } from "../rest/names.ts";
import type { Known } from "../rule.ts";
import type { Entry } from "../timeline.ts";
import { namesAt } from "./aliases.ts";
import type { RunState } from "./run-state.ts";
import { version, versionsOf } from "./version.ts";

/** A version that a run read, or may have. */
export interface Found {
  readonly version: Name;
  readonly supports: readonly Name[];
}

/** What time alone tells of the versions that a run may have read. */
export interface ReadsByTime {
  readonly latest?: { readonly read: Found; readonly next: Name | undefined };
  readonly others: readonly Found[];
}

/**
 * The latest committed version at or before the start of a run, and what else of that dataset it may have read. O(log n)
 * and what it finds.
 */
export function readsByTime(
  run: Name,
  dataset: Name,
  { start, end }: RunState,
  reasons: readonly Name[],
  known: Known,
): ReadsByTime {
  const names = namesAt(dataset, start, known);
  const candidates = names.atInstant.map((name) => candidatesAt(name, run, start, known));
  const [latest, next] = candidates.flatMap(({ latest }) => latest).sort((a, b) => laterFirst(a, b, known));
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
        ...known.timeline(versionsOf(name, known)).committedBetween(start, end),
      ]),
    ]
      .filter((entry) => !isOf(run, entry, known))
      .map((entry) => [entry.id, entry]),
  );
  return {
    ...(latest === undefined ? {} : { latest: { read: found(latest), next: next?.id } }),
    others: [...others.values()].map(found),
  };
}

/** How many versions a run had to choose from. O(log n), and those of the very instant. */
export function candidateCount(run: Name, dataset: Name, start: Name, known: Known): number {
  let count = 0;
  for (const name of namesAt(dataset, start, known).atInstant) {
    const entries = known.timeline(versionsOf(name, known)).until("committed", start);
    count += entries.count;
    for (let i = entries.count - 1; i >= 0; i--) {
      const entry = entries.at(i);
      if (entry?.at !== start) break;
      if (cannotBeRead(entry, run, start, known)) count--;
    }
  }
  return count;
}

interface Candidates {
  readonly latest: readonly Entry[];
  /** No candidates, since they came to be at the very instant and may have come after. */
  readonly simultaneous: readonly Entry[];
}

/** The two latest candidates under one name. O(log n), and those of the very instant. */
function candidatesAt(name: Name, run: Name, start: Name, known: Known): Candidates {
  const latest: Entry[] = [];
  const simultaneous: Entry[] = [];
  known.timeline(versionsOf(name, known)).backwards("committed", start, (entry) => {
    if (cannotBeRead(entry, run, start, known)) simultaneous.push(entry);
    else if (latest.length < 2) latest.push(entry);
    return latest.length === 2 && entry.at !== start ? "stop" : "go on";
  });
  return { latest, simultaneous };
}

/** Whether a version that came to be at the start of a run is its own, or came after. */
function cannotBeRead(entry: Entry, run: Name, start: Name, known: Known): boolean {
  return entry.at === start && (isOf(run, entry, known) || isAfter(entry, run, start, known));
}

function isOf(run: Name, entry: Entry, { things }: Known): boolean {
  return entry.run === run || things.runOfWindow(entry.run) === run;
}

/** Of two runs that both took no time, at one instant, the code-point order of their IRIs says which came first. */
function isAfter(entry: Entry, run: Name, start: Name, { names }: Known): boolean {
  return entry.start === start && names.compareTexts(entry.run, run) > 0;
}

function uncommittedUntil(name: Name, end: Name | undefined, known: Known): readonly Entry[] {
  const entries = known.timeline(versionsOf(name, known)).until("uncommitted", end);
  return Array.from({ length: entries.count }, (_, i) => entries.at(i)).flatMap((entry) => entry ?? []);
}

function laterFirst(a: Entry, b: Entry, { names }: Known): number {
  return (
    names.compareInstants(b.at, a.at) || names.compareTexts(b.run, a.run) || names.compareTexts(b.id, a.id)
  );
}
