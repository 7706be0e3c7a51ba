import { randomBytes } from "node:crypto";
import type { Quad } from "@rdfjs/types";
import { compareCodePoints } from "../code-points.ts";
import type { FacetSnapshot } from "../mapping/bundle.ts";
import { bodyCommitment, senderCommitment, sortedLines } from "./commitments.ts";
import { type CitedFacet, type FacetText, facetTexts } from "./facet-texts.ts";
import { textOf, written } from "./lines.ts";
import { quadsRoot } from "./quads-root.ts";

/** What a record says, before it has a place in the log. */
export interface Unsealed {
  /** The bundle that the quads are of. */
  readonly graph: string;
  readonly sender: string;
  readonly body: Uint8Array;
  readonly quads: readonly Quad[];
  readonly facets: readonly FacetSnapshot[];
}

/**
 * What a record says, as it is written and with all that its leaf commits to, but for place and time: so it can be made before
 * the journal is asked, and in another thread.
 */
export interface Sealed {
  readonly salt: Uint8Array;
  /** The commitment to the sender. */
  readonly sender: Uint8Array;
  /** The commitment to the body. */
  readonly body: Uint8Array;
  readonly quadsRoot: Uint8Array;
  /** UTF-8 of the sorted lines of the record's own quads, each ended by a line feed; empty without quads. */
  readonly text: Uint8Array;
  /** Those quads, in the order of their lines. */
  readonly quads: () => readonly Quad[];
  /** In the order of their keys. */
  readonly facets: readonly CitedFacet[];
}

/** Seals what records say. @throws {UnwritableTermError} for a term that N-Quads cannot carry. */
export type Seal = (unsealed: Unsealed) => Sealed;

/** Seals for a store. It remembers facets that it has written, so one is to be kept. */
export function sealFor(storeKey: Uint8Array, random: (size: number) => Uint8Array = randomBytes): Seal {
  const textOfFacet = facetTexts(storeKey);
  return ({ graph, sender, body, quads, facets }) => {
    const own = written(quads, graph, (name) => isIn(name, graph));
    const cited = citedFacets(facets, textOfFacet);
    const salt = random(32);
    const lines = sortedLines([...own.lines, ...cited.flatMap((facet) => facet.lines)]);
    return {
      salt,
      sender: senderCommitment(salt, sender),
      body: bodyCommitment(salt, body),
      quadsRoot: quadsRoot(salt, lines),
      text: Buffer.from(textOf(own.lines)),
      quads: () => own.quads,
      facets: cited,
    };
  };
}

/** Whether a graph is that of a bundle, or below `{bundle}/graph/`. */
function isIn(name: string, bundle: string): boolean {
  return name === bundle || name.startsWith(`${bundle}/graph/`);
}

/** The facets that a record cites, in the order of their keys; what differs in neither IRI nor quads is one. */
function citedFacets(
  snapshots: readonly FacetSnapshot[],
  textOfFacet: (snapshot: FacetSnapshot) => FacetText,
): readonly FacetText[] {
  const facets = new Map<string, FacetText>();
  for (const snapshot of snapshots) {
    const facet = textOfFacet(snapshot);
    facets.set(facet.key, facet);
  }
  return [...facets.values()].sort((a, b) => compareCodePoints(a.key, b.key));
}
