import type { Quad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { qualifiedForms, relations } from "../interop/prov-o/vocabulary.ts";
import type { QuadView } from "../quads/quad-store.ts";
import { mun, prov } from "../vocabulary.ts";

/** How far back is asked. */
export interface AskedUpstream {
  /** Relations between the target and the farthest thing of which something is said; default: as many as there are. */
  readonly steps?: number;
}

interface Options extends AskedUpstream {
  readonly mostQuads: number;
}

/** What is said of a thing and of what it came from. */
export interface Upstream {
  readonly quads: readonly Quad[];
  /** Whether there is more than might be given. */
  readonly isCut: boolean;
}

/**
 * What is said of a node and of all that it came from: of what PROV's relations lead to, from effects to causes, and the nodes that
 * qualify them. What invalidated or ended a thing came after it, and is not followed. Of a lasting thing, which no run ever made, its
 * versions are where to begin; what is said to be an alternate of a thing is followed both ways, and so is what says itself that it generated
 * or influenced a thing.
 *
 * Breadth first, so that what is cut is what is farthest. O(quads that it gives).
 */
export function upstreamOf(
  target: Term,
  view: QuadView,
  { steps = Number.POSITIVE_INFINITY, mostQuads }: Options,
): Upstream {
  const quads: Quad[] = [];
  const seen = new Set<string>();
  let next: Term[] = [];
  const reach = (node: Term, nodes: Term[]) => {
    if (node.termType === "Literal" || seen.has(node.value)) return;
    seen.add(node.value);
    nodes.push(node);
  };

  reach(target, next);
  for (let step = 0; step <= steps && next.length > 0; step++) {
    const nodes = next;
    next = [];
    // A node that qualifies a relation is no step of its own: the list grows while it is read.
    for (const node of nodes) {
      for (const quad of view.match(node, null, null, null)) {
        if (quads.length === mostQuads) return { quads, isCut: true };
        quads.push(quad);
        const property = quad.predicate.value;
        if (qualifying.has(property)) reach(quad.object, nodes);
        else if (leading.has(property)) reach(quad.object, next);
      }
      if (step === 0) for (const version of of(node, prov.specializationOf, view)) reach(version, next);
      for (const property of leadingHere) for (const cause of of(node, property, view)) reach(cause, next);
    }
  }
  return { quads, isCut: false };
}

function* of(node: Term, property: Term, view: QuadView): Iterable<Term> {
  for (const { subject } of view.match(null, property, node, DataFactory.defaultGraph())) yield subject;
}

const isLater = (type: string) => type === "wasInvalidatedBy" || type === "wasEndedBy";
const laterNodes = new Set(relations.filter(({ type }) => isLater(type)).map(({ qualified }) => qualified));

/** The properties by which a cause, or an alternate, leads to a thing: two of the inverses that PROV-O defines; `prov:invalidated` tells what came after. */
const leadingHere = [prov.alternateOf, prov.generated, prov.influenced] as const;

/** The properties that lead to a node that qualifies a relation. */
const qualifying: ReadonlySet<string> = new Set([
  ...qualifiedForms.map(({ qualified }) => qualified).filter((property) => !laterNodes.has(property)),
  prov.hadGeneration.value,
  prov.hadUsage.value,
]);

/** The properties that lead to what a thing came from, from it or from such a node. */
const leading: ReadonlySet<string> = new Set([
  ...relations
    .filter(({ type }) => !isLater(type))
    .flatMap(({ plain, properties: { time: _time, ...others } }) => [plain, ...Object.values(others).flat()]),
  ...qualifiedForms.filter(({ qualified }) => !laterNodes.has(qualified)).map(({ plain }) => plain),
  mun.carriesDataFrom.value,
  mun.mayCarryDataFrom.value,
]);
