import { setImmediate as nextTurn } from "node:timers/promises";
import type { Quad } from "@rdfjs/types";
import { ProvenanceError } from "../errors.ts";
import { argumentsOf, type Bundle, type ProvDocument, type Statement } from "../prov/document.ts";
import { namespaceOf, prov } from "../vocabulary.ts";
import { formOf } from "./prov-n/forms.ts";
import { readProvO } from "./prov-o/read.ts";
import type { StoreGraphs } from "./store-graphs.ts";
import { qualifying, topQuads, triplesOnce } from "./store-top-level.ts";

interface Options {
  /** The base IRI of the store. */
  readonly base: string;
  /** Quads of the top level, or of one bundle; beyond: `export-too-large`. */
  readonly mostQuads: number;
  /** Ends the reading of the top level. */
  readonly signal?: AbortSignal | undefined;
}

/** A store, or a part of it, as a PROV document. */
export interface StoreDocument {
  /** The statements of a bundle are read from the store whenever they are asked for. */
  readonly document: ProvDocument;
  /** How many quads are in no statement, of the top level and of the bundles that were read. */
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
 * What a store says as a PROV document (DESIGN §3): at the top level what the store itself states, the log and the derived graphs, with
 * the facet snapshots that these lead to and a description of every bundle; and every other graph as the bundle of its name.
 * A node without a class in a graph is there what it is anywhere else, so that what the linker says of a data set is said
 * of an entity. A relation without an argument that PROV-N requires is left out, since no syntax of PROV has it.
 *
 * Memory is that of the statements of the top level and of one bundle. The top level is read some subjects at a time, with the
 * nodes that qualify their relations, so that others have their turns. @throws {ExportTooLargeError}
 */
export async function storeDocument(
  graphs: StoreGraphs,
  { base, mostQuads, signal }: Options,
): Promise<StoreDocument> {
  const leftOut = new Map<string, number>();
  const read = (graph: string, quads: readonly Quad[]): readonly Statement[] => {
    const reading = readProvO(quads, { classesOf: (node) => classesOf(node, graphs, base) });
    const { complete, others } = completeOf(reading.document.statements, quads);
    const before = graph === topLevel ? (leftOut.get(topLevel) ?? 0) : 0;
    leftOut.set(graph, before + new Set([...reading.unread, ...others]).size);
    return complete;
  };

  const isOfTop = (graph: string) => graph.startsWith(`${base}graph/`) || graph.startsWith(`${base}facet/`);
  const bundleNames = graphs.names.filter((graph) => !isOfTop(graph));
  const top = { ...graphs, names: graphs.names.filter(isOfTop) };
  const statements: Statement[] = [];
  let count = 0;
  for (const quads of topQuads(top, bundleNames)) {
    count += quads.length;
    if (count > mostQuads) throw new ExportTooLargeError("The top level", mostQuads);
    for (const statement of read(topLevel, quads)) statements.push(statement);
    await nextTurn();
    signal?.throwIfAborted();
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

/** In the place of a graph's name. */
const topLevel = "";

/** The statements that have what PROV-N requires of them, and the quads that others were made of. */
function completeOf(
  statements: readonly Statement[],
  quads: readonly Quad[],
): { readonly complete: readonly Statement[]; readonly others: readonly Quad[] } {
  const incomplete = new Set<string>();
  const complete = statements.filter(({ type, id, args }) => {
    const required = argumentsOf[type].slice(0, formOf[type].required);
    const isComplete = required.every((argument) => args[argument] !== undefined);
    if (!isComplete) incomplete.add(id ?? "");
    return isComplete;
  });
  if (incomplete.size === 0) return { complete, others: [] };
  const others = quads.filter(
    ({ subject, predicate, object }) =>
      incomplete.has(subject.value) || (qualifying.has(predicate.value) && incomplete.has(object.value)),
  );
  return { complete, others };
}

/** The classes of a node. Nothing states those of facet snapshots and of columns, which are entities (DESIGN §3). */
function classesOf(node: string, { classesOf: known }: StoreGraphs, base: string): readonly string[] {
  const classes = known(node);
  const [kind, ...path] = node.startsWith(base) ? node.slice(base.length).split("/") : [];
  const isEntity = kind === "dataset" || (kind === "facet" && path.length === 1);
  return classes.length === 0 && isEntity ? [prov.Entity.value] : classes;
}
