/**
 * What lies below what, as one directed graph. Its nodes are classes of things: a named class, the subjects of a
 * property, and the objects of a property. An edge leads from a class to one that contains it:
 *
 *     A rdfs:subClassOf B           A → B
 *     p rdfs:domain A               subjects of p → A          p rdfs:range A    objects of p → A
 *     p rdfs:subPropertyOf q        subjects of p → subjects of q, and so the objects
 *     p owl:inverseOf q             subjects of p ⇄ objects of q, and the other way round
 *
 * So one search answers for classes and properties alike. Two nodes that reach each other are one (OWL 2 RL, tables 4, 5, 9).
 */

import { compareCodePoints } from "../code-points.ts";
import { owl, rdf, rdfs } from "../vocabulary.ts";
import type { Step } from "./contradiction.ts";

/** A class of things: `class IRI`, `subjects IRI`, `objects IRI`, or a place in a chain. */
export type Node = string;

export interface Hierarchy {
  /** All nodes, in code-point order. */
  readonly nodes: readonly Node[];
  /** Edges to what contains a node. */
  up(node: Node): readonly Edge[];
  /** The nodes that lie below both, each of the two included: O(nodes + edges). */
  belowBoth(one: Node, other: Node): ReadonlySet<Node>;
  /** A shortest way up; undefined where there is none. The same for any order of the steps. */
  path(from: Node, to: Node): readonly Step[] | undefined;
}

interface Edge {
  readonly to: Node;
  readonly step: Step;
}

export const classNode = (iri: string): Node => `class ${iri}`;
export const subjectsNode = (iri: string): Node => `subjects ${iri}`;
const objectsNode = (iri: string): Node => `objects ${iri}`;

/** The IRI of a node's class or property. */
export function iriOfNode(node: Node): string {
  return node.slice(node.indexOf(" ") + 1);
}

export function hierarchyOf(steps: readonly Step[]): Hierarchy {
  const ups = new Map<Node, Edge[]>();
  const edges: (readonly [from: Node, to: Node])[] = [];
  for (const step of steps)
    for (const [from, to] of edgesOf(step)) {
      push(ups, from, { to, step });
      edges.push([from, to]);
    }
  const nodes = [...new Set(edges.flat())].sort(compareCodePoints);
  const up = (node: Node) => ups.get(node) ?? [];
  return {
    nodes,
    up,
    belowBoth: belowBothIn(nodes, edges),
    path(from, to) {
      const cameBy = new Map<Node, { readonly node: Node; readonly step: Step }>();
      const reached = new Set([from]);
      for (const node of reached) {
        if (node === to) return stepsTo(to, from, cameBy);
        for (const edge of up(node)) {
          if (reached.has(edge.to)) continue;
          reached.add(edge.to);
          cameBy.set(edge.to, { node, step: edge.step });
        }
      }
      return undefined;
    },
  };
}

/** Searches downwards by the places of nodes: of a large alignment, thousands of pairs are asked for. */
function belowBothIn(
  nodes: readonly Node[],
  edges: readonly (readonly [from: Node, to: Node])[],
): Hierarchy["belowBoth"] {
  const placeOf = new Map(nodes.map((node, place) => [node, place]));
  const downs = nodes.map((): number[] => []);
  for (const [from, to] of edges) downs[placeOf.get(to) as number]?.push(placeOf.get(from) as number);
  /** The number of the search that reached a place last. */
  const reachedBy = new Uint32Array(nodes.length);
  let searches = 0;
  const below = (node: Node): readonly number[] => {
    const start = placeOf.get(node);
    if (start === undefined) return [];
    const search = ++searches;
    reachedBy[start] = search;
    const found = [start];
    for (const place of found)
      for (const next of downs[place] as readonly number[]) {
        if (reachedBy[next] === search) continue;
        reachedBy[next] = search;
        found.push(next);
      }
    return found;
  };
  return (one, other) => {
    const ofOne = below(one);
    if (below(other).length === 0) return new Set();
    return new Set(
      ofOne.filter((place) => reachedBy[place] === searches).map((place) => nodes[place] as Node),
    );
  };
}

function edgesOf(step: Step): readonly (readonly [from: Node, to: Node])[] {
  const { subject, predicate, object } = step;
  if (typeof object !== "string") return chainEdges(subject, object);
  switch (predicate) {
    case rdfs.subClassOf.value:
      return [[classNode(subject), classNode(object)]];
    case owl.equivalentClass.value:
      return bothWays(classNode(subject), classNode(object));
    case rdfs.domain.value:
      return [[subjectsNode(subject), classNode(object)]];
    case rdfs.range.value:
      return [[objectsNode(subject), classNode(object)]];
    case rdfs.subPropertyOf.value:
      return [
        [subjectsNode(subject), subjectsNode(object)],
        [objectsNode(subject), objectsNode(object)],
      ];
    case owl.equivalentProperty.value:
      return [
        ...bothWays(subjectsNode(subject), subjectsNode(object)),
        ...bothWays(objectsNode(subject), objectsNode(object)),
      ];
    case owl.inverseOf.value:
      return [
        ...bothWays(subjectsNode(subject), objectsNode(object)),
        ...bothWays(objectsNode(subject), subjectsNode(object)),
      ];
    case rdf.type.value:
      return bothWays(subjectsNode(subject), objectsNode(subject));
    default:
      return [];
  }
}

/** What a chain joins: where it begins, in its middle and where it ends, things are on two sides at once. */
function chainEdges(property: string, [first, second]: readonly [string, string]): readonly [Node, Node][] {
  const place = (word: string): Node => `chain-${word} ${property} ${first} ${second}`;
  return [
    [place("start"), subjectsNode(first)],
    [place("start"), subjectsNode(property)],
    [place("middle"), objectsNode(first)],
    [place("middle"), subjectsNode(second)],
    [place("end"), objectsNode(second)],
    [place("end"), objectsNode(property)],
  ];
}

function bothWays(one: Node, other: Node): readonly [Node, Node][] {
  return [
    [one, other],
    [other, one],
  ];
}

function stepsTo(
  to: Node,
  from: Node,
  cameBy: ReadonlyMap<Node, { readonly node: Node; readonly step: Step }>,
): readonly Step[] {
  const steps: Step[] = [];
  for (let node = to; node !== from; ) {
    const back = cameBy.get(node);
    if (back === undefined) throw new Error(`No way leads to ${node}`);
    steps.unshift(back.step);
    node = back.node;
  }
  return steps;
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
