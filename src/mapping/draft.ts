import type { NamedNode } from "@rdfjs/types";
import type { Configuration } from "../configuration.ts";
import type { Facets, JsonObject, Note } from "../events/event.ts";
import { mun } from "../vocabulary.ts";
import type { FacetSnapshot, Identity, MappedBundle } from "./bundle.ts";
import type { Iris } from "./iris.ts";
import { snapshotsFor } from "./recent-snapshots.ts";
import { type State, statementsIn, text } from "./statements.ts";

/** What mapping needs beside the event. */
export interface MappingContext {
  readonly iris: Iris;
  readonly configuration: Configuration;
}

/** A bundle while it is written. */
export interface Draft extends MappingContext {
  readonly bundle: NamedNode;
  /** States something in the bundle. */
  readonly state: State;
  /** States that something was accepted though it breaks the specification. */
  readonly note: (note: Pick<Note, "code" | "pointer">) => void;
  /** Takes a snapshot of a facet; the IRI is a function of the content. */
  readonly snapshot: (name: string, facet: JsonObject) => NamedNode;
  /** States that a thing had each of these facets. */
  readonly stateFacets: (thing: NamedNode, ...facets: readonly Facets[]) => void;
  /** Keeps the name behind a keyed IRI apart. */
  readonly identify: (identity: Identity) => void;
  readonly finished: () => MappedBundle;
}

/** Begins a bundle. */
export function draftOf(bundle: NamedNode, context: MappingContext): Draft {
  const { iris, configuration } = context;
  const { state, quads } = statementsIn(bundle);
  const snapshots = new Map<string, FacetSnapshot>();
  const identities = new Map<string, Identity>();
  const identify = (identity: Identity) => {
    identities.set(identity.agent.value, identity);
  };
  const take = snapshotsFor(iris, configuration);
  const snapshot = (name: string, facet: JsonObject) => {
    const taken = take(name, facet);
    snapshots.set(taken.snapshot.iri.value, taken.snapshot);
    for (const identity of taken.identities) identify(identity);
    return taken.snapshot.iri;
  };

  return {
    ...context,
    bundle,
    state,
    note: ({ code, pointer }) => state(bundle, mun.acceptedWith, text(`${code} ${pointer}`)),
    snapshot,
    stateFacets: (thing, ...facets) => {
      for (const [name, facet] of facets.flatMap(Object.entries<JsonObject>))
        state(thing, mun.hadFacet, snapshot(name, facet));
    },
    identify,
    finished: () => ({
      iri: bundle,
      quads: quads(),
      facets: [...snapshots.values()],
      identities: [...identities.values()],
    }),
  };
}
