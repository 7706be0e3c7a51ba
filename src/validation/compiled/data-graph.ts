import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { termKey } from "../../quads/term-key.ts";
import { rdfs } from "../../vocabulary.ts";
import { type ClassHierarchy, classHierarchy } from "../class-hierarchy.ts";
import type { FocusNode } from "../targets.ts";

/** Nodes of one graph, each once, in the order in which they were stated. */
export type NodeSet = ReadonlySet<DataNode>;

/** A term of a graph, of which there is one: two nodes are equal when they are the same object. */
export interface DataNode {
  readonly term: FocusNode;
  readonly key: string;
  /** Nodes are in the order in which they were stated. */
  readonly ordinal: number;
  /** IRIs of the predicates of its own statements. */
  readonly predicates: Iterable<string>;
  /** Objects of its statements with this predicate. */
  values(predicate: string): NodeSet;
  /** The set of this node and no other. */
  readonly alone: NodeSet;
}

/** A graph that is judged: names of graphs do not count in it. */
export interface DataGraph {
  readonly classes: ClassHierarchy;
  /** The node of a term, whether or not the graph speaks of it. */
  node(term: FocusNode): DataNode;
  /** Subjects of the statements with this predicate and object. */
  subjects(predicate: string, object: DataNode): NodeSet;
}

/** One graph in memory, indexed for being judged once. */
export interface IndexedGraph extends DataGraph {
  /** Predicates, each with the subject and the object of its statements in turn. */
  readonly statements: ReadonlyMap<string, readonly DataNode[]>;
}

class StatedNode implements DataNode {
  readonly term: FocusNode;
  readonly key: string;
  readonly ordinal: number;
  #values: Map<string, Set<DataNode>> | undefined;
  #alone: NodeSet | undefined;

  constructor(term: FocusNode, key: string, ordinal: number) {
    this.term = term;
    this.key = key;
    this.ordinal = ordinal;
  }

  get predicates(): Iterable<string> {
    return this.#values?.keys() ?? [];
  }

  values(predicate: string): NodeSet {
    return this.#values?.get(predicate) ?? noNodes;
  }

  get alone(): NodeSet {
    this.#alone ??= new Set([this]);
    return this.#alone;
  }

  add(predicate: string, object: DataNode): void {
    this.#values ??= new Map();
    const known = this.#values.get(predicate);
    if (known === undefined) this.#values.set(predicate, new Set([object]));
    else known.add(object);
  }
}

/** No nodes. */
export const noNodes: NodeSet = new Set();

/** What is known of classes before any graph is read. */
export interface KnownClasses {
  readonly axioms: readonly Quad[];
  readonly classes: ClassHierarchy;
}

/**
 * Indexes a graph. Undefined when it holds what RDF 1.1 does not have, a triple as a term or text with a direction: on their
 * equality libraries differ.
 */
export function dataGraph(quads: Iterable<Quad>, known: KnownClasses): IndexedGraph | undefined {
  const nodes = new Map<string, StatedNode>();
  const statements = new Map<string, DataNode[]>();
  const nodeOf = (term: FocusNode): StatedNode => {
    const key = termKey(term);
    const found = nodes.get(key);
    if (found !== undefined) return found;
    const node = new StatedNode(term, key, nodes.size);
    nodes.set(key, node);
    return node;
  };

  for (const { subject, predicate, object } of quads) {
    if (subject.termType === "Quad" || object.termType === "Quad") return undefined;
    const from = nodeOf(subject);
    const to = nodeOf(object);
    if (hasDirection(to)) return undefined;
    const name = predicate.value;
    from.add(name, to);
    const pairs = statements.get(name);
    if (pairs === undefined) statements.set(name, [from, to]);
    else pairs.push(from, to);
  }

  const incoming = new Map<string, ReadonlyMap<DataNode, NodeSet>>();
  return {
    classes: classesOf(statements, known),
    node: nodeOf,
    statements,
    subjects(predicate, object) {
      let byObject = incoming.get(predicate);
      if (byObject === undefined) {
        byObject = turned(statements.get(predicate) ?? []);
        incoming.set(predicate, byObject);
      }
      return byObject.get(object) ?? noNodes;
    },
  };
}

/** Text of RDF 1.2 with a base direction, by its key: `"text"@en--ltr`. */
function hasDirection({ key }: DataNode): boolean {
  return key.startsWith('"') && !key.endsWith('"') && /@[^"]*--[^"]*$/.test(key);
}

/** Subjects by object, of subjects and objects in turn. */
function turned(pairs: readonly DataNode[]): ReadonlyMap<DataNode, NodeSet> {
  const byObject = new Map<DataNode, Set<DataNode>>();
  for (const [subject, object] of inPairs(pairs)) {
    const known = byObject.get(object);
    if (known === undefined) byObject.set(object, new Set([subject]));
    else known.add(subject);
  }
  return byObject;
}

function classesOf(
  statements: ReadonlyMap<string, readonly DataNode[]>,
  { axioms, classes }: KnownClasses,
): ClassHierarchy {
  const stated = statements.get(rdfs.subClassOf.value);
  if (stated === undefined) return classes;
  const further = [...inPairs(stated)].map(([subject, object]) =>
    DataFactory.quad(subject.term as Quad["subject"], rdfs.subClassOf, object.term),
  );
  return classHierarchy([...axioms, ...further]);
}

/** Subjects with their objects, from both in turn. */
function* inPairs(pairs: readonly DataNode[]): Generator<readonly [DataNode, DataNode]> {
  for (let i = 0; i < pairs.length; i += 2) {
    const subject = pairs[i];
    const object = pairs[i + 1];
    if (subject !== undefined && object !== undefined) yield [subject, object];
  }
}
