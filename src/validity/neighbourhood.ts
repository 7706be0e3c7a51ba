import type { Quad } from "@rdfjs/types";
import { provO, structuralProperties } from "../interop/prov-o/vocabulary.ts";
import type { QuadView } from "../quads/quad-store.ts";
import { circleThrough } from "./circle-through.ts";
import { after, before, type EventKey, generationOf, startOf, thingOf } from "./event-neighbours.ts";
import { firstOf } from "./lookups.ts";
import { ProvLookups } from "./prov-lookups.ts";
import {
  emptyCollection,
  hadActivity,
  hadGeneration,
  hadUsage,
  isLinkProperty,
  type Sort,
  sortOfClass,
  tellOfArguments,
  tellOfInfluenced,
  tellOfObjects,
  tellOfSubjects,
} from "./prov-properties.ts";
import {
  attribution,
  derivation,
  end,
  existenceProperties,
  lifeProperties,
  membership,
  orderProperties,
  sourceProperties,
  specialization,
  start,
  triggerLinks,
} from "./rule-properties.ts";
import { isClassOfProv, tokenAttribute } from "./stored-document.ts";

/**
 * Collects the quads around what changed that a new violation of PROV-CONSTRAINTS can rest on, so that a check of these finds
 * all that a check of the whole would find anew. It rests on this:
 *
 * - Unification (22 to 29) joins what has one identifier, the generations of one entity, its invalidations, and the starts
 *   and ends of one activity with it; there are no variables in a store but those of single statements, and identifiers of
 *   events without name, which are followed as names are. So it is enough to
 *   follow identifiers, and of every thing they come to, to take its life.
 * - A circle of events or of specializations is new only if a changed quad is on it, so it goes through an event that
 *   something new was put before, or that nobody knew of.
 * - Of types (50, 55), one witness of each sort is enough; emptiness (56) comes down specializations.
 */
export class Neighbourhood {
  readonly #lookups: ProvLookups;
  readonly #quads = new Map<string, Quad>();
  readonly #visited = new Set<string>();
  readonly #open: string[] = [];
  /** What 55 is asked of. */
  readonly #typed = new Set<string>();
  readonly #events = new Set<EventKey>();
  /** What may be nodes of relations, and was looked at already. */
  readonly #nodes = new Set<string>();
  /** Members of circles that were taken already. */
  readonly #circled = new Set<EventKey>();

  /** @throws {TooFarError} here and in all that follows, when more is read than that. */
  constructor(view: QuadView, mostSteps: number) {
    this.#lookups = new ProvLookups(view, mostSteps);
  }

  /** Takes in a quad that was not there before. */
  touch(quad: Quad): void {
    const { subject, predicate, object } = quad;
    const [thing, property] = [subject.value, predicate.value];
    const isClass = property === provO.type && isClassOfProv(object.value);
    if (!isClass && !structuralProperties.has(property)) {
      this.#describeUnclassed(thing);
      return;
    }
    this.#include(quad);
    this.#visit(thing);
    this.#typed.add(thing);
    if (isClass || existenceProperties.has(property)) this.#describe(thing);
    if (isClass && object.value === emptyCollection) this.#inheritEmptiness(thing);
    if (!isClass && object.termType === "NamedNode") this.#touchRelation(thing, property, object.value);
    this.#touchNode(thing);
  }

  /** Takes in a quad that was there before: an attribute that it kept from making an element may make one now. */
  touchGone({ subject, predicate, object }: Quad): void {
    const property = predicate.value;
    if (!structuralProperties.has(property) && !(property === provO.type && isClassOfProv(object.value)))
      return;
    this.#describeUnclassed(subject.value);
    if (object.termType === "NamedNode" && property !== provO.type) this.#describeUnclassed(object.value);
  }

  /** Takes in a thing that a violation is about, which may hold no more. */
  revisit(thing: string): void {
    this.#visit(thing);
    this.#typed.add(thing);
    this.#describe(thing);
    this.#inheritEmptiness(thing);
  }

  /** All quads that were collected, with what is said of the things that they name. */
  quads(): Quad[] {
    for (const thing of this.#typed) this.#findBothSorts(thing);
    for (const event of this.#events) this.#findCircle(event);
    this.#follow();
    const things = new Set<string>();
    for (const { subject, predicate, object } of this.#quads.values()) {
      things.add(subject.value);
      if (object.termType === "NamedNode" && predicate.value !== provO.type) things.add(object.value);
    }
    for (const thing of things) this.#sayWhatItIs(thing);
    return [...this.#quads.values()];
  }

  #touchRelation(thing: string, property: string, object: string): void {
    this.#typed.add(object);
    if (orderProperties.has(property)) this.#happened(thing);
    for (const each of [thing, object]) this.#describeUnclassed(each);
    if (property === hadGeneration || property === hadUsage) this.#visit(object);
    if (isLinkProperty.has(property)) {
      this.#visit(object);
      this.#touchNode(object);
    }
    if (specialization.plain.includes(property) || membership.plain.includes(property))
      this.#inheritEmptiness(thing);
  }

  /** Something new is said by what may be a node that qualifies relations. */
  #touchNode(node: string): void {
    if (this.#nodes.has(node)) return;
    this.#nodes.add(node);
    const links = this.#lookups.linksTo(node);
    if (!this.#lookups.isNode(node, links)) return;
    for (const { subject, predicate } of links) {
      this.#typed.add(subject.value);
      if (orderProperties.has(predicate.value)) this.#happened(subject.value);
      this.#inheritEmptiness(subject.value);
    }
    const namesTrigger = links.some(({ predicate }) => triggerLinks.has(predicate.value));
    for (const { predicate: argument, object } of this.#lookups.out(node)) {
      if (object.termType !== "NamedNode" || !structuralProperties.has(argument.value)) continue;
      this.#typed.add(object.value);
      this.#describeUnclassed(object.value);
      // Who started or ended something by a trigger generated it (9, 10).
      if (namesTrigger && start.object.includes(argument.value)) this.#events.add(generationOf(object.value));
      if (argument.value === hadUsage || argument.value === hadGeneration) this.#touchNamed(object.value);
    }
    this.#touchNamed(node);
  }

  /** A usage or generation by name: what derivations that name it say came before may have changed. */
  #touchNamed(node: string): void {
    for (const property of [hadUsage, hadGeneration])
      for (const { subject } of this.#lookups.into(node, property))
        for (const derived of this.#lookups.linksTo(subject.value)) this.#happened(derived.subject.value);
    for (const { subject, predicate } of this.#lookups.linksTo(node))
      if (orderProperties.has(predicate.value)) this.#happened(subject.value);
  }

  #happened(thing: string): void {
    this.#events.add(generationOf(thing)).add(startOf(thing));
  }

  /** A thing that no class describes is an element where it has an attribute, and a relation says of what kind. */
  #describeUnclassed(thing: string): void {
    if (!this.#lookups.hasClass(thing)) this.#describe(thing);
  }

  /** A thing is an element that perhaps was none: so it was generated, and what specializes it is one too (7, 8, 21). */
  #describe(thing: string): void {
    for (const each of this.#lookups.closure(thing, (of) => this.#lookups.specificsOf(of))) {
      this.#happened(each);
      // Its identifier is that of no relation (54).
      if (this.#lookups.isNode(each, this.#lookups.linksTo(each))) this.#visit(each);
    }
  }

  #inheritEmptiness(thing: string): void {
    if (
      !this.#lookups.isUsed(membership.plain[0] ?? "") &&
      !this.#lookups.isUsed(membership.qualified[0] ?? "")
    )
      return;
    if (firstOf(this.#lookups.emptyAbove(thing)) === undefined) return;
    for (const each of this.#lookups.closure(thing, (of) => this.#lookups.specificsOf(of))) {
      const members = [...membership.plain, ...membership.qualified].map((property) =>
        firstOf(this.#lookups.out(each, property)),
      );
      if (members.every((quad) => quad === undefined)) continue;
      for (const quad of members) if (quad !== undefined) this.#includeWithNode(quad);
      for (const empty of this.#lookups.emptyAbove(each)) this.#visit(empty);
      this.#includeSpecializations(each);
    }
  }

  #includeSpecializations(thing: string): void {
    for (const each of this.#lookups.closure(thing, (of) => this.#lookups.generalsOf(of)))
      for (const property of [...specialization.plain, ...specialization.qualified])
        for (const quad of this.#lookups.out(each, property)) this.#includeWithNode(quad);
  }

  #visit(thing: string): void {
    if (this.#visited.has(thing)) return;
    this.#visited.add(thing);
    this.#open.push(thing);
  }

  /** Takes the lives of all that was visited, and visits what they share an identifier with. */
  #follow(): void {
    for (let thing = this.#open.pop(); thing !== undefined; thing = this.#open.pop()) {
      for (const property of lifeProperties)
        for (const quad of this.#lookups.out(thing, property)) this.#includeWithNode(quad);
      if (this.#lookups.isUsed(hadGeneration))
        for (const property of derivation.qualified)
          for (const quad of this.#lookups.out(thing, property))
            if (firstOf(this.#lookups.out(quad.object.value, hadGeneration)) !== undefined)
              this.#includeWithNode(quad);
      for (const property of [hadGeneration, hadUsage])
        for (const { subject } of this.#lookups.into(thing, property)) this.#visit(subject.value);
      this.#followNode(thing);
    }
  }

  /** Takes all of a node that qualifies a relation, and visits what it is of. */
  #followNode(node: string): void {
    const links = this.#lookups.linksTo(node);
    if (!this.#lookups.isNode(node, links)) return;
    this.#includeSpecializations(node);
    for (const link of links) {
      this.#include(link);
      this.#visit(link.subject.value);
    }
    for (const quad of this.#lookups.out(node)) {
      const property = quad.predicate.value;
      const isClass = property === provO.type && isClassOfProv(quad.object.value);
      if (!isClass && !structuralProperties.has(property)) continue;
      this.#include(quad);
      if (property === hadGeneration || property === hadUsage) this.#visit(quad.object.value);
    }
  }

  #findBothSorts(thing: string): void {
    const asEntity = this.#witness(thing, "entity");
    const asActivity = asEntity && this.#witness(thing, "activity");
    asActivity?.();
    if (asActivity !== undefined) asEntity?.();
  }

  /** What includes a quad that tells that a thing is of a sort, where there is one. */
  #witness(thing: string, sort: Sort): (() => void) | undefined {
    for (const quad of this.#lookups.out(thing, provO.type))
      if (sortOfClass(quad.object.value) === sort) return () => this.#include(quad);
    for (const telling of tellOfSubjects) {
      const quad = telling.sort === sort ? firstOf(this.#lookups.out(thing, telling.property)) : undefined;
      if (quad !== undefined) return () => this.#includeWithNode(quad);
    }
    for (const telling of tellOfObjects) {
      const quad = telling.sort === sort ? firstOf(this.#lookups.into(thing, telling.property)) : undefined;
      if (quad !== undefined) return () => this.#include(quad);
    }
    for (const quad of this.#lookups.out(thing, provO.qualifiedInfluence))
      if (this.#lookups.classesOf(quad.object.value).some((type) => tellOfInfluenced.get(type) === sort))
        return () => this.#includeWithNode(quad);
    for (const { property, sort: told, forms } of tellOfArguments) {
      if (told !== sort) continue;
      for (const { subject } of this.#lookups.into(thing, property)) {
        const node = subject.value;
        const isOfRelation =
          forms.qualified.some((link) => firstOf(this.#lookups.into(node, link)) !== undefined) ||
          this.#lookups.classesOf(node).some((type) => forms.classes.includes(type));
        if (isOfRelation) return () => this.#visit(node);
      }
    }
    return undefined;
  }

  #findCircle(event: EventKey): void {
    if (this.#circled.has(event)) return;
    const circle = circleThrough(
      event,
      (each) => after(each, this.#lookups),
      (each) => before(each, this.#lookups),
    );
    if (circle.size === 0) return;
    const things = new Set<string>();
    for (const member of circle) {
      this.#circled.add(member);
      things.add(thingOf(member));
    }
    for (const thing of things) this.#takeOrder(thing, things);
  }

  /** Takes what puts the events of a thing after those of others on its circle, and what tells that it has any. */
  #takeOrder(thing: string, circle: ReadonlySet<string>): void {
    this.#visit(thing);
    this.#includeSpecializations(thing);
    for (const property of sourceProperties)
      for (const quad of this.#lookups.out(thing, property)) {
        const isOnCircle = circle.has(quad.object.value) || this.#leadsTo(quad.object.value, circle);
        if (isOnCircle) this.#includeWithNode(quad);
      }
    // Of what is attributed or a trigger there is a generation (9, 10, 13).
    for (const property of [...attribution.plain, ...attribution.qualified]) {
      const quad = firstOf(this.#lookups.out(thing, property));
      if (quad !== undefined) this.#includeWithNode(quad);
    }
    for (const property of [...start.plain, ...end.plain]) {
      const quad = firstOf(this.#lookups.into(thing, property));
      if (quad !== undefined) this.#include(quad);
    }
    for (const property of start.object)
      for (const { subject } of this.#lookups.into(thing, property))
        if (this.#lookups.linksTo(subject.value).some(({ predicate }) => triggerLinks.has(predicate.value)))
          this.#visit(subject.value);
  }

  /** Whether a node has an argument on a circle, or one that leads on to others. */
  #leadsTo(node: string, circle: ReadonlySet<string>): boolean {
    for (const { predicate, object } of this.#lookups.out(node)) {
      if (circle.has(object.value)) return true;
      if ([hadActivity, hadUsage, hadGeneration].includes(predicate.value)) return true;
    }
    return false;
  }

  /** What is said of a thing's kind: its classes, or where it has none an attribute, which makes it what relations say. */
  #sayWhatItIs(thing: string): void {
    let hasClass = false;
    for (const quad of this.#lookups.out(thing, provO.type)) {
      if (!isClassOfProv(quad.object.value)) continue;
      hasClass = true;
      this.#include(quad);
    }
    const attribute = hasClass ? undefined : tokenAttribute(thing, this.#lookups.view);
    if (attribute !== undefined) this.#include(attribute);
  }

  #include(quad: Quad): void {
    const { subject, predicate, object } = quad;
    this.#quads.set(`${subject.value} ${predicate.value} ${object.termType} ${object.value}`, quad);
  }

  #includeWithNode(quad: Quad): void {
    this.#include(quad);
    if (isLinkProperty.has(quad.predicate.value)) this.#visit(quad.object.value);
  }
}
