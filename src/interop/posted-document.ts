import type { NamedNode, Quad, Quad_Graph, Quad_Object, Quad_Subject, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { compareCodePoints } from "../code-points.ts";
import type { MappedBundle } from "../mapping/bundle.ts";
import type { Iris } from "../mapping/iris.ts";
import { nquadOf } from "../quads/nquads.ts";
import { dcterms, prov, rdf } from "../vocabulary.ts";
import { type CanonicalisationLimits, canonicalise } from "./canonical.ts";
import { EmptyDocumentError } from "./rdf-errors.ts";
import { refuseReserved } from "./reserved.ts";

interface Options extends Partial<CanonicalisationLimits> {
  readonly iris: Iris;
}

/**
 * The bundle of a posted RDF document (DESIGN §3, §6). Its IRI is keyed by the document's RDFC-1.0 form, so it depends
 * on nothing but what the document says: not on its syntax, its prefixes, the order of its statements or its labels.
 *
 * The default graph becomes the graph `bundle/{h}`, a named graph `bundle/{h}/graph/{n}`, `n` its index in the
 * code-point order of the graphs' names, and a blank node `bundle/{h}/node/{canonical label}`. The name that a graph
 * had is kept as `bundle/{h}/graph/{n} dcterms:source name`. Only the graph is renamed: where the document *describes*
 * the name (`ex:b a prov:Bundle ; prov:wasAttributedTo ex:bob`), that stays said of the name, since another document
 * may give the same name to another graph (PROV-DM §5.4).
 */
export async function mapDocument(
  quads: readonly Quad[],
  { iris, ...limits }: Options,
): Promise<MappedBundle> {
  if (quads.length === 0) throw new EmptyDocumentError();
  refuseReserved(quads, iris.base);
  const { lines, labels } = await canonicalise(quads, limits);

  const bundle = iris.rdf(lines.join(""));
  const named = (term: Term) =>
    term.termType === "BlankNode" ? iris.bundleNode(bundle, labels.get(term.value) ?? term.value) : term;
  const graphs = renamedGraphs(quads, labels, bundle, iris);

  const renamed = quads.map(({ subject, predicate, object, graph }) =>
    DataFactory.quad(
      named(subject) as Quad_Subject,
      predicate,
      named(object) as Quad_Object,
      graphs.get(graphKey(graph, labels))?.iri ?? (bundle as Quad_Graph),
    ),
  );
  const described = [...graphs.values()].flatMap(({ iri, name }) => [
    DataFactory.quad(iri, rdf.type, prov.Bundle, bundle),
    DataFactory.quad(iri, dcterms.source, named(name) as Quad_Object, bundle),
  ]);
  const stated = [DataFactory.quad(bundle, rdf.type, prov.Bundle, bundle), ...described, ...renamed];
  return { iri: bundle, quads: distinctSorted(stated), facets: [], identities: [] };
}

interface RenamedGraph {
  readonly iri: NamedNode;
  readonly name: Term;
}

function renamedGraphs(
  quads: readonly Quad[],
  labels: ReadonlyMap<string, string>,
  bundle: NamedNode,
  iris: Iris,
): ReadonlyMap<string, RenamedGraph> {
  const names = new Map<string, Term>();
  for (const { graph } of quads)
    if (graph.termType !== "DefaultGraph") names.set(graphKey(graph, labels), graph);
  const inOrder = [...names].sort(([a], [b]) => compareCodePoints(a, b));
  return new Map(inOrder.map(([key, name], n) => [key, { iri: iris.bundleGraph(bundle, n), name }]));
}

/** What graphs are ordered by: the IRI, or the canonical label after `_:`. */
function graphKey(graph: Term, labels: ReadonlyMap<string, string>): string {
  return graph.termType === "BlankNode" ? `_:${labels.get(graph.value)}` : graph.value;
}

/** Graph by graph, each in the order of its lines, so that the same document always gives the same list. */
function distinctSorted(quads: readonly Quad[]): readonly Quad[] {
  const byLine = new Map(quads.map((quad) => [`${quad.graph.value} ${nquadOf(quad)}`, quad]));
  return [...byLine].sort(([a], [b]) => compareCodePoints(a, b)).map(([, quad]) => quad);
}
