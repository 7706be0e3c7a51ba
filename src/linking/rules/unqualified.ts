import { DataFactory } from "n3";
import { qualifiedForms } from "../../interop/prov-o/vocabulary.ts";
import type { Known, Rule } from "../rule.ts";
import { type Stated, stating } from "../statement.ts";
import type { Fact } from "../supported.ts";

/**
 * What a document states through a node alone is stated by the property too (PROV-O §3.3): `:a prov:qualifiedUsage [
 * prov:entity :e ]` says `:a prov:used :e`. Not where a document states the property itself; and not of events, whose
 * mapping writes both. A unit is a thing that a document qualifies something of.
 */
export const unqualified: Rule = {
  name: "unqualified",
  version: 1,
  stage: 0,
  on: qualifiedForms.map(({ qualified }) => ({
    predicate: qualified,
    unit: ({ subject, isOfEvent }) => (isOfEvent ? undefined : subject),
  })),
  evaluate: (subject, known) => ({
    statements: forms.flatMap(({ plain, qualified, influencers }) =>
      known
        .facts(subject, qualified)
        .filter(isPosted)
        .flatMap((link) =>
          influencersOf(link, influencers, known).map((influencer) => ({ link, influencer })),
        )
        .filter(({ influencer }) => !isPosted(known.fact(subject, plain, influencer.object)))
        .flatMap(({ link, influencer }): Stated[] => {
          const supports = [link.support, influencer.support];
          return stating("asserted", supports)(subject, plain, influencer.object);
        }),
    ),
  }),
};

const forms = qualifiedForms.map((form) => ({ ...form, plain: DataFactory.namedNode(form.plain) }));

function influencersOf(link: Fact, properties: readonly string[], known: Known): readonly Fact[] {
  return properties
    .flatMap((property) => known.facts(link.object, property))
    .filter((fact) => isPosted(fact) && known.names.isIri(fact.object));
}

/** Whether posted RDF states it, and not events alone. */
function isPosted(fact: Fact | undefined): boolean {
  return fact?.support !== fact?.eventSupport;
}
