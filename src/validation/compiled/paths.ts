import type { ReadShape } from "../shacl-engine.ts";
import type { DataGraph, DataNode, NodeSet } from "./data-graph.ts";

/** Follows a property path from a node (SHACL §2.3.1). */
export type Walk = (from: DataNode, graph: DataGraph) => NodeSet;

/** A path as the library has read it. */
export type ReadPath = NonNullable<ReadShape["pathObject"]>;

/** The walk along a path; undefined for one that has no meaning here. */
export function compiledPath(path: ReadPath): Walk | undefined {
  if ("termType" in path) return path.termType === "NamedNode" ? along(path.value) : undefined;
  if (Array.isArray(path)) return all(path, inSequence);
  if ("or" in path) return all(path.or, anyOf);
  if ("inverse" in path) {
    const { inverse } = path;
    if (!("termType" in inverse) || inverse.termType !== "NamedNode") return undefined;
    const { value } = inverse;
    return (from, graph) => graph.subjects(value, from);
  }
  if ("zeroOrOne" in path) return all([path.zeroOrOne], ([step]) => withStart(step));
  if ("oneOrMore" in path) return all([path.oneOrMore], ([step]) => repeated(step));
  return all([path.zeroOrMore], ([step]) => withStart(repeated(step)));
}

function along(predicate: string): Walk {
  return (from) => from.values(predicate);
}

type Walks = readonly [Walk, ...Walk[]];

/** Compiles all parts, or none. */
function all(paths: readonly ReadPath[], join: (walks: Walks) => Walk): Walk | undefined {
  const walks = paths.map(compiledPath).filter((walk) => walk !== undefined);
  const [first, ...others] = walks;
  return first === undefined || walks.length < paths.length ? undefined : join([first, ...others]);
}

function inSequence([first, ...others]: Walks): Walk {
  return (from, graph) =>
    others.reduce((reached, walk) => fromEach(reached, walk, graph), first(from, graph));
}

function anyOf(walks: Walks): Walk {
  return (from, graph) => {
    const reached = new Set<DataNode>();
    for (const walk of walks) for (const node of walk(from, graph)) reached.add(node);
    return reached;
  };
}

function fromEach(nodes: NodeSet, walk: Walk, graph: DataGraph): NodeSet {
  const reached = new Set<DataNode>();
  for (const node of nodes) for (const next of walk(node, graph)) reached.add(next);
  return reached;
}

function withStart(walk: Walk): Walk {
  return (from, graph) => new Set([...walk(from, graph), from]);
}

/** One step or more. What is found while the set is walked is walked too. */
function repeated(step: Walk): Walk {
  return (from, graph) => {
    const reached = new Set(step(from, graph));
    for (const node of reached) for (const next of step(node, graph)) reached.add(next);
    return reached;
  };
}
