import { mun, prov } from "../../vocabulary.ts";
import { bearers, told } from "../facts.ts";
import type { Name } from "../rest/names.ts";
import type { Known, Rule } from "../rule.ts";
import { stating } from "../statement.ts";
import { version, type WrittenVersion } from "./version.ts";

/** The written version that a named version is. */
export interface Joined {
  readonly version: Name;
  readonly run: Name;
  readonly at: Name;
  readonly supports: readonly Name[];
}

/**
 * A version that an input names by an id is another name (`prov:alternateOf`, PROV-DM §5.5.2) of the written version
 * that bears this id. When several bear it, the first committed one does: a later write that changes nothing reports
 * the id again.
 */
export const namedVersion: Rule<Joined> = {
  name: "named-version",
  version: 1,
  stage: 2,
  on: [
    { predicate: mun.versionId, unit: ({ subject }) => subject },
    {
      predicate: told.bearer,
      unit: ({ subject }, { iris, names }) => {
        const [dataset, id] = [names.node(names.first(subject)), names.text(names.second(subject))];
        return names.iri(iris.namedVersion(dataset, id).value);
      },
    },
  ],
  evaluate(named, known) {
    const thing = known.things.of(named);
    if (thing?.kind !== "named") return {};
    const ids = known.facts(named, mun.versionId).filter(({ eventSupport }) => eventSupport !== undefined);
    const said = ids[0]?.eventSupport;
    if (said === undefined) return {};
    const [bearer] = ids
      .flatMap(({ object }) => known.facts(bearers(known.names, thing.dataset, object), told.bearer))
      .flatMap(({ object, support }) => bearerOf(object, support, known))
      .sort((a, b) => compareStanding(a, b, known));
    if (bearer === undefined) return {};
    const { entry, supports } = bearer;
    const reasons = [said, ...supports];
    return {
      value: { version: entry.id, run: entry.run, at: entry.at, supports: reasons },
      statements: stating("linked", reasons)(named, prov.alternateOf, entry.id),
    };
  },
};

function bearerOf(iri: Name, support: Name, known: Known): Pick<WrittenVersion, "entry" | "supports">[] {
  const written = known.value(version, iri);
  return written === undefined ? [] : [{ entry: written.entry, supports: [support, ...written.supports] }];
}

function compareStanding(
  { entry: a }: Pick<WrittenVersion, "entry">,
  { entry: b }: Pick<WrittenVersion, "entry">,
  { names }: Known,
) {
  return (
    Number(b.isCommitted) - Number(a.isCommitted) ||
    names.compareInstants(a.at, b.at) ||
    names.compareTerms(a.run, b.run) ||
    names.compareTerms(a.id, b.id)
  );
}
