import type { Term } from "@rdfjs/types";
import type { CurrentStatements } from "../quads/current-statements.ts";
import { noTerm, type TermId } from "../quads/id-view.ts";
import type { QuadStore } from "../quads/quad-store.ts";
import { termKey } from "../quads/term-key.ts";
import type { DescriptionShapes } from "../validation/description-shapes.ts";
import type { Finding } from "../validation/report.ts";
import { descriptionOf } from "./description.ts";
import type { HeldStatement, StatementLedger } from "./ledger.ts";
import type { Naming } from "./naming.ts";
import type { Name } from "./rest/names.ts";
import { keepingPlain, type Shelf } from "./rest/shelf.ts";
import type { Shelves } from "./rest/shelves.ts";
import { findingStatements } from "./rules/findings.ts";
import { type ChangedQuads, touchedThings } from "./touched-things.ts";

interface Dependencies {
  readonly shapes: DescriptionShapes;
  readonly store: QuadStore;
  readonly naming: Naming;
  readonly ledger: StatementLedger;
  readonly shelves: Shelves;
}

/**
 * The findings of the shapes about what a batch touched, as derived statements, so that they converge, resolve and
 * have a history (DESIGN §4, findings). A thing is judged by its description in mode exact: its own statements, the
 * types of what they name, and what leads to it by the shapes' inverse predicates.
 */
export class ShapeFindings {
  readonly #shapes: DescriptionShapes;
  readonly #store: QuadStore;
  readonly #naming: Naming;
  readonly #ledger: StatementLedger;
  /** The statements of the findings about a thing, by its number in the store. Things without findings are not in it. */
  readonly #stated: Shelf<readonly HeldStatement[]>;

  constructor({ shapes, store, naming, ledger, shelves }: Dependencies) {
    this.#shapes = shapes;
    this.#store = store;
    this.#naming = naming;
    this.#ledger = ledger;
    this.#stated = shelves.shelf("findings", keepingPlain<readonly HeldStatement[]>());
  }

  /** Judges again what these changes touch, and opens and closes findings at the position. */
  async update(changed: ChangedQuads, position: number): Promise<void> {
    const statements = this.#store.current("exact");
    const { terms } = statements;
    const touched = touchedThings(changed, {
      shapes: this.#shapes,
      statements,
      hasFindings: (thing) => this.#stated.get(thing) !== undefined,
    });
    const judged = this.#shapes.judge(statements, [...touched]);
    const described =
      judged.left.length === 0 ? [] : await this.#described(judged.left.map((id) => terms.term(id)));
    const findings = this.#byThing([...judged.findings, ...described], (term) => terms.idOf(term));

    for (const thing of touched) {
      const found = findings.get(thing) ?? [];
      const before = this.#stated.get(thing);
      if (found.length === 0 && before === undefined) continue;
      const supports = found.length === 0 ? [] : this.#supportsOf(thing, statements);
      const stated = found.flatMap((finding) =>
        findingStatements(this.#naming, finding, supports, ...discriminatorOf(finding)),
      );
      const held = this.#ledger.replace(before ?? [], stated, shapeRule);
      if (held.length > 0) this.#stated.set(thing, held);
      else this.#stated.delete(thing);
    }
    this.#ledger.flush(position);
  }

  /** Findings about things that can be judged as quads only. */
  async #described(things: readonly Term[]): Promise<readonly Finding[]> {
    const view = this.#store.view({ mode: "exact" });
    const nodes = things.filter((term) => term.termType === "NamedNode");
    const description = descriptionOf(nodes, this.#shapes, view);
    return description.things.length === 0
      ? []
      : this.#shapes.validate(description.quads, description.things);
  }

  /** Findings are not judged themselves. */
  #byThing(
    findings: readonly Finding[],
    idOf: (term: Term) => TermId,
  ): ReadonlyMap<TermId, readonly Finding[]> {
    const byThing = new Map<TermId, Finding[]>();
    for (const finding of findings) {
      if (finding.focusNode.value.startsWith(`${this.#naming.iris.base}finding/`)) continue;
      const thing = idOf(finding.focusNode);
      const known = byThing.get(thing);
      if (known === undefined) byThing.set(thing, [finding]);
      else known.push(finding);
    }
    return byThing;
  }

  /** A bundle that speaks of the thing: the first by code point, for a finding mostly rests on what no bundle says. */
  #supportsOf(thing: TermId, statements: CurrentStatements): readonly Name[] {
    const { terms } = statements;
    const prefix = `${this.#naming.iris.base}bundle/`;
    let first: string | undefined;
    const consider = (graph: string) => {
      if (!graph.startsWith(prefix)) return;
      const bundle = prefix + (graph.slice(prefix.length).split("/")[0] ?? "");
      if (first === undefined || bundle < first) first = bundle;
    };
    const cursor = statements.cursor();
    const graphs = new Set<TermId>();
    const considerGraphs = () => {
      while (cursor.next()) {
        if (graphs.has(cursor.graph)) continue;
        graphs.add(cursor.graph);
        consider(terms.text(cursor.graph));
      }
    };
    cursor.seek(thing, noTerm, noTerm);
    considerGraphs();
    if (first === undefined)
      for (const predicate of this.#shapes.inversePredicates) {
        const id = terms.idOf(predicate);
        if (id === noTerm) continue;
        cursor.seek(noTerm, id, thing);
        considerGraphs();
      }
    if (first === undefined) for (const bundle of statements.supportsOf(thing)) consider(bundle);
    return first === undefined ? [] : [this.#naming.names.iri(first)];
  }
}

const shapeRule = { name: "shape", version: 1 };

/** What tells apart several results of one shape about one thing. */
function discriminatorOf({ path, value, sourceConstraintComponent }: Finding): string[] {
  const component = /[^#/]*$/.exec(sourceConstraintComponent.value)?.[0] ?? "";
  return [component, path?.value ?? "", value === undefined ? "" : termKey(value)];
}
