import { canonicalJson } from "../events/canonical-json.ts";
import type { JsonObject } from "../events/event.ts";
import { mun, rdf } from "../vocabulary.ts";
import type { FacetSnapshot } from "./bundle.ts";
import { typedStatementsOf } from "./facets/typed-statements.ts";
import type { Iris } from "./iris.ts";
import { statementsIn, text, trueLiteral, typed } from "./statements.ts";

/**
 * The snapshot of a facet, addressed by its content: a table whose schema thousands of runs repeat has it stored
 * once. `facet` is what `substitution.ts` left of it, so that the address gives away no name and no secret, and so
 * that every quad is a function of the address. Its class is what has a `mun:facetName`, and its `_schemaURL` is in the
 * value: neither is stated besides.
 */
export function snapshotOf(name: string, facet: JsonObject, iris: Iris): FacetSnapshot {
  const content = canonicalJson(facet);
  // RFC 8785 sorts the keys, and writes a string as JSON.stringify does.
  const iri = iris.facet(`{"facet":${content},"name":${JSON.stringify(name)}}`);
  const { state, quads } = statementsIn(iri);

  state(iri, mun.facetName, text(name));
  state(iri, rdf.value, typed(content, rdf.JSON));
  if (facet._deleted === true) state(iri, mun.deleted, trueLiteral);
  else typedStatementsOf(name)?.(iri, facet, { state, iris });

  return { iri, quads: quads() };
}
