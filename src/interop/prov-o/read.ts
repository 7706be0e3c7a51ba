import type { Quad } from "@rdfjs/types";
import type { Bundle, ProvDocument, Statement } from "../../prov/document.ts";
import type { Prefixes } from "../prefixes.ts";
import { scopeOf } from "../prov-scope.ts";
import type { Context } from "./context.ts";
import { readElements } from "./elements.ts";
import { graphOf, nameOf } from "./graph.ts";
import { definedForwards } from "./inverses.ts";
import { readLinks } from "./links.ts";
import { readRelations } from "./relations.ts";

/** What RDF says in the terms of PROV-DM, and what it says besides. */
export interface ProvReading {
  readonly document: ProvDocument;
  /** Quads that state nothing of PROV: of things that are no element, or with values that have no place. */
  readonly unread: readonly Quad[];
}

interface Options {
  /** As the document declared them: for writing, and for the `"ex:e"^^prov:QUALIFIED_NAME` that older tools write. */
  readonly prefixes?: Prefixes;
  /** The classes that a node has elsewhere, where it has none in its graph. */
  readonly classesOf?: (node: string) => readonly string[];
}

/**
 * Reads PROV-O, qualified and unqualified: a property that only repeats a qualified relation is no second statement,
 * and one of the three inverses that PROV-O defines (`prov:generated`) says what its property says.
 * Named graphs are bundles. A node with several values where PROV-DM has one argument (two times of one usage) becomes
 * as many statements of one identifier: which of the values belonged together, RDF does not tell.
 */
export function readProvO(
  quads: readonly Quad[],
  { prefixes = {}, classesOf = () => [] }: Options = {},
): ProvReading {
  const usesOf = usesIn(quads);
  const scope = scopeOf(new Map(Object.entries(prefixes)));
  const unread: Quad[] = [];
  const read = (graph: readonly Quad[]): Statement[] => {
    const context: Context = {
      graph: graphOf(graph),
      taken: new Set(),
      kindOf: new Map(),
      classesOf,
      usesOf,
      scope,
    };
    const relations = [...readRelations(context), ...readLinks(context)];
    const elements = readElements(context);
    for (const subject of context.graph.subjects)
      for (const triple of context.graph.of(subject))
        if (!context.taken.has(triple)) unread.push(triple.quad);
    return [...elements, ...relations];
  };

  const graphs = new Map<string, Quad[]>();
  for (const stated of quads) {
    const quad = definedForwards(stated);
    const name = quad.graph.termType === "DefaultGraph" ? "" : nameOf(quad.graph);
    const graph = graphs.get(name);
    if (graph === undefined) graphs.set(name, [quad]);
    else graph.push(quad);
  }
  const statements = read(graphs.get("") ?? []);
  graphs.delete("");
  const bundles = [...graphs].map(([id, graph]): Bundle => ({ id, prefixes: {}, statements: read(graph) }));
  return { document: { prefixes, statements, bundles }, unread };
}

function usesIn(quads: readonly Quad[]): (name: string) => number {
  const uses = new Map<string, number>();
  for (const { object } of quads)
    if (object.termType === "BlankNode") uses.set(nameOf(object), (uses.get(nameOf(object)) ?? 0) + 1);
  return (name) => uses.get(name) ?? 0;
}
