import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { ConstraintReport } from "../constraints/report.ts";
import { definedForwards } from "../interop/prov-o/inverses.ts";
import type { CurrentStatements } from "../quads/current-statements.ts";
import type { QuadStore, QuadView } from "../quads/quad-store.ts";
import { nameInStore } from "./anonymous-nodes.ts";
import { areTangled, type Checked, type CheckedWhole, checkStatements } from "./check-whole.ts";
import { forwardsView } from "./forwards-view.ts";
import { TooFarError } from "./lookups.ts";
import { Neighbourhood } from "./neighbourhood.ts";
import { documentOf } from "./stored-document.ts";

/** What is kept from one check to the next. */
interface State {
  readonly store: QuadStore;
  /** What was found; nothing yet while the whole is being checked. */
  found: Checked | undefined;
  /** What was opened since, as numbers: subject, predicate, object and graph of each. */
  readonly opened: number[];
  readonly closed: Quad[];
  /** Up to where that was noted. */
  noted: Noted;
}

/** Without the cursor, which would hold what it reads. */
type Noted = Pick<CurrentStatements, "terms" | "mark" | "openedSince">;

/** Beyond so many changed quads, or so many that are read around them, a check of the whole costs less; as a share of the store. */
const mostOpened = 1 / 50;
const mostRead = 1 / 2;
/** Whatever the store's size. */
const leastBound = 20_000;

/** Checks the whole of what a view sees, in whatever thread. */
type CheckWhole = (view: QuadView, signal?: AbortSignal) => Promise<CheckedWhole>;

/**
 * Whether the current default graph of a store, all graphs merged as one document, is valid by PROV-CONSTRAINTS (DESIGN §3).
 * The first check reads the whole; a later one reads what is around the quads that came since, and around what was
 * violated. What goes away ends violations, and begins none: every rule follows from statements that are there. The one
 * exception is that an attribute makes an element of what has no class any more, so closings are noted as well.
 */
export class StoredValidity {
  readonly #store: () => QuadStore;
  readonly #checkWhole: CheckWhole;
  #state: State | undefined;
  /** Settles when the check before is done: with what that found, the next begins. */
  #before: Promise<unknown> = Promise.resolve();

  constructor(store: () => QuadStore, checkWhole: CheckWhole) {
    this.#store = store;
    this.#checkWhole = checkWhole;
  }

  /** @throws {CheckTooLargeError} and the signal's reason. */
  check(signal?: AbortSignal): Promise<ConstraintReport> {
    const report = this.#before.then(() => this.#check(signal));
    this.#before = report.catch(() => {});
    return report;
  }

  async #check(signal: AbortSignal | undefined): Promise<ConstraintReport> {
    signal?.throwIfAborted();
    const store = this.#store();
    const view = store.view({ mode: "exact" });
    const former = this.#state?.store === store ? this.#state : undefined;
    const around = former && checkAround(former, view);
    // What comes while the whole is being checked is noted already, since it is not in its view.
    const state = this.#keep({ store, found: around, opened: [], closed: [], noted: notedIn(store) });
    const { violations } = around ?? (await this.#checkedWhole(state, view, signal));
    return { valid: violations.length === 0, violations };
  }

  async #checkedWhole(state: State, view: QuadView, signal: AbortSignal | undefined): Promise<Checked> {
    try {
      const { isTangled, ...checked } = await this.#checkWhole(view, signal);
      if (!isTangled) state.found = checked;
      return checked;
    } finally {
      if (this.#state === state && state.found === undefined) this.forget();
    }
  }

  /** Notes what a batch opened; to be called after each, before the store is read. Costs nothing before the first check. */
  note(): void {
    const state = this.#state;
    if (state === undefined) return;
    const { opened, noted } = state;
    const store = this.#store();
    const isKnown =
      state.store === store &&
      noted.openedSince(noted.mark, (...quad) => void opened.push(...quad)) &&
      opened.length / 4 + state.closed.length <= bound(store, mostOpened);
    if (isKnown) state.noted = notedIn(store);
    else this.forget();
  }

  /** Makes the next check one of the whole. */
  forget(): void {
    this.#state?.store.watchClosings?.(undefined);
    this.#state = undefined;
  }

  #keep(state: State): State {
    this.#state = state;
    state.store.watchClosings?.((quads) => {
      for (const quad of quads) state.closed.push(quad);
    });
    return state;
  }
}

function notedIn(store: QuadStore): Noted {
  const { terms, mark, openedSince } = store.current("exact");
  return { terms, mark, openedSince };
}

/** Undefined when there is more to be read than it is worth, or it is not enough. */
function checkAround({ store, found, opened, closed, noted }: State, view: QuadView): Checked | undefined {
  if (found === undefined || opened.length + closed.length === 0) return found;
  try {
    const neighbourhood = new Neighbourhood(forwardsView(view), bound(store, mostRead));
    for (const thing of found.things) neighbourhood.revisit(nameInStore(thing));
    for (const quad of closed) neighbourhood.touchGone(definedForwards(quad));
    for (const quad of newQuads(opened, noted, view)) neighbourhood.touch(definedForwards(quad));
    const { statements, prefixes } = documentOf(neighbourhood.quads());
    if (areTangled(statements)) return undefined;
    return checkStatements(statements, prefixes);
  } catch (error) {
    if (error instanceof TooFarError) return undefined;
    throw error;
  }
}

function bound(store: QuadStore, share: number): number {
  return Math.max(leastBound, store.size * share);
}

/** What was opened, is in view and was stated by no graph before; each triple once, in the default graph. */
function* newQuads(opened: readonly number[], { terms }: Noted, view: QuadView): Iterable<Quad> {
  const graphsOf = new Map<string, Set<string>>();
  for (let at = 0; at < opened.length; at += 4) {
    const key = opened.slice(at, at + 3).join(" ");
    const graphs = graphsOf.get(key) ?? new Set();
    graphsOf.set(key, graphs.add(terms.text(opened[at + 3] as number)));
  }
  for (const [key, graphs] of graphsOf) {
    const [subject, predicate, object] = key.split(" ").map((id) => terms.term(Number(id)));
    if (subject?.termType !== "NamedNode" || predicate?.termType !== "NamedNode" || object === undefined)
      continue;
    const stated = [...atMost(graphs.size + 1, view.match(subject, predicate, object, null))];
    const isNew = stated.length > 0 && stated.every(({ graph }) => graphs.has(graph.value));
    if (isNew)
      yield DataFactory.quad(subject, predicate, object as Quad["object"], DataFactory.defaultGraph());
  }
}

function* atMost<Item>(count: number, items: Iterable<Item>): Iterable<Item> {
  let left = count;
  for (const item of items) {
    yield item;
    left -= 1;
    if (left <= 0) return;
  }
}
