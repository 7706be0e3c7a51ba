import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { checkInstance } from "../constraints/check.ts";
import type { ConstraintReport } from "../constraints/report.ts";
import { nameTextBy } from "../constraints/statement-text.ts";
import { type Argument, elementTypes, type Statement, type StatementType } from "../prov/document.ts";
import type { CurrentStatements } from "../quads/current-statements.ts";
import type { QuadStore, QuadView } from "../quads/quad-store.ts";
import { nameInStore } from "./anonymous-nodes.ts";
import { TooFarError } from "./lookups.ts";
import { Neighbourhood } from "./neighbourhood.ts";
import { documentOf, storedDocument } from "./stored-document.ts";

/** What is kept from one check to the next. */
interface State {
  readonly store: QuadStore;
  readonly report: ConstraintReport;
  /** What its violations are about. */
  readonly things: ReadonlySet<string>;
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

/**
 * Whether the current default graph of a store, all graphs merged as one document, is valid by PROV-CONSTRAINTS (DESIGN §3).
 * The first check reads the whole; a later one reads what is around the quads that came since, and around what was
 * violated. What goes away ends violations, and begins none: every rule follows from statements that are there. The one
 * exception is that an attribute makes an element of what has no class any more, so closings are noted as well.
 */
export class StoredValidity {
  readonly #store: () => QuadStore;
  readonly #mostQuads: number;
  #state: State | undefined;

  /** `mostQuads` that state PROV may be held in memory. */
  constructor(store: () => QuadStore, mostQuads: number) {
    this.#store = store;
    this.#mostQuads = mostQuads;
  }

  /** @throws {CheckTooLargeError} */
  check(): ConstraintReport {
    const store = this.#store();
    const view = store.view({ mode: "exact" });
    const former = this.#state?.store === store ? this.#state : undefined;
    const { violations, things, isTangled } =
      (former && checkAround(former, view)) ?? checkWhole(view, this.#mostQuads);
    const report = { valid: violations.length === 0, violations };
    if (isTangled) this.forget();
    else this.#keep({ store, report, things, opened: [], closed: [], noted: notedIn(store) });
    return report;
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

  #keep(state: State): void {
    this.#state = state;
    state.store.watchClosings?.((quads) => {
      for (const quad of quads) state.closed.push(quad);
    });
  }
}

function notedIn(store: QuadStore): Noted {
  const { terms, mark, openedSince } = store.current("exact");
  return { terms, mark, openedSince };
}

interface Checked extends ReturnType<typeof checkInstance> {
  readonly isTangled: boolean;
}

function checkWhole(view: QuadView, mostQuads: number): Checked {
  const { statements, prefixes } = storedDocument(view, mostQuads);
  return { ...checked(statements, prefixes), isTangled: areTangled(statements) };
}

/** Undefined when there is more to be read than it is worth, or it is not enough. */
function checkAround(
  { store, report, things, opened, closed, noted }: State,
  view: QuadView,
): Checked | undefined {
  if (opened.length + closed.length === 0) return { violations: report.violations, things, isTangled: false };
  try {
    const neighbourhood = new Neighbourhood(view, bound(store, mostRead));
    for (const thing of things) neighbourhood.revisit(nameInStore(thing));
    for (const quad of closed) neighbourhood.touchGone(quad);
    for (const quad of newQuads(opened, noted, view)) neighbourhood.touch(quad);
    const { statements, prefixes } = documentOf(neighbourhood.quads());
    if (areTangled(statements)) return undefined;
    return { ...checked(statements, prefixes), isTangled: false };
  } catch (error) {
    if (error instanceof TooFarError) return undefined;
    throw error;
  }
}

/** Checks statements, and tells of nodes by the names that they have in the store. */
function checked(
  statements: readonly Statement[],
  prefixes: Readonly<Record<string, string>>,
): ReturnType<typeof checkInstance> {
  const nameText = nameTextBy(prefixes);
  const { violations, things } = checkInstance(statements, (name) => nameText(nameInStore(name)));
  const named = violations.map((violation) =>
    violation.focusNode === undefined
      ? violation
      : { ...violation, focusNode: nameInStore(violation.focusNode) },
  );
  return { violations: named, things };
}

/**
 * Whether an identifier is of relations of two types. As influences they are one (15), so what the one leaves open is what the
 * other says, and what is around a change is no longer told by properties: then a check is one of the whole.
 */
function areTangled(statements: readonly Statement[]): boolean {
  const typeOf = new Map<string, StatementType>();
  const isOther = (id: Argument | undefined, type: StatementType) => {
    if (typeof id !== "string") return false;
    const known = typeOf.get(id);
    typeOf.set(id, type);
    return known !== undefined && known !== type;
  };
  return statements.some(
    ({ type, id, args }) =>
      (!elementTypes.has(type) && isOther(id, type)) ||
      (type === "wasDerivedFrom" &&
        (isOther(args.generation, "wasGeneratedBy") || isOther(args.usage, "used"))),
  );
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
