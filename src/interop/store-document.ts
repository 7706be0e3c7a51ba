import { setImmediate as nextTurn } from "node:timers/promises";
import type { Quad, Quad_Subject } from "@rdfjs/types";
import { DataFactory } from "n3";
import { ProvenanceError } from "../errors.ts";
import type { Bundle, ProvDocument, Statement } from "../prov/document.ts";
import { ntripleOf } from "../quads/nquads.ts";
import { namespaceOf, prov, rdf } from "../vocabulary.ts";
import { readProvO } from "./prov-o/read.ts";
import { qualifiedForms } from "./prov-o/vocabulary.ts";

/** Graphs of a store, each of which is read when it is asked for. No term in them is a blank node (DESIGN §3). */
export interface StoreGraphs {
  readonly names: readonly string[];
  /** The quads of a graph, or of one subject in it. */
  readonly quadsOf: (graph: string, subject?: Quad_Subject) => Iterable<Quad>;
  /** The classes that a node has in any graph in view. */
  readonly classesOf: (node: string) => readonly string[];
}

interface Options {
  /** The base IRI of the store. */
  readonly base: string;
  /** Quads of the top level, or of one bundle; beyond: `export-too-large`. */
  readonly mostQuads: number;
}

/** A store, or a part of it, as a PROV document. */
export interface StoreDocument {
  /** The statements of a bundle are read from the store whenever they are asked for. */
  readonly document: ProvDocument;
  /** How many quads state nothing of PROV, of the top level and of the bundles that were read. */
  readonly leftOut: () => number;
}

/** A syntax of PROV needs more in memory at a time than may be held for it. */
export class ExportTooLargeError extends ProvenanceError {
  override readonly name = "ExportTooLargeError";
  readonly code = "export-too-large";
  readonly limit: number;

  constructor(what: string, limit: number) {
    super(
      `${what} has more than ${limit} quads, which a syntax of PROV needs in memory: take RDF, or name fewer graphs`,
    );
    this.limit = limit;
  }
}

/**
 * What a store says as a PROV document (DESIGN §3): what the store itself states, the log and the derived graphs, at the top level,
 * with a description of every bundle; and every other graph as the bundle of its name. A node without a class in a graph is
 * there what it is anywhere else, so that what the linker says of a data set is said of an entity.
 *
 * Memory is that of the statements of the top level and of one bundle. The top level is read some subjects at a time, with the
 * nodes that qualify their relations, so that others have their turns. @throws {ExportTooLargeError}
 */
export async function storeDocument(graphs: StoreGraphs, options: Options): Promise<StoreDocument> {
  const { base, mostQuads } = options;
  const leftOut = new Map<string, number>();
  const read = (graph: string, quads: readonly Quad[]): readonly Statement[] => {
    const { document, unread } = readProvO(quads, { classesOf: (node) => classesOf(node, graphs, base) });
    leftOut.set(graph, (graph === "" ? (leftOut.get("") ?? 0) : 0) + unread.length);
    return document.statements;
  };

  const isOwn = (graph: string) => graph.startsWith(`${base}graph/`);
  const bundleNames = graphs.names.filter((graph) => !isOwn(graph));
  const statements: Statement[] = [];
  let count = 0;
  for (const quads of topQuads({ ...graphs, names: graphs.names.filter(isOwn) }, bundleNames)) {
    count += quads.length;
    if (count > mostQuads) throw new ExportTooLargeError("The top level", mostQuads);
    for (const statement of read("", quads)) statements.push(statement);
    await nextTurn();
  }
  const bundles = bundleNames.map(
    (id): Bundle => ({
      id,
      prefixes: {},
      get statements() {
        const quads = triplesOnce(graphs.quadsOf(id));
        if (quads.length > mostQuads) throw new ExportTooLargeError(`The bundle <${id}>`, mostQuads);
        return read(id, quads);
      },
    }),
  );
  return {
    document: { prefixes: { ...namespaceOf, id: base }, statements, bundles },
    leftOut: () => [...leftOut.values()].reduce((sum, each) => sum + each, 0),
  };
}

/** Quads that are in memory, as the graphs of a store. */
export function graphsOfQuads(quads: readonly Quad[]): StoreGraphs {
  const graphs = new Map<string, Quad[]>();
  const subjects = new Map<string, Quad[]>();
  const classes = new Map<string, string[]>();
  for (const quad of quads) {
    append(graphs, quad.graph.value, quad);
    append(subjects, `${quad.graph.value} ${quad.subject.value}`, quad);
    if (quad.predicate.equals(rdf.type)) append(classes, quad.subject.value, quad.object.value);
  }
  return {
    names: [...graphs.keys()],
    quadsOf: (graph, subject) =>
      (subject === undefined ? graphs.get(graph) : subjects.get(`${graph} ${subject.value}`)) ?? [],
    classesOf: (node) => classes.get(node) ?? [],
  };
}

/** How many quads of the top level are read at a time. */
const batchQuads = 2_000;

/**
 * The top level, some subjects at a time: with each subject all that is said of it in any of the graphs, and of the nodes that
 * qualify its relations, since those are read together.
 */
function* topQuads(own: StoreGraphs, bundles: readonly string[]): Iterable<readonly Quad[]> {
  const done = new Set<string>();
  const isBundle = new Set(bundles);
  let batch: Quad[] = [];
  const take = (subject: Quad_Subject, mayQualify: boolean) => {
    if (done.has(subject.value)) return;
    const description = isBundle.has(subject.value) ? [DataFactory.quad(subject, rdf.type, prov.Bundle)] : [];
    const said = own.names.flatMap((graph) => [...own.quadsOf(graph, subject)]);
    const about = triplesOnce([...description, ...said]);
    if (!mayQualify && about.some(isOfNode)) return;
    done.add(subject.value);
    for (const quad of about) {
      batch.push(quad);
      const { predicate, object } = quad;
      if (qualifying.has(predicate.value) && object.termType === "NamedNode") take(object, true);
    }
  };
  function* subjects(): Iterable<Quad_Subject> {
    for (const bundle of bundles) yield DataFactory.namedNode(bundle);
    for (const graph of own.names) for (const { subject } of own.quadsOf(graph)) yield subject;
  }

  // A node that qualifies a relation comes with whose relation it is; those that are nobody's come last.
  for (const mayQualify of [false, true])
    for (const subject of subjects()) {
      take(subject, mayQualify);
      if (batch.length < batchQuads) continue;
      yield batch;
      batch = [];
    }
  if (batch.length > 0) yield batch;
}

const qualifying: ReadonlySet<string> = new Set(qualifiedForms.map(({ qualified }) => qualified));
const nodeClasses: ReadonlySet<string> = new Set(qualifiedForms.map(({ node }) => node));

function isOfNode({ predicate, object }: Quad): boolean {
  return predicate.equals(rdf.type) && nodeClasses.has(object.value);
}

/** The triples of quads, each once. */
function triplesOnce(quads: Iterable<Quad>): readonly Quad[] {
  const triples = new Map<string, Quad>();
  for (const quad of quads) {
    const { subject, predicate, object } = quad;
    triples.set(ntripleOf(quad), DataFactory.quad(subject, predicate, object));
  }
  return [...triples.values()];
}

/** Nothing states the class of a facet snapshot (`mun:Facet`). */
function classesOf(node: string, { classesOf: known }: StoreGraphs, base: string): readonly string[] {
  const isFacet = node.startsWith(`${base}facet/`) && !node.includes("/", `${base}facet/`.length);
  return isFacet ? [prov.Entity.value] : known(node);
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
