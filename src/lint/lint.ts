import type { Quad } from "@rdfjs/types";
import { propertyOfInverse } from "../interop/prov-o/inverses.ts";
import { quadKey } from "../quads/term-key.ts";
import { namespaceOf } from "../vocabulary.ts";
import { Collected, type Judged } from "./collected.ts";
import { checkDomains } from "./domains.ts";
import { checkInfluencers } from "./influencers.ts";
import { faultOf, isReservedInverse, mended, namesIn, withNames } from "./mend.ts";
import { nameCheck, shortOf } from "./names.ts";
import { isMistakenNamespace } from "./namespaces.ts";
import { provOntology } from "./ontology.ts";
import type { LintReport } from "./report.ts";

/**
 * Finds what in RDF was probably meant as PROV and is not, or says less than it seems. Structure is judged with what is certain
 * put right, so that one wrong prefix hides nothing. O(n) for n statements, and for each name that PROV does not have
 * the number of its terms.
 */
export function lint(
  quads: readonly Quad[],
  lineOf: (quad: Quad) => number | undefined = () => undefined,
): LintReport {
  const ontology = provOntology();
  const check = nameCheck(ontology);
  const collected = new Collected(lineOf);
  const judged = quads.map((original): Judged => {
    for (const [term, position] of namesIn(original)) {
      const fault = faultOf(term, position, check);
      if (fault !== undefined) collected.add(fault, original);
    }
    checkInverse(withNames(original, check), original, collected);
    return { original, quad: mended(original, check) };
  });
  checkInfluencers(judged, collected.add);
  checkDomains(judged, ontology, collected.add);
  const findings = collected.findings();
  return { clean: findings.length === 0, findings };
}

/** What is certain put right: the same findings are found no more, and no other statement is another. */
export function fixed(quads: readonly Quad[]): readonly Quad[] {
  const check = nameCheck(provOntology());
  return [...new Map(quads.map((quad) => mended(quad, check)).map((quad) => [quadKey(quad), quad])).values()];
}

/** Prefixes as `fixed` leaves use for them. */
export function fixedPrefixes(prefixes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(prefixes).map(([prefix, iri]) => [
      prefix,
      isMistakenNamespace(iri) ? namespaceOf.prov : iri,
    ]),
  );
}

function checkInverse({ predicate, object }: Quad, original: Quad, collected: Collected): void {
  if (!isReservedInverse(predicate.value)) return;
  const forward = propertyOfInverse.get(predicate.value) ?? "";
  const certain = object.termType !== "Literal";
  const message = `${shortOf(predicate.value)} is a name for the inverse of ${shortOf(forward)}, which few tools know${certain ? "" : ", and a text has no properties"}.`;
  const fault = {
    rule: "inverse-name",
    term: predicate.value,
    suggestion: forward,
    certain,
    message,
  } as const;
  collected.add(fault, original, `${predicate.value} ${certain}`);
}
