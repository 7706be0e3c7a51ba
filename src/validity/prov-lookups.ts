import type { Quad } from "@rdfjs/types";
import { provO } from "../interop/prov-o/vocabulary.ts";
import { Lookups } from "./lookups.ts";
import { emptyCollection, linkProperties, nodeClasses } from "./prov-properties.ts";
import { specialization } from "./rule-properties.ts";
import { isClassOfProv } from "./stored-document.ts";

/** Looks up what PROV-O says around a thing, however it says it: plainly, or through nodes. */
export class ProvLookups extends Lookups {
  /** Whether a thing qualifies a relation: it is linked to as such, or of such a class. */
  isNode(node: string, links: readonly Quad[]): boolean {
    return links.length > 0 || this.classesOf(node).some((type) => nodeClasses.has(type));
  }

  /** Whether a class of PROV describes it. */
  hasClass(thing: string): boolean {
    return this.classesOf(thing).some(isClassOfProv);
  }

  classesOf(thing: string): string[] {
    return [...this.out(thing, provO.type)].map(({ object }) => object.value);
  }

  /** The quads that lead to a node as one that qualifies a relation. */
  linksTo(node: string): Quad[] {
    return linkProperties.flatMap((property) => [...this.into(node, property)]);
  }

  /** What specializes a thing directly. */
  *specificsOf(thing: string): Iterable<string> {
    for (const property of specialization.plain)
      for (const { subject } of this.into(thing, property)) yield subject.value;
    for (const property of specialization.object)
      for (const { subject } of this.into(thing, property))
        for (const link of this.linksTo(subject.value)) yield link.subject.value;
  }

  /** What a thing specializes directly. */
  *generalsOf(thing: string): Iterable<string> {
    for (const property of specialization.plain)
      for (const { object } of this.out(thing, property)) yield object.value;
    for (const property of specialization.qualified)
      for (const { object: node } of this.out(thing, property))
        for (const argument of specialization.object)
          for (const { object } of this.out(node.value, argument)) yield object.value;
  }

  /** A thing and all that a step leads to from it, again and again. */
  closure(thing: string, step: (of: string) => Iterable<string>): ReadonlySet<string> {
    const reached = new Set([thing]);
    // A set hands out what is added to it while it is walked through.
    for (const each of reached) for (const next of step(each)) reached.add(next);
    return reached;
  }

  /** A thing and what it specializes, as far as those are empty collections. */
  *emptyAbove(thing: string): Iterable<string> {
    for (const each of this.closure(thing, (of) => this.generalsOf(of)))
      for (const { object } of this.out(each, provO.type)) if (object.value === emptyCollection) yield each;
  }
}
