import { DataFactory } from "n3";
import type { Iris } from "../mapping/iris.ts";
import type { CurrentStatements } from "../quads/current-statements.ts";
import { noTerm, type TermId } from "../quads/id-view.ts";
import type { QuadStore } from "../quads/quad-store.ts";
import { termKey } from "../quads/term-key.ts";
import type { DescriptionShapes } from "../validation/description-shapes.ts";
import type { Finding } from "../validation/report.ts";
import { descriptionOf } from "./description.ts";
import type { HeldStatement, StatementLedger } from "./ledger.ts";
import type { Names } from "./rest/names.ts";
import { keepingPlain, type Shelf } from "./rest/shelf.ts";
import type { Shelves } from "./rest/shelves.ts";
import { findingStatements } from "./rules/findings.ts";
import { type ChangedQuads, touchedThings } from "./touched-things.ts";

interface Dependencies {
  readonly shapes: DescriptionShapes;
  readonly store: QuadStore;
  readonly iris: Iris;
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
  readonly #iris: Iris;
  readonly #ledger: StatementLedger;
  readonly #names: Names;
  /** The statements of the findings about a thing. Things without findings are not in it. */
  readonly #stated: Shelf<readonly HeldStatement[]>;

  constructor({ shapes, store, iris, ledger, shelves }: Dependencies) {
    this.#shapes = shapes;
    this.#store = store;
    this.#iris = iris;
    this.#ledger = ledger;
    this.#names = shelves.names;
    this.#stated = shelves.shelf("findings", keepingPlain<readonly HeldStatement[]>());
  }

  /** Judges again what these changes touch, and opens and closes findings at the position. */
  async update(changed: ChangedQuads, position: number): Promise<void> {
    const statements = this.#store.current("exact");
    const ownFindings = `${this.#iris.base}finding/`;
    const touched = touchedThings(changed, {
      shapes: this.#shapes,
      statements,
      hasFindings: (iri) => this.#stated.get(this.#names.of(iri)) !== undefined,
      isJudged: (iri) => !iri.startsWith(ownFindings),
    });
    const { findings, left } = this.#shapes.judge(statements, [...touched.keys()]);
    const described = left.length === 0 ? [] : await this.#described(left.map((id) => touched.get(id) ?? ""));
    const about = findingsByThing([...findings, ...described]);

    for (const [id, iri] of touched) {
      const found = about.get(iri) ?? [];
      const name = this.#names.of(iri);
      const before = this.#stated.get(name);
      if (found.length === 0 && before === undefined) continue;
      const supports = found.length === 0 ? [] : this.#supportsOf(id, iri, statements);
      const stated = found.flatMap((finding) =>
        findingStatements(this.#iris, finding, supports, ...discriminatorOf(finding)),
      );
      const held = this.#ledger.replace(before ?? [], stated, shapeRule);
      if (held.length > 0) this.#stated.set(name, held);
      else this.#stated.delete(name);
    }
    this.#ledger.flush(this.#store, position);
  }

  /** Findings about things that only quads can be judged of. */
  async #described(iris: readonly string[]): Promise<readonly Finding[]> {
    const view = this.#store.view({ mode: "exact" });
    const nodes = iris.map((iri) => DataFactory.namedNode(iri));
    const { things, quads } = descriptionOf(nodes, this.#shapes, view);
    return things.length === 0 ? [] : this.#shapes.validate(quads, things);
  }

  /** A bundle that speaks of the thing: the first by code point, for a finding mostly rests on what no bundle says. */
  #supportsOf(thing: TermId, iri: string, { terms, cursor: cursorOf }: CurrentStatements): readonly string[] {
    const prefix = `${this.#iris.base}bundle/`;
    let first: string | undefined;
    const consider = (graph: string) => {
      if (!graph.startsWith(prefix)) return;
      const bundle = prefix + (graph.slice(prefix.length).split("/")[0] ?? "");
      if (first === undefined || bundle < first) first = bundle;
    };
    const graphs = new Set<TermId>();
    const considerAll = (subject: TermId, predicate: TermId, object: TermId) => {
      cursor.seek(subject, predicate, object);
      while (cursor.next()) {
        if (graphs.has(cursor.graph)) continue;
        graphs.add(cursor.graph);
        consider(terms.text(cursor.graph));
      }
    };
    const cursor = cursorOf();
    considerAll(thing, noTerm, noTerm);
    if (first === undefined)
      for (const predicate of this.#shapes.inversePredicates) {
        const id = terms.idOf(predicate);
        if (id !== noTerm) considerAll(noTerm, id, thing);
      }
    if (first === undefined)
      for (const { supports } of this.#store.derived(DataFactory.namedNode(iri), null, null))
        supports.forEach(consider);
    return first === undefined ? [] : [first];
  }
}

const shapeRule = { name: "shape", version: 1 };

/** What tells apart several results of one shape about one thing. */
function discriminatorOf({ path, value, sourceConstraintComponent }: Finding): string[] {
  const component = /[^#/]*$/.exec(sourceConstraintComponent.value)?.[0] ?? "";
  return [component, path?.value ?? "", value === undefined ? "" : termKey(value)];
}

function findingsByThing(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const byThing = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { value } = finding.focusNode;
    const known = byThing.get(value);
    if (known === undefined) byThing.set(value, [finding]);
    else known.push(finding);
  }
  return byThing;
}
