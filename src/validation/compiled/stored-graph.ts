import { DataFactory } from "n3";
import type { CurrentStatements, StatementCursor } from "../../quads/current-statements.ts";
import { noTerm, type TermId } from "../../quads/id-view.ts";
import { termKey } from "../../quads/term-key.ts";
import { rdfs } from "../../vocabulary.ts";
import type { ClassHierarchy } from "../class-hierarchy.ts";
import type { FocusNode } from "../targets.ts";
import { type DataGraph, type DataNode, type NodeSet, noNodes } from "./data-graph.ts";

/** What shapes look at of a thing, by the IRIs of predicates. */
export interface LookedAt {
  /** Of its own statements; absent: all but `rdfs:subClassOf`. */
  readonly predicates?: ReadonlySet<string>;
  /** Of the statements that lead to it. */
  readonly inverse: readonly string[];
}

/** A graph in a store, of which is read what is judged, and when it is: a thing costs two look-ups, and no term is made for it. */
export interface StoredGraph extends DataGraph {
  nodeAt(id: TermId): DataNode;
  /** Whether RDF 1.1 has all that a thing states as far as it is looked at. */
  isOfRdf11(id: TermId): boolean;
}

export function storedGraph(
  statements: CurrentStatements,
  lookedAt: LookedAt,
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

/** What a class is below is for the shapes graph to say. */
const subClassOf = rdfs.subClassOf.value;

/** A thing of which no more is said is read as a whole, and of others what is looked at. */
const mostReadAtOnce = 64;

/** Where the nodes of a graph read. */
class Source {
  readonly statements: CurrentStatements;
  readonly cursor: StatementCursor;
  /** Predicates that are looked at, by their numbers; absent: all. */
  readonly predicates: ReadonlyMap<TermId, string> | undefined;
  readonly inverse: ReadonlyMap<TermId, string>;
  readonly #nodes = new Map<TermId, StoredNode>();
  readonly #unknown = new Map<string, StoredNode>();
  readonly #ids = new Map<string, TermId>();
  readonly #names = new Map<TermId, string>();

  constructor(statements: CurrentStatements, { predicates, inverse }: LookedAt) {
    this.statements = statements;
    this.cursor = statements.cursor();
    this.predicates = predicates && this.#numbered(predicates);
    this.inverse = this.#numbered(inverse);
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

  idOf(predicate: string): TermId {
    let id = this.#ids.get(predicate);
    if (id === undefined) {
      id = this.statements.terms.idOf(DataFactory.namedNode(predicate));
      this.#ids.set(predicate, id);
    }
    return id;
  }

  nameOf(predicate: TermId): string {
    let name = this.#names.get(predicate);
    if (name === undefined) {
      name = this.statements.terms.text(predicate);
      this.#names.set(predicate, name);
    }
    return name;
  }

  #numbered(iris: Iterable<string>): ReadonlyMap<TermId, string> {
    const numbered = new Map<TermId, string>();
    for (const iri of iris) {
      const id = this.idOf(iri);
      if (id !== noTerm) numbered.set(id, iri);
    }
    return numbered;
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
    const { cursor, predicates, statements } = this.#source;
    // Of blank nodes a description says nothing.
    if (this.ordinal === noTerm || !statements.isIri(this.ordinal)) return own;
    cursor.seek(this.ordinal, noTerm, noTerm);
    if (predicates === undefined || cursor.candidates <= mostReadAtOnce) this.#addOwn(own, predicates);
    else
      for (const predicate of predicates.keys()) {
        cursor.seek(this.ordinal, predicate, noTerm);
        this.#addOwn(own, predicates);
      }
    return own;
  }

  #addOwn(own: NodesBy, predicates: ReadonlyMap<TermId, string> | undefined): void {
    const source = this.#source;
    const { cursor, statements } = source;
    while (cursor.next()) {
      const predicate =
        predicates === undefined ? source.nameOf(cursor.predicate) : predicates.get(cursor.predicate);
      const { object } = cursor;
      cursor.passTriple();
      if (predicate === undefined || predicate === subClassOf) continue;
      if (!statements.isOfRdf11(object)) this.#isOfRdf11 = false;
      add(own, predicate, source.nodeAt(object));
    }
  }

  #readOthers(): NodesBy {
    if (this.#others !== undefined) return this.#others;
    const others: NodesBy = new Map();
    this.#others = others;
    if (this.ordinal === noTerm) return others;
    const { cursor, inverse } = this.#source;
    cursor.seek(noTerm, noTerm, this.ordinal);
    if (cursor.candidates <= mostReadAtOnce) this.#addOthers(others);
    else
      for (const predicate of inverse.keys()) {
        cursor.seek(noTerm, predicate, this.ordinal);
        this.#addOthers(others);
      }
    return others;
  }

  #addOthers(others: NodesBy): void {
    const source = this.#source;
    const { cursor, inverse } = source;
    while (cursor.next()) {
      const predicate = inverse.get(cursor.predicate);
      const { subject } = cursor;
      cursor.passTriple();
      if (predicate !== undefined) add(others, predicate, source.nodeAt(subject));
    }
  }
}

function add(nodes: NodesBy, predicate: string, node: DataNode): void {
  const known = nodes.get(predicate);
  if (known === undefined) nodes.set(predicate, new Set([node]));
  else known.add(node);
}
