import type { CurrentStatements, StatementCursor } from "../../quads/current-statements.ts";
import { noTerm, type TermId } from "../../quads/id-view.ts";
import { termKey } from "../../quads/term-key.ts";
import type { ClassHierarchy } from "../class-hierarchy.ts";
import type { LookedAtNumbers } from "../looked-at.ts";
import type { FocusNode } from "../targets.ts";
import { type DataGraph, type DataNode, type NodeSet, noNodes } from "./data-graph.ts";

/** A graph in a store, of which is read what is judged, and when it is: a thing costs two look-ups, and no term is made for it. */
export interface StoredGraph extends DataGraph {
  nodeAt(id: TermId): DataNode;
  /** Whether RDF 1.1 has all that a thing states as far as it is looked at. */
  isOfRdf11(id: TermId): boolean;
}

export function storedGraph(
  statements: CurrentStatements,
  lookedAt: LookedAtNumbers,
  classes: ClassHierarchy,
): StoredGraph {
  const source = new Source(statements, lookedAt);
  return {
    classes,
    node: (term) => source.nodeOf(term),
    nodeAt: (id) => source.nodeAt(id),
    isOfRdf11: (id) => source.nodeAt(id).isOfRdf11,
    subjects: (predicate, object) => (object instanceof StoredNode ? object.subjects(predicate) : noNodes),
  };
}

/** A thing of which no more is said is read as a whole, and of others what is looked at. */
const mostReadAtOnce = 64;

/** Where the nodes of a graph read. */
class Source {
  readonly statements: CurrentStatements;
  readonly cursor: StatementCursor;
  readonly lookedAt: LookedAtNumbers;
  readonly #nodes = new Map<TermId, StoredNode>();
  readonly #unknown = new Map<string, StoredNode>();

  constructor(statements: CurrentStatements, lookedAt: LookedAtNumbers) {
    this.statements = statements;
    this.cursor = statements.cursor();
    this.lookedAt = lookedAt;
  }

  nodeAt(id: TermId): StoredNode {
    const known = this.#nodes.get(id);
    if (known !== undefined) return known;
    const node = new StoredNode(this, id);
    this.#nodes.set(id, node);
    return node;
  }

  nodeOf(term: FocusNode): StoredNode {
    const id = this.statements.terms.idOf(term);
    if (id !== noTerm) return this.nodeAt(id);
    const key = termKey(term);
    const node = this.#unknown.get(key) ?? new StoredNode(this, noTerm, term);
    this.#unknown.set(key, node);
    return node;
  }
}

type NodesBy = Map<string, Set<DataNode>>;

/** A term of a store, whose statements are read when they are first asked for. */
class StoredNode implements DataNode {
  readonly ordinal: number;
  readonly #source: Source;
  #term: FocusNode | undefined;
  #own: NodesBy | undefined;
  #others: NodesBy | undefined;
  #isOfRdf11 = true;
  #alone: NodeSet | undefined;

  constructor(source: Source, id: TermId, term?: FocusNode) {
    this.#source = source;
    this.ordinal = id;
    this.#term = term;
  }

  get term(): FocusNode {
    this.#term ??= this.#source.statements.terms.term(this.ordinal) as FocusNode;
    return this.#term;
  }

  get key(): string {
    return termKey(this.term);
  }

  get alone(): NodeSet {
    this.#alone ??= new Set([this]);
    return this.#alone;
  }

  get predicates(): Iterable<string> {
    return this.#read().keys();
  }

  get isOfRdf11(): boolean {
    this.#read();
    return this.#isOfRdf11;
  }

  values(predicate: string): NodeSet {
    return this.#read().get(predicate) ?? noNodes;
  }

  subjects(predicate: string): NodeSet {
    return this.#readOthers().get(predicate) ?? noNodes;
  }

  #read(): NodesBy {
    if (this.#own !== undefined) return this.#own;
    const own: NodesBy = new Map();
    this.#own = own;
    const { cursor, lookedAt, statements } = this.#source;
    // Of blank nodes a description says nothing.
    if (this.ordinal === noTerm || !statements.isIri(this.ordinal)) return own;
    cursor.seek(this.ordinal, noTerm, noTerm);
    const apart = cursor.candidates > mostReadAtOnce ? lookedAt.allOwn() : undefined;
    if (apart === undefined) this.#addOwn(own);
    for (const predicate of apart ?? []) {
      cursor.seek(this.ordinal, predicate, noTerm);
      this.#addOwn(own);
    }
    return own;
  }

  #addOwn(own: NodesBy): void {
    const source = this.#source;
    const { cursor, lookedAt, statements } = source;
    for (; cursor.next(); cursor.passTriple()) {
      const predicate = lookedAt.own(cursor.predicate);
      if (predicate === undefined) continue;
      if (!statements.isOfRdf11(cursor.object)) this.#isOfRdf11 = false;
      add(own, predicate, source.nodeAt(cursor.object));
    }
  }

  #readOthers(): NodesBy {
    if (this.#others !== undefined) return this.#others;
    const others: NodesBy = new Map();
    this.#others = others;
    if (this.ordinal === noTerm) return others;
    const { cursor, lookedAt } = this.#source;
    cursor.seek(noTerm, noTerm, this.ordinal);
    const apart = cursor.candidates > mostReadAtOnce ? lookedAt.allInverse() : undefined;
    if (apart === undefined) this.#addOthers(others);
    for (const predicate of apart ?? []) {
      cursor.seek(noTerm, predicate, this.ordinal);
      this.#addOthers(others);
    }
    return others;
  }

  #addOthers(others: NodesBy): void {
    const source = this.#source;
    const { cursor, lookedAt } = source;
    for (; cursor.next(); cursor.passTriple()) {
      const predicate = lookedAt.inverse(cursor.predicate);
      if (predicate !== undefined) add(others, predicate, source.nodeAt(cursor.subject));
    }
  }
}

function add(nodes: NodesBy, predicate: string, node: DataNode): void {
  const known = nodes.get(predicate);
  if (known === undefined) nodes.set(predicate, new Set([node]));
  else known.add(node);
}
