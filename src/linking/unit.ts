import type { HeldStatement } from "./ledger.ts";
import type { Placement, Rule } from "./rule.ts";
import type { Timeline, Watch } from "./timeline.ts";

/** A rule applied to one thing: what it said last, and what that rests on. There are some for each event, so they start small. */
export class Unit {
  readonly rule: Rule;
  readonly subject: string;
  /** Units that asked for its value. */
  readers: Set<Unit> | undefined;
  cells: ReadonlySet<string> = nothing;
  asked: ReadonlySet<Unit> = nothing;
  watches: ReadonlyMap<string, Watched> = noWatches;
  value: unknown;
  statements: readonly HeldStatement[] = noList;
  placements: readonly Placement[] = noList;

  constructor(rule: Rule, subject: string) {
    this.rule = rule;
    this.subject = subject;
  }
}

/** That a unit has looked at a stretch of a timeline. */
export interface Watched {
  readonly timeline: Timeline<Unit>;
  readonly watch: Watch<Unit>;
}

/** What many units have in common that read, state or place nothing. */
export const nothing: ReadonlySet<never> = new Set<never>();
const noWatches: ReadonlyMap<string, never> = new Map<string, never>();
const noList: readonly never[] = [];
