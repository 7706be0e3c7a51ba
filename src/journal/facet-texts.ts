import type { FacetSnapshot } from "../mapping/bundle.ts";
import { Recent } from "../recent.ts";
import { hex, hmac } from "./hashing.ts";
import { textOf, type WrittenQuads, written } from "./lines.ts";

/** A facet as a record cites it. */
export interface CitedFacet extends FacetSnapshot {
  /** IRI, space, variant. */
  readonly key: string;
  /** The lines as they are stored. */
  readonly text: string;
}

/** A facet's quads as the journal keeps them. */
export type FacetText = CitedFacet & WrittenQuads;

/**
 * Writes facets as text. Most events cite facets that earlier ones have cited, and the mapper gives out the same quads for
 * them: their text is written once and remembered.
 */
export function facetTexts(storeKey: Uint8Array): (snapshot: FacetSnapshot) => FacetText {
  const variantKey = hmac(storeKey, "facet variant");
  const recent = new Recent<FacetSnapshot["quads"], FacetText>(mostCharacters, ({ text }) => text.length);
  return ({ iri, quads }) => {
    const known = recent.get(quads);
    if (known?.iri.equals(iri)) return known;
    const ordered = written(quads, iri.value, (name) => name === iri.value);
    const text = textOf(ordered.lines);
    const facetText = { ...ordered, iri, key: facetKey(iri.value, text, variantKey), text };
    recent.set(quads, facetText);
    return facetText;
  };
}

/** Text that is remembered, in each of two generations. */
const mostCharacters = 8 * 1024 * 1024;

/**
 * The key of a facet's quads: its IRI, which is of the content received, and a variant, which is of the quads. They
 * come apart when a newer mapper makes other quads of the same content, and the older record must keep its own.
 */
function facetKey(iri: string, text: string, variantKey: Uint8Array): string {
  return `${iri} ${hex(hmac(variantKey, text)).slice(0, 16)}`;
}
