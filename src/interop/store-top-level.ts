import type { Quad, Quad_Subject } from "@rdfjs/types";
import { DataFactory } from "n3";
import { ntripleOf } from "../quads/nquads.ts";
import { prov, rdf } from "../vocabulary.ts";
import { qualifiedForms } from "./prov-o/vocabulary.ts";
import type { StoreGraphs } from "./store-graphs.ts";

/**
 * The quads of these graphs together, some subjects at a time: with each subject all that is said of it in any of them, and of
 * the nodes that qualify its relations, since those are read together.
 */
export function* topQuads(top: StoreGraphs, bundles: readonly string[]): Iterable<readonly Quad[]> {
  const graphsOf = yield* graphsBySubject(top);
  const isBundle = new Set(bundles);
  const done = new Set<string>();
  let batch: Quad[] = [];
  const take = (subject: Quad_Subject, mayQualify: boolean) => {
    if (done.has(subject.value)) return;
    const description = isBundle.has(subject.value) ? [DataFactory.quad(subject, rdf.type, prov.Bundle)] : [];
    const said = (graphsOf.get(subject.value) ?? []).flatMap((graph) => [...top.quadsOf(graph, subject)]);
    const about = triplesOnce([...description, ...said]);
    if (!mayQualify && about.some(isOfNode)) return;
    done.add(subject.value);
    for (const quad of about) {
      batch.push(quad);
      const { predicate, object } = quad;
      if (qualifying.has(predicate.value) && object.termType === "NamedNode") take(object, true);
    }
  };

  // A node that qualifies a relation comes with whose relation it is; those that are nobody's come last.
  for (const mayQualify of [false, true])
    for (const subject of [...bundles, ...graphsOf.keys()]) {
      take(DataFactory.namedNode(subject), mayQualify);
      if (batch.length < batchQuads) continue;
      yield batch;
      batch = [];
    }
  if (batch.length > 0) yield batch;
}

/**
 * The graphs in which something is said of each subject: there are thousands, and few have a subject in common. Yields
 * nothing now and then, for others to have their turns.
 */
function* graphsBySubject({
  names,
  quadsOf,
}: StoreGraphs): Generator<readonly Quad[], ReadonlyMap<string, readonly string[]>> {
  const graphsOf = new Map<string, string[]>();
  let count = 0;
  for (const graph of names) {
    let last = "";
    for (const { subject } of quadsOf(graph)) {
      count += 1;
      if (count % scannedQuads === 0) yield [];
      if (subject.value === last) continue;
      last = subject.value;
      const known = graphsOf.get(last);
      if (known === undefined) graphsOf.set(last, [graph]);
      else if (known.at(-1) !== graph) known.push(graph);
    }
  }
  return graphsOf;
}

/** The properties that lead to a node that qualifies a relation. */
export const qualifying: ReadonlySet<string> = new Set(qualifiedForms.map(({ qualified }) => qualified));
const nodeClasses: ReadonlySet<string> = new Set(qualifiedForms.map(({ node }) => node));

function isOfNode({ predicate, object }: Quad): boolean {
  return predicate.equals(rdf.type) && nodeClasses.has(object.value);
}

/** The triples of quads, each once. */
export function triplesOnce(quads: Iterable<Quad>): readonly Quad[] {
  const triples = new Map<string, Quad>();
  for (const quad of quads) {
    const { subject, predicate, object } = quad;
    triples.set(ntripleOf(quad), DataFactory.quad(subject, predicate, object));
  }
  return [...triples.values()];
}

/** How many quads of the top level are read at a time, and how many are looked through. */
const batchQuads = 2_000;
const scannedQuads = 20_000;
