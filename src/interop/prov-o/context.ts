import type { Argument, Attribute } from "../../prov/document.ts";
import type { Scope } from "../prov-scope.ts";
import { isDateTime, nameValue } from "../prov-values.ts";
import { type Graph, type Triple, valueOfTerm } from "./graph.ts";
import { attributeOfProperty, provO, structuralProperties } from "./vocabulary.ts";

/** What is known of a graph while it is read. */
export interface Context {
  readonly graph: Graph;
  /** The triples that statements were made of. */
  readonly taken: Set<Triple>;
  /** What the arguments of relations are, for nodes that have no class. */
  readonly kindOf: Map<string, Kind>;
  /** The classes that a node has in other graphs. */
  readonly classesOf: (node: string) => readonly string[];
  /** How often a blank node is an object, in the whole document. */
  readonly usesOf: (name: string) => number;
  readonly scope: Scope;
}

/** The three elements of PROV-DM. */
export type Kind = "entity" | "activity" | "agent";

/** Takes the names that a node has by these properties. */
export function takeNames({ graph, taken }: Context, node: string, properties: readonly string[]): string[] {
  const triples = graph
    .of(node)
    .filter(({ predicate, object }) => object !== undefined && properties.includes(predicate));
  for (const triple of triples) taken.add(triple);
  return [...new Set(triples.map(({ object = "" }) => object))];
}

/** Takes the times that a node has by this property; what is no xsd:dateTime stays. */
export function takeTimes({ graph, taken }: Context, node: string, property: string): string[] {
  const triples = graph
    .of(node)
    .filter(
      ({ predicate, object, quad }) =>
        predicate === property && object === undefined && isDateTime(quad.object.value),
    );
  for (const triple of triples) taken.add(triple);
  return triples.map(({ quad }) => quad.object.value);
}

/** Takes all that is left of a node and that may be an attribute, but for the classes that say nothing more. */
export function takeAttributes(
  { graph, taken, scope }: Context,
  node: string,
  isImplied: (type: string) => boolean,
): Attribute[] {
  const attributes: Attribute[] = [];
  for (const triple of graph.of(node)) {
    const { predicate, object, quad } = triple;
    if (taken.has(triple) || structuralProperties.has(predicate)) continue;
    const value = valueOfTerm(quad.object, scope);
    if (value === undefined) continue;
    taken.add(triple);
    if (predicate === provO.type && object !== undefined && isImplied(object)) continue;
    attributes.push({ name: attributeOfProperty[predicate] ?? predicate, value });
  }
  return attributes;
}

/** Takes the classes of a node that its statement says in other words. */
export function takeClasses(
  { graph, taken }: Context,
  node: string,
  isImplied: (type: string) => boolean,
): void {
  for (const triple of graph.of(node))
    if (triple.predicate === provO.type && triple.object !== undefined && isImplied(triple.object))
      taken.add(triple);
}

/** The attribute that says of what type a thing is. */
export function typeAttribute(type: string): Attribute {
  return { name: attributeOfProperty[provO.type] ?? "", value: nameValue(type) };
}

/**
 * Arguments from lists of values: as many as the longest list has, the last value of the others again. Every value is
 * then in a statement, and those of one identifier are together what the node said.
 */
export function zipped(lists: Readonly<Record<string, readonly Argument[]>>): Record<string, Argument>[] {
  const length = Math.max(1, ...Object.values(lists).map((list) => list.length));
  return Array.from({ length }, (_, index) =>
    Object.fromEntries(
      Object.entries(lists).flatMap(([name, list]) => {
        const value = list[Math.min(index, list.length - 1)];
        return value === undefined ? [] : [[name, value] as const];
      }),
    ),
  );
}
