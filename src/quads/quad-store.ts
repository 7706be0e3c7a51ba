import type { Quad, Term } from "@rdfjs/types";
import type { CurrentStatements } from "./current-statements.ts";
import type { Dictionary } from "./dictionary/dictionary.ts";
import type { IdView, TermId } from "./id-view.ts";

/** How far a question trusts what was linked: each mode sees the graphs of the one before and more (DESIGN §3). */
export type Mode = "asserted" | "exact" | "possible";
export const modes: readonly Mode[] = ["asserted", "exact", "possible"];
export function isMode(text: string): text is Mode {
  return (modes as readonly string[]).includes(text);
}

/** The strength of a derived statement, and the middle part of its graph's name. */
export type Strength = "asserted" | "linked" | "possible";

/** Quads that come and go together: a bundle, a facet snapshot, a log entry. */
export interface Block {
  /** IRI of the bundle or facet, or `log:{position}`. */
  readonly id: string;
  readonly quads: readonly Quad[];
  /** Graph, subject, predicate and object of each quad by their numbers, of a block that a store with a dictionary has opened. */
  readonly numbers?: Uint32Array;
}

/**
 * A statement of the linker with the reasons for it. `quad.graph` is a derived graph. Positions are those of journal
 * records: a statement is visible at position `p` when `from <= p < to`.
 */
export interface DerivedStatement {
  readonly quad: Quad;
  /** Stable name of the rule, such as `version-read`. */
  readonly rule: string;
  readonly ruleVersion: number;
  /** IRIs of the bundles that it rests on, sorted by code point. */
  readonly supports: readonly string[];
  readonly from: number;
  /** Absent while it holds. */
  readonly to?: number;
}

/**
 * What a query may see: a snapshot. What is opened or closed after the view was made does not show in it, even while a
 * match is being read; what is erased goes from it at once. Take a new view for each query, and do not keep it: it
 * remembers every later change for as long as it lives.
 */
export interface QuadView {
  /**
   * Quads that match; `null` is any term. With the default graph: the union of all graphs in view, each triple once.
   * With `null` as graph: the quads of the named graphs, each in its own.
   */
  match(
    subject: Term | null,
    predicate: Term | null,
    object: Term | null,
    graph: Term | null,
  ): Iterable<Quad>;
  /** An estimate that costs O(1) or close to it, and is 0 only when nothing matches. */
  estimate(subject: Term | null, predicate: Term | null, object: Term | null, graph: Term | null): number;
  /** Names of the graphs in view. */
  graphs(): Iterable<string>;
  /** The same snapshot as numbers, where the store keeps numbers. */
  readonly ids?: IdView;
  /** Graphs that can be matched by their names, and are not among the numbers. */
  readonly graphsApart?: readonly string[];
}

/** What tells a derived statement from others, by the numbers of a store's dictionary. */
export interface NumberedReasons extends Pick<DerivedStatement, "rule"> {
  readonly subject: TermId;
  readonly predicate: TermId;
  readonly object: TermId;
  /** That of the strength. */
  readonly graph: TermId;
  readonly supports: readonly TermId[];
}

/** A derived statement by the numbers of a store's dictionary. */
export interface NumberedStatement extends NumberedReasons, Pick<DerivedStatement, "ruleVersion" | "from"> {
  readonly strength: Strength;
}

export interface ViewOptions {
  readonly mode: Mode;
  /** The last journal position that is seen; absent: all. */
  readonly position?: number;
}

/** The committed quads: an index over the journal, rebuilt from it at will. */
export interface QuadStore {
  /** Makes a block visible from `from` on, and returns it. A block of the same id must be closed first. */
  open(block: Block, from: number): Block;
  /** Hides a block from `to` on; views of earlier positions still see it. Returns it. */
  close(id: string, to: number): Block;
  /** The open block of that id. */
  block(id: string): Block | undefined;
  /** Removes every trace of a block, whatever the position: a redaction. */
  erase(id: string): void;

  /** Opens a derived statement. A repeat of an open one (same quad, rule and supports) is a bug and throws. */
  openDerived(statement: Omit<DerivedStatement, "to">): void;
  /** As `openDerived`, of who knows the numbers of the terms in `dictionary`; there where that is. */
  openNumbered?(statement: NumberedStatement): void;
  /** The numbers of all terms, where the store has such; others may add to it. */
  readonly dictionary?: Dictionary;
  /** Closes what `openDerived` opened, by the same quad, rule and supports. */
  closeDerived(statement: Omit<DerivedStatement, "from" | "to">, to: number): void;
  /** As `closeDerived`, of who knows the numbers of the terms in `dictionary`; there where that is. */
  closeNumbered?(statement: NumberedReasons, to: number): void;
  /** Derived statements that match, with their reasons; at `position`, or all that hold now. */
  derived(
    subject: Term | null,
    predicate: Term | null,
    object: Term | null,
    position?: number,
  ): Iterable<DerivedStatement>;
  /** From now on tells what is closed, block by block and statement by statement; one may watch, or nobody. */
  watchClosings?(tell: ((quads: readonly Quad[]) => void) | undefined): void;
  /** Forgets every derived statement, to be derived anew. */
  clearDerived(): void;

  view(options: ViewOptions): QuadView;
  /** What a view that is made now would see, for a few questions before the next change. */
  current(mode: Mode): CurrentStatements;
  /** Distinct quads in the open blocks and open derived statements. */
  readonly size: number;
}
