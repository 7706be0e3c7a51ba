import type { NamedNode, Quad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { Iris } from "../mapping/iris.ts";
import type { QuadStore, QuadView } from "../quads/quad-store.ts";
import { termKey } from "../quads/term-key.ts";
import type { DescriptionShapes } from "../validation/description-shapes.ts";
import type { Finding } from "../validation/report.ts";
import { rdf, rdfs } from "../vocabulary.ts";
import type { HeldStatement, StatementLedger } from "./ledger.ts";
import { type Neighbourhood, neighbourhoodIn } from "./neighbourhood.ts";
import { findingStatements } from "./rules/findings.ts";

interface Dependencies {
  readonly shapes: DescriptionShapes;
  readonly store: QuadStore;
  readonly iris: Iris;
  readonly ledger: StatementLedger;
}

/** Quads that came and went in a batch. */
export interface ChangedQuads {
  readonly opened: readonly Quad[];
  readonly closed: readonly Quad[];
}

/**
 * The findings of the shapes about what a batch touched, as derived statements, so that they converge, resolve and
 * have a history (DESIGN §4, findings). A focus node is judged by its description in mode exact: its own statements, the
 * types of what they name, and what leads to it by the shapes' inverse predicates.
 */
export class ShapeFindings {
  readonly #shapes: DescriptionShapes;
  readonly #store: QuadStore;
  readonly #iris: Iris;
  readonly #ledger: StatementLedger;
  readonly #inverse: ReadonlySet<string>;
  /** Keys of the statements of each focus node's findings. */
  readonly #stated = new Map<string, readonly HeldStatement[]>();
  /** How many graphs give a thing a type: its neighbours are judged again only when the first comes or the last goes. */
  readonly #types = new Map<string, number>();

  constructor({ shapes, store, iris, ledger }: Dependencies) {
    this.#shapes = shapes;
    this.#store = store;
    this.#iris = iris;
    this.#ledger = ledger;
    this.#inverse = new Set(shapes.inversePredicates.map(({ value }) => value));
  }

  /** Judges again what these changes touch, and opens and closes findings at the position. */
  async update(changed: ChangedQuads, position: number): Promise<void> {
    const view = this.#store.view({ mode: "exact" });
    const near = neighbourhoodIn(view);
    const focusNodes = this.#touched(changed, view, near);
    const description: Quad[] = [];
    const typed = new Set<string>();
    const judged = [...focusNodes.values()].filter((node) =>
      this.#describe(node, description, view, near, typed),
    );
    const findings = new Map<string, Finding[]>();
    if (judged.length > 0) {
      for (const finding of await this.#shapes.validate(description, judged)) {
        const { value } = finding.focusNode;
        findings.set(value, [...(findings.get(value) ?? []), finding]);
      }
    }
    for (const [iri, focusNode] of focusNodes) {
      const found = findings.get(iri) ?? [];
      const supports = found.length === 0 ? [] : this.#supportsOf(focusNode, view);
      const statements = found.flatMap((finding) =>
        findingStatements(this.#iris, finding, supports, ...discriminatorOf(finding)),
      );
      const keys = this.#ledger.replace(this.#stated.get(iri) ?? [], statements, shapeRule);
      if (keys.length > 0) this.#stated.set(iri, keys);
      else this.#stated.delete(iri);
    }
    this.#ledger.flush(this.#store, position);
  }

  /**
   * Subjects of what changed and shapes look at, objects of what they look at from there, and the neighbours of what is of
   * another type now: all whose description is another. And what has findings, which may now rest on other bundles.
   */
  #touched(
    { opened, closed }: ChangedQuads,
    view: QuadView,
    near: Neighbourhood,
  ): ReadonlyMap<string, NamedNode> {
    const touched = new Map<string, NamedNode>();
    const touch = (term: Term) => {
      if (term.termType === "NamedNode" && !term.value.startsWith(`${this.#iris.base}finding/`))
        touched.set(term.value, DataFactory.namedNode(term.value));
    };
    const counted = new Map<string, { readonly subject: Term; readonly wasOfType: boolean }>();
    const count = ({ subject, object }: Quad, change: 1 | -1) => {
      const key = `${termKey(subject)} ${termKey(object)}`;
      const before = this.#types.get(key) ?? 0;
      if (!counted.has(key)) counted.set(key, { subject, wasOfType: before > 0 });
      if (before + change === 0) this.#types.delete(key);
      else this.#types.set(key, before + change);
    };

    for (const [quads, change] of [
      [closed, -1],
      [opened, 1],
    ] as const) {
      for (const quad of quads) {
        if (this.#looksAt(quad) || this.#stated.has(quad.subject.value)) touch(quad.subject);
        if (quad.predicate.equals(rdf.type)) count(quad, change);
        else if (this.#inverse.has(quad.predicate.value)) touch(quad.object);
      }
    }
    // A class that came and went, or rests on another event now, is no news to the neighbours, of which there may be thousands.
    const retyped = new Map(
      [...counted]
        .filter(([key, { wasOfType }]) => this.#types.has(key) !== wasOfType)
        .map(([, { subject }]) => [subject.value, subject]),
    );
    for (const subject of retyped.values()) {
      for (const quad of near.about(subject) ?? view.match(null, null, subject, union))
        if (this.#looksAt(quad)) touch(quad.subject);
      for (const quad of near.of(subject) ?? this.#inverseOf(subject, view))
        if (this.#inverse.has(quad.predicate.value)) touch(quad.object);
    }
    return touched;
  }

  #looksAt({ predicate: { value } }: Quad): boolean {
    const { predicates } = this.#shapes;
    // What a class is below is for the shapes graph to say, or it would hold of what is judged in the same batch alone.
    return predicates === undefined ? value !== rdfs.subClassOf.value : predicates.has(value);
  }

  *#inverseOf(subject: Term, view: QuadView): Iterable<Quad> {
    for (const predicate of this.#shapes.inversePredicates)
      yield* view.match(subject, predicate, null, union);
  }

  /** Adds what the shapes look at of a thing; returns false, and adds nothing, when no shape is about it. */
  #describe(
    node: NamedNode,
    description: Quad[],
    view: QuadView,
    near: Neighbourhood,
    typed: Set<string>,
  ): boolean {
    // A job of which a hundred thousand statements tell is no target, and is not read to know that.
    const own = near.of(node);
    const others = near.about(node);
    const ownPredicates = own && new Set(own.map(({ predicate }) => predicate.value));
    const othersPredicates = others && new Set(others.map(({ predicate }) => predicate.value));
    const types = own?.filter(isType) ?? [...view.match(node, rdf.type, null, union)];
    const isObjectOf = (each: NamedNode) =>
      othersPredicates?.has(each.value) ?? view.estimate(null, each, node, union) > 0;
    const isTarget = this.#shapes.isTarget({
      node,
      classes: types.map(({ object }) => object.value),
      isSubjectOf: (each) => ownPredicates?.has(each.value) ?? view.estimate(node, each, null, union) > 0,
      isObjectOf,
    });
    if (!isTarget) return false;

    const addTypes = (term: Term, known?: readonly Quad[]) => {
      if (term.termType !== "NamedNode" || typed.has(term.value)) return;
      typed.add(term.value);
      for (const quad of known ?? view.match(term, rdf.type, null, union)) description.push(quad);
    };
    addTypes(node, types);
    for (const quad of own ?? view.match(node, null, null, union)) {
      if (!this.#looksAt(quad) || isType(quad)) continue;
      description.push(quad);
      addTypes(quad.object);
    }
    for (const predicate of this.#shapes.inversePredicates) {
      if (!isObjectOf(predicate)) continue;
      for (const quad of others ?? view.match(null, predicate, node, union)) {
        if (!quad.predicate.equals(predicate)) continue;
        description.push(quad);
        addTypes(quad.subject);
      }
    }
    return true;
  }

  /** A bundle that speaks of the thing: the first by code point, for a finding mostly rests on what no bundle says. */
  #supportsOf(focusNode: NamedNode, view: QuadView): readonly string[] {
    const prefix = `${this.#iris.base}bundle/`;
    let first: string | undefined;
    const consider = (graph: string) => {
      if (!graph.startsWith(prefix)) return;
      const bundle = prefix + (graph.slice(prefix.length).split("/")[0] ?? "");
      if (first === undefined || bundle < first) first = bundle;
    };
    for (const { graph } of view.match(focusNode, null, null, null)) consider(graph.value);
    if (first === undefined)
      for (const predicate of this.#inverse)
        for (const { graph } of view.match(null, DataFactory.namedNode(predicate), focusNode, null))
          consider(graph.value);
    if (first === undefined)
      for (const { supports } of this.#store.derived(focusNode, null, null)) supports.forEach(consider);
    return first === undefined ? [] : [first];
  }
}

const union = DataFactory.defaultGraph();
const shapeRule = { name: "shape", version: 1 };

function isType({ predicate }: Quad): boolean {
  return predicate.equals(rdf.type);
}

/** What tells apart several results of one shape about one thing. */
function discriminatorOf({ path, value, sourceConstraintComponent }: Finding): string[] {
  const component = /[^#/]*$/.exec(sourceConstraintComponent.value)?.[0] ?? "";
  return [component, path?.value ?? "", value === undefined ? "" : termKey(value)];
}
