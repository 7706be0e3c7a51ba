import { provO } from "../interop/prov-o/vocabulary.ts";
import type { Lookups } from "./lookups.ts";
import { hadActivity, hadGeneration, hadUsage } from "./prov-properties.ts";
import { attribution, derivation, end, generation, specialization, start, usage } from "./rule-properties.ts";

/** The generation of an entity, `generation IRI`, or the start of an activity, `start IRI`. */
export type EventKey = string;

export const generationOf = (entity: string): EventKey => `generation ${entity}`;
export const startOf = (activity: string): EventKey => `start ${activity}`;

/** The entity or activity of an event. */
export function thingOf(key: EventKey): string {
  return key.slice(key.indexOf(" ") + 1);
}

/**
 * The events that PROV-CONSTRAINTS puts after one, as far as a circle can pass through them: nothing follows an end or an
 * invalidation, and a usage is passed through where a derivation names it (41). There may be more than the Recommendation
 * has, of events that nobody knows of, and never fewer. Undefined comes where a thing was looked at in vain: a hub has many
 * neighbours, of which few are events.
 */
export function* after(key: EventKey, lookups: Lookups): Iterable<EventKey | undefined> {
  const thing = thingOf(key);
  const plain = (properties: readonly string[]) => subjects(thing, properties, lookups);
  const qualified = (properties: readonly string[], links: readonly string[]) =>
    qualifiedBy(thing, properties, links, lookups);
  if (key === generationOf(thing)) {
    yield* events(plain(derivation.plain), generationOf);
    for (const node of subjects(thing, derivation.object, lookups)) yield* afterNode(node, lookups);
    yield* events(plain(specialization.plain), generationOf);
    yield* events(qualified(specialization.object, specialization.qualified), generationOf);
    yield* events(plain(start.plain), startOf);
    yield* events(qualified(start.object, start.qualified), startOf);
    if (lookups.isUsed(hadUsage)) yield* derivedByUsages(subjects(thing, usage.object, lookups), lookups);
  } else {
    yield* events(plain(generation.plain), generationOf);
    yield* events(qualified(generation.object, generation.qualified), generationOf);
    for (const node of subjects(thing, [hadActivity], lookups)) {
      yield* afterNode(node, lookups);
      yield* events(objects(node, start.object, lookups), generationOf);
      yield* events(linkedTo(node, start.qualified, lookups), startOf);
    }
    if (lookups.isUsed(hadUsage))
      yield* derivedByUsages(
        objects(thing, [...usage.qualified, provO.qualifiedInfluence], lookups),
        lookups,
      );
  }
  yield* events(plain(attribution.plain), generationOf);
  yield* events(qualified(attribution.object, attribution.qualified), generationOf);
}

/** The same backwards. */
export function* before(key: EventKey, lookups: Lookups): Iterable<EventKey | undefined> {
  const thing = thingOf(key);
  const plain = (properties: readonly string[]) => objects(thing, properties, lookups);
  const nodes = (links: readonly string[]) => objects(thing, [...links, provO.qualifiedInfluence], lookups);
  if (key !== generationOf(thing)) {
    yield* events(plain(start.plain), generationOf);
    for (const node of nodes(start.qualified)) {
      yield* events(objects(node, start.object, lookups), generationOf);
      yield* events(objects(node, [hadActivity], lookups), startOf);
    }
    return;
  }
  yield* events(plain(derivation.plain), generationOf);
  for (const node of nodes(derivation.qualified)) yield* beforeDerivation(node, lookups);
  if (lookups.isUsed(hadGeneration))
    for (const named of nodes(generation.qualified))
      for (const node of subjects(named, [hadGeneration], lookups)) yield* beforeDerivation(node, lookups);
  yield* events(plain(specialization.plain), generationOf);
  for (const node of nodes(specialization.qualified))
    yield* events(objects(node, specialization.object, lookups), generationOf);
  yield* events(plain(generation.plain), startOf);
  for (const node of nodes(generation.qualified))
    yield* events(objects(node, generation.object, lookups), startOf);
  for (const agent of plain(attribution.plain)) yield* eventsOfAgent(agent);
  for (const node of nodes(attribution.qualified))
    for (const agent of objects(node, attribution.object, lookups)) yield* eventsOfAgent(agent);
  if (lookups.isUsed(hadActivity))
    for (const node of subjects(thing, start.object, lookups)) {
      yield undefined;
      if (isLinkedBy(node, [...start.qualified, ...end.qualified, provO.qualifiedInfluence], lookups))
        yield* events(objects(node, [hadActivity], lookups), startOf);
    }
}

/** The generations of what is derived by a node, if it is of a derivation, and by others of the same usage. */
function* afterNode(node: string, lookups: Lookups): Iterable<EventKey | undefined> {
  yield undefined;
  yield* events(linkedTo(node, derivation.qualified, lookups), generationOf);
  for (const named of objects(node, [hadGeneration], lookups))
    yield* events(linkedTo(named, generation.qualified, lookups), generationOf);
  yield* derivedByUsages(objects(node, [hadUsage], lookups), lookups);
}

function* eventsOfAgent(agent: string): Iterable<EventKey> {
  yield generationOf(agent);
  yield startOf(agent);
}

/** What a derivation says comes before the generation of what was derived. */
function* beforeDerivation(node: string, lookups: Lookups): Iterable<EventKey | undefined> {
  yield* events(objects(node, derivation.object, lookups), generationOf);
  yield* events(objects(node, [hadActivity], lookups), startOf);
  for (const used of objects(node, [hadUsage], lookups)) {
    yield* events(objects(used, usage.object, lookups), generationOf);
    yield* events(linkedTo(used, usage.qualified, lookups), startOf);
    for (const other of subjects(used, [hadUsage], lookups)) {
      yield* events(objects(other, derivation.object, lookups), generationOf);
      yield* events(objects(other, [hadActivity], lookups), startOf);
    }
  }
}

/** The generations of what was derived by usages that derivations name. */
function* derivedByUsages(nodes: Iterable<string>, lookups: Lookups): Iterable<EventKey | undefined> {
  for (const used of nodes) {
    yield undefined;
    for (const node of subjects(used, [hadUsage], lookups)) {
      yield* events(linkedTo(node, derivation.qualified, lookups), generationOf);
      for (const named of objects(node, [hadGeneration], lookups))
        yield* events(linkedTo(named, generation.qualified, lookups), generationOf);
    }
  }
}

function* events(
  things: Iterable<string | undefined>,
  eventOf: (thing: string) => EventKey,
): Iterable<EventKey | undefined> {
  for (const thing of things) yield thing === undefined ? undefined : eventOf(thing);
}

/** What the nodes qualify of which a thing is an argument. */
function* qualifiedBy(
  thing: string,
  properties: readonly string[],
  links: readonly string[],
  lookups: Lookups,
): Iterable<string | undefined> {
  for (const node of subjects(thing, properties, lookups)) {
    yield undefined;
    yield* linkedTo(node, links, lookups);
  }
}

function linkedTo(node: string, links: readonly string[], lookups: Lookups): Iterable<string> {
  return subjects(node, [...links, provO.qualifiedInfluence], lookups);
}

function isLinkedBy(node: string, links: readonly string[], lookups: Lookups): boolean {
  for (const _ of subjects(node, links, lookups)) return true;
  return false;
}

function* subjects(thing: string, properties: readonly string[], lookups: Lookups): Iterable<string> {
  for (const property of properties)
    for (const { subject } of lookups.into(thing, property)) yield subject.value;
}

function* objects(thing: string, properties: readonly string[], lookups: Lookups): Iterable<string> {
  for (const property of properties)
    for (const { object } of lookups.out(thing, property))
      if (object.termType === "NamedNode") yield object.value;
}
