import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { CurrentStatements, QuadTeller } from "../quads/current-statements.ts";
import { noTerm, type TermId } from "../quads/id-view.ts";
import type { DescriptionShapes } from "../validation/description-shapes.ts";
import { rdf } from "../vocabulary.ts";

/** Quads that came and went in a batch. */
export interface ChangedQuads {
  readonly opened: ToldQuads;
  readonly closed: ToldQuads;
}

/** Quads, made when they are gone through. */
export interface ToldQuads {
  readonly quads: Iterable<Quad>;
  /** Tells them by the numbers that the store has; absent where it has none. */
  readonly tell?: (tell: QuadTeller) => void;
}

interface Dependencies {
  readonly shapes: DescriptionShapes;
  /** As they are after the change. */
  readonly statements: CurrentStatements;
  /** Whether there are findings about a thing. */
  readonly hasFindings: (thing: TermId) => boolean;
}

/**
 * The things whose description is another since a batch, and perhaps some more: subjects of what changed and shapes look at, objects of
 * what they look at from there, and things with a neighbour of another type, where that is asked. And what has findings, which may
 * now rest on other bundles.
 */
export function touchedThings(
  { opened, closed }: ChangedQuads,
  { shapes, statements, hasFindings }: Dependencies,
): ReadonlySet<TermId> {
  const { terms } = statements;
  const { neighbourTypes } = shapes;
  const lookedAt = shapes.lookedAtIn(terms);
  const type = terms.idOf(rdf.type);
  const asksForTypes = neighbourTypes.predicates.size + neighbourTypes.inverse.size > 0;
  const isAsked = remembered((id) => neighbourTypes.isAsked(terms.text(id)));
  const things = new Set<TermId>();
  const types = new Map<TermId, Map<TermId, ChangedType>>();
  // Quads about one thing mostly follow each other.
  let [latest, isLatestTouched] = [noTerm, false];

  for (const [{ quads, tell }, isOpened] of [[closed, false] as const, [opened, true] as const]) {
    const take: QuadTeller = (subject, predicate, object, graph) =>
      change(subject, predicate, object, graph, isOpened);
    if (tell === undefined) for (const quad of quads) take(...numbersOf(quad));
    else tell(take);
  }

  const cursor = statements.cursor();
  for (const [thing, changes] of types)
    for (const [each, changed] of changes) if (isNews(thing, each, changed)) touchNeighbours(thing);
  for (const thing of things) if (!statements.isIri(thing)) things.delete(thing);
  return things;

  function change(
    subject: TermId,
    predicate: TermId,
    object: TermId,
    graph: TermId,
    isOpened: boolean,
  ): void {
    if (subject !== latest) [latest, isLatestTouched] = [subject, hasFindings(subject)];
    if (isLatestTouched || lookedAt.own(predicate) !== undefined) things.add(subject);
    if (predicate === type) {
      if (asksForTypes && isAsked(object)) noteType(subject, object, graph, isOpened);
    } else if (lookedAt.inverse(predicate) !== undefined) things.add(object);
  }

  function noteType(subject: TermId, object: TermId, graph: TermId, isOpened: boolean): void {
    const ofSubject = types.get(subject) ?? new Map<TermId, ChangedType>();
    const changed = ofSubject.get(object) ?? { openedIn: new Map(), wasClosed: false };
    types.set(subject, ofSubject.set(object, changed));
    if (isOpened) changed.openedIn.set(graph, (changed.openedIn.get(graph) ?? 0) + 1);
    else changed.wasClosed = true;
  }

  /**
   * Whether a thing is of a class now and was not before, or the reverse. A type that rests on another event now is no news to
   * the neighbours, of which there may be thousands.
   */
  function isNews(thing: TermId, each: TermId, { openedIn, wasClosed }: ChangedType): boolean {
    let isOfType = false;
    let wasOfType = wasClosed;
    cursor.seek(thing, type, each);
    while (!(isOfType && wasOfType) && cursor.next()) {
      isOfType = true;
      const left = openedIn.get(cursor.graph) ?? 0;
      if (left === 0) wasOfType = true;
      else openedIn.set(cursor.graph, left - 1);
    }
    return isOfType !== wasOfType;
  }

  function touchNeighbours(thing: TermId): void {
    for (const predicate of idsOf(neighbourTypes.predicates)) {
      cursor.seek(noTerm, predicate, thing);
      for (; cursor.next(); cursor.passTriple()) things.add(cursor.subject);
    }
    for (const predicate of idsOf(neighbourTypes.inverse)) {
      cursor.seek(thing, predicate, noTerm);
      for (; cursor.next(); cursor.passTriple()) things.add(cursor.object);
    }
  }

  /** The numbers of those IRIs that the store has. */
  function idsOf(iris: ReadonlySet<string>): TermId[] {
    return [...iris].map((iri) => terms.idOf(DataFactory.namedNode(iri))).filter((id) => id !== noTerm);
  }

  function numbersOf({ subject, predicate, object, graph }: Quad): [TermId, TermId, TermId, TermId] {
    return [terms.idOf(subject), terms.idOf(predicate), terms.idOf(object), terms.idOf(graph)];
  }
}

/** A type that was stated in a batch, or is no more. */
interface ChangedType {
  /** How often it was stated, by graphs. */
  readonly openedIn: Map<TermId, number>;
  wasClosed: boolean;
}

function remembered(answer: (id: TermId) => boolean): (id: TermId) => boolean {
  const known = new Map<TermId, boolean>();
  return (id) => {
    let found = known.get(id);
    if (found === undefined) {
      found = answer(id);
      known.set(id, found);
    }
    return found;
  };
}
