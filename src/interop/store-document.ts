import type { Quad, Quad_Graph } from "@rdfjs/types";
import { DataFactory } from "n3";
import { ProvenanceError } from "../errors.ts";
import type { Bundle, ProvDocument, Statement } from "../prov/document.ts";
import { ntripleOf } from "../quads/nquads.ts";
import { prov, rdf } from "../vocabulary.ts";
import { defaultPrefixes } from "./prefixes.ts";
import { readProvO } from "./prov-o/read.ts";

/** Graphs of a store, each of which is read when it is asked for. */
export interface StoreGraphs {
  readonly names: readonly string[];
  readonly quadsOf: (graph: string) => Iterable<Quad>;
  /** The classes that a node has in any graph in view. */
  readonly classesOf: (node: string) => readonly string[];
}

/** Quads that are in memory, as the graphs of a store. */
export function graphsOfQuads(quads: readonly Quad[]): StoreGraphs {
  const graphs = new Map<string, Quad[]>();
  const classes = new Map<string, string[]>();
  for (const quad of quads) {
    append(graphs, quad.graph.value, quad);
    if (quad.predicate.equals(rdf.type)) append(classes, quad.subject.value, quad.object.value);
  }
  return {
    names: [...graphs.keys()],
    quadsOf: (graph) => graphs.get(graph) ?? [],
    classesOf: (node) => classes.get(node) ?? [],
  };
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
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

/** A syntax of PROV needs more quads in memory at a time than may be held for it. */
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
 * Memory is that of the top level and of one bundle. @throws {ExportTooLargeError}
 */
export function storeDocument(graphs: StoreGraphs, { base, mostQuads }: Options): StoreDocument {
  const { names, quadsOf, classesOf } = graphs;
  const isOwn = (graph: string) => graph.startsWith(`${base}graph/`);
  // Nothing states the class of a facet snapshot (`mun:Facet`).
  const isFacet = (node: string) =>
    node.startsWith(`${base}facet/`) && !node.includes("/", `${base}facet/`.length);
  const leftOut = new Map<string, number>();
  const read = (graph: string, quads: readonly Quad[]): readonly Statement[] => {
    const { document, unread } = readProvO(quads, {
      classesOf: (node) => (isFacet(node) ? [prov.Entity.value] : classesOf(node)),
    });
    leftOut.set(graph, unread.length);
    return document.statements;
  };

  const bundleNames = names.filter((graph) => !isOwn(graph));
  const top = atTopLevel(topQuads(names.filter(isOwn), bundleNames, quadsOf), "The top level", mostQuads);
  const statements = read("", top);
  const bundles = bundleNames.map(
    (id): Bundle => ({
      id,
      prefixes: {},
      get statements() {
        return read(id, atTopLevel(quadsOf(id), `The bundle <${id}>`, mostQuads));
      },
    }),
  );
  return {
    document: { prefixes: defaultPrefixes, statements, bundles },
    leftOut: () => [...leftOut.values()].reduce((sum, count) => sum + count, 0),
  };
}

function* topQuads(
  own: readonly string[],
  bundles: readonly string[],
  quadsOf: StoreGraphs["quadsOf"],
): Iterable<Quad> {
  for (const bundle of bundles) yield DataFactory.quad(DataFactory.namedNode(bundle), rdf.type, prov.Bundle);
  for (const graph of own) yield* quadsOf(graph);
}

/** The triples of quads, each once. */
function atTopLevel(quads: Iterable<Quad>, what: string, most: number): readonly Quad[] {
  const graph: Quad_Graph = DataFactory.defaultGraph();
  const triples = new Map<string, Quad>();
  for (const quad of quads) {
    const key = ntripleOf(quad);
    if (triples.has(key)) continue;
    if (triples.size === most) throw new ExportTooLargeError(what, most);
    triples.set(key, DataFactory.quad(quad.subject, quad.predicate, quad.object, graph));
  }
  return [...triples.values()];
}
