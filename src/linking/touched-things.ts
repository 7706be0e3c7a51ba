import type { Quad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { CurrentStatements } from "../quads/current-statements.ts";
import { noTerm, type TermId } from "../quads/id-view.ts";
import { termKey } from "../quads/term-key.ts";
import type { DescriptionShapes } from "../validation/description-shapes.ts";
import { rdf } from "../vocabulary.ts";
import { looksAt } from "./description.ts";

/** Quads that came and went in a batch. */
export interface ChangedQuads {
  readonly opened: readonly Quad[];
  readonly closed: readonly Quad[];
}

interface Dependencies {
  readonly shapes: DescriptionShapes;
  /** As they are after the change. */
  readonly statements: CurrentStatements;
  /** Whether there are findings about a thing. */
  readonly hasFindings: (iri: string) => boolean;
  /** Whether a thing is ever judged. */
  readonly isJudged: (iri: string) => boolean;
}

/**
 * The things whose description is another since a batch, with their IRIs: subjects of what changed and shapes look at, objects of what
 * they look at from there, and things with a neighbour of another type, where that is asked. And what has findings, which may now
 * rest on other bundles.
 */
export function touchedThings(
  { opened, closed }: ChangedQuads,
  { shapes, statements, hasFindings, isJudged }: Dependencies,
): ReadonlyMap<TermId, string> {
  const { terms } = statements;
  const { neighbourTypes } = shapes;
  const inverse = new Set(shapes.inversePredicates.map(({ value }) => value));
  const asksForTypes = neighbourTypes.predicates.size + neighbourTypes.inverse.size > 0;
  const touched = new Map<TermId, string>();
  const changedTypes = new Map<string, ChangedType>();
  // Quads about one thing mostly follow each other.
  let latest = "";

  const touch = (term: Term) => {
    const { value, termType } = term;
    if (value === latest || termType !== "NamedNode" || !isJudged(value)) return;
    latest = value;
    touched.set(terms.idOf(term), value);
  };
  for (const quads of [closed, opened]) {
    for (const quad of quads) {
      const { subject, predicate, object } = quad;
      if (looksAt(shapes, quad) || hasFindings(subject.value)) touch(subject);
      if (predicate.value === rdfType) {
        if (asksForTypes && neighbourTypes.isAsked(object.value)) note(quad, quads === opened);
      } else if (inverse.has(predicate.value)) touch(object);
    }
  }

  const cursor = statements.cursor();
  for (const each of changedTypes.values()) if (isNews(each)) touchNeighbours(terms.idOf(each.subject));
  return touched;

  function note({ subject, object, graph }: Quad, isOpened: boolean): void {
    const key = `${termKey(subject)} ${termKey(object)}`;
    const changed = changedTypes.get(key) ?? { subject, type: object, graphs: new Map(), wasClosed: false };
    changedTypes.set(key, changed);
    if (!isOpened) changed.wasClosed = true;
    else changed.graphs.set(terms.idOf(graph), (changed.graphs.get(terms.idOf(graph)) ?? 0) + 1);
  }

  /**
   * Whether a thing is of a type now and was not before, or the reverse. A type that rests on another event now is no news to
   * the neighbours, of which there may be thousands.
   */
  function isNews({ subject, type, graphs, wasClosed }: ChangedType): boolean {
    let isOfType = false;
    let wasOfType = wasClosed;
    cursor.seek(terms.idOf(subject), terms.idOf(rdf.type), terms.idOf(type));
    while (!(isOfType && wasOfType) && cursor.next()) {
      isOfType = true;
      const opened = graphs.get(cursor.graph) ?? 0;
      if (opened === 0) wasOfType = true;
      else graphs.set(cursor.graph, opened - 1);
    }
    return isOfType !== wasOfType;
  }

  function touchNeighbours(thing: TermId): void {
    const touchId = (id: TermId) => {
      if (touched.has(id) || !statements.isIri(id)) return;
      const iri = terms.text(id);
      if (isJudged(iri)) touched.set(id, iri);
    };
    for (const predicate of known(neighbourTypes.predicates)) {
      cursor.seek(noTerm, predicate, thing);
      for (; cursor.next(); cursor.passTriple()) touchId(cursor.subject);
    }
    for (const predicate of known(neighbourTypes.inverse)) {
      cursor.seek(thing, predicate, noTerm);
      for (; cursor.next(); cursor.passTriple()) touchId(cursor.object);
    }
  }

  /** The numbers of those IRIs that the store has. */
  function known(iris: Iterable<string>): TermId[] {
    return [...iris].map((iri) => terms.idOf(DataFactory.namedNode(iri))).filter((id) => id !== noTerm);
  }
}

/** A type that was stated, or is no more. */
interface ChangedType {
  readonly subject: Term;
  readonly type: Term;
  /** How often it was stated in the batch, by graphs. */
  readonly graphs: Map<TermId, number>;
  wasClosed: boolean;
}

const rdfType = rdf.type.value;
