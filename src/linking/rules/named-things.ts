import { dcat, dcterms, prov, rdf } from "../../vocabulary.ts";
import { classFactsOf, told } from "../facts.ts";
import { onSubjectOf, type Rule } from "../rule.ts";
import { stating } from "../statement.ts";

/**
 * The class of a thing that events name and do not type: a dataset, an agent, a version of a job, a run that is only
 * ever somebody's parent. Stated once a thing, and not in the bundle of each event (`docs/decisions/quad-budget.md`).
 */
export const namedThing: Rule = {
  name: "named-thing",
  version: 1,
  stage: 0,
  on: [{ predicate: told.class, unit: ({ subject }, { names }) => names.second(subject) }],
  evaluate(thing, known) {
    return {
      statements: known.facts(classFactsOf(known.names, thing), told.class).flatMap(({ object, support }) => {
        const classes = object === known.names.word(dcat.Dataset) ? [prov.Entity, dcat.Dataset] : [object];
        return stating("asserted", [support])(thing, rdf.type, ...classes);
      }),
    };
  },
};

/** The lasting columns of a dataset, as all its `schema` facets together name them; nested ones are part of theirs. */
export const column: Rule = {
  name: "column",
  version: 1,
  stage: 0,
  on: onSubjectOf(told.columnOf),
  evaluate(iri, known) {
    return {
      statements: known
        .facts(iri, told.columnOf)
        .flatMap(({ object, support }) => stating("asserted", [support])(iri, dcterms.isPartOf, object)),
    };
  },
};
