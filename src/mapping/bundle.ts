import type { NamedNode, Quad } from "@rdfjs/types";

/** What one input becomes: its own graph, the facet snapshots that it cites, and the names of persons kept apart. */
export interface MappedBundle {
  /** The bundle, which is also the name of its graph. */
  readonly iri: NamedNode;
  /** Quads in the graph `iri`; of a posted document also in `{iri}/graph/{n}`. No blank nodes, no repeats. */
  readonly quads: readonly Quad[];
  readonly facets: readonly FacetSnapshot[];
  readonly identities: readonly Identity[];
}

/** The content of one facet, addressed by that content, in a graph of its own name. */
export interface FacetSnapshot {
  readonly iri: NamedNode;
  /** All in the graph `iri`. */
  readonly quads: readonly Quad[];
}

/** The name behind a keyed IRI: for `graph/identity` alone. */
export interface Identity {
  readonly agent: NamedNode;
  readonly name: string;
}
