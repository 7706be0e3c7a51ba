import { componentsOf } from "../components.ts";
import { rdf } from "../vocabulary.ts";
import { type PropertyAxiom, textOfChain, UnsupportedAxiomError } from "./axioms.ts";
import type { Ontology } from "./ontology.ts";

/** Pairs of a property or class and what is below it, over all of them. PROV-O has some 500. */
const mostPairs = 200_000;
/** What is read for one property: predicates, and those of the parts of its chains. For `prov:wasInfluencedBy` that is some 100. */
const mostParts = 20_000;
/** Chains within chains. PROV-O's are of depth 1. */
const mostDepth = 16;

/**
 * Refuses axioms by which an expansion would have no end, or be larger than a query should read. O(axioms + pairs).
 *
 * @throws {UnsupportedAxiomError}
 */
export function refuseUnbounded(axioms: readonly PropertyAxiom[], ontology: Ontology): void {
  const needs = new Map<string, string[]>();
  for (const each of axioms) {
    const known = needs.get(each.super) ?? [];
    needs.set(each.super, known);
    const parts = each.kind === "chain" ? [each.first, each.second] : [each.sub];
    for (const { property } of parts) known.push(property);
  }
  const components = componentsOf(needs.keys(), (property) => needs.get(property) ?? []);
  refuseRecursion(axioms, components, ontology);
  refuseMany(ontology);
  refuseLarge(components, ontology);
}

function refuseRecursion(
  axioms: readonly PropertyAxiom[],
  components: readonly (readonly string[])[],
  { expansionOf }: Ontology,
): void {
  const componentOf = new Map(
    components.flatMap((each, i) => each.map((property) => [property, i] as const)),
  );
  for (const each of axioms) {
    if (each.kind !== "chain") continue;
    const chain = [each.first, each.second] as const;
    if (chain.some(({ property }) => componentOf.get(property) === componentOf.get(each.super)))
      throw new UnsupportedAxiomError(
        `The chain ${textOfChain(chain)} of <${each.super}> leads back to it: no property may follow from itself by a chain`,
      );
  }
  const { expressions } = expansionOf(rdf.type.value);
  if (expressions.some(({ property, isInverse }) => property === rdf.type.value && isInverse))
    throw new UnsupportedAxiomError("rdf:type may not follow from its own inverse");
}

function refuseMany({ properties, classes, expansionOf, subclasses }: Ontology): void {
  let pairs = 0;
  const add = (more: number) => {
    pairs += more;
    if (pairs > mostPairs)
      throw new UnsupportedAxiomError(
        `The axioms put more than ${mostPairs} pairs of properties or classes below each other`,
      );
  };
  for (const property of properties) add(expansionOf(property).expressions.length);
  for (const each of classes) add(subclasses(each).length);
}

/** What a property needs comes in a component before its own. */
function refuseLarge(components: readonly (readonly string[])[], { expansionOf }: Ontology): void {
  const sizes = new Map<string, { readonly parts: number; readonly depth: number }>();
  for (const property of components.flat()) {
    const { expressions, chains } = expansionOf(property);
    const inner = chains.flat().map((each) => sizes.get(each.property) ?? { parts: 1, depth: 0 });
    const parts = inner.reduce((sum, each) => sum + each.parts, expressions.length);
    const depth = inner.reduce((most, each) => Math.max(most, each.depth + 1), 0);
    if (parts > mostParts || depth > mostDepth)
      throw new UnsupportedAxiomError(
        parts > mostParts
          ? `<${property}> follows from more than ${mostParts} properties and parts of chains`
          : `<${property}> follows from chains within chains of more than ${mostDepth} levels`,
      );
    sizes.set(property, { parts, depth });
  }
}
