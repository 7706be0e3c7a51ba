import { DataFactory } from "n3";
import { compareInstants } from "../../instant.ts";
import { mun, prov } from "../../vocabulary.ts";
import { told } from "../facts.ts";
import type { Known, Rule } from "../rule.ts";
import { stating } from "../statement.ts";
import { datasetThing } from "../things.ts";
import { version, type WrittenVersion } from "./version.ts";

/** The written version that a named version is. */
export interface Joined {
  readonly version: string;
  readonly run: string;
  readonly at: string;
  readonly supports: readonly string[];
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
    { predicate: mun.versionId.value, unit: ({ subject }) => subject },
    {
      predicate: told.bearer,
      unit: ({ subject }, iris) => {
        const [dataset = "", ...id] = subject.split(" ");
        return iris.namedVersion(DataFactory.namedNode(dataset), id.join(" ")).value;
      },
    },
  ],
  evaluate(named, known) {
    const thing = datasetThing(named, known.iris.base);
    if (thing?.kind !== "named") return {};
    const ids = known.facts(named, mun.versionId).filter(({ eventSupport }) => eventSupport !== undefined);
    const said = ids[0]?.eventSupport;
    if (said === undefined) return {};
    const [bearer] = ids
      .flatMap(({ object }) => known.facts(`${thing.dataset} ${object.value}`, told.bearer))
      .flatMap(({ object, support }) => bearerOf(object.value, support, known))
      .sort(byStanding);
    if (bearer === undefined) return {};
    const { entry, supports } = bearer;
    const reasons = [said, ...supports];
    return {
      value: { version: entry.id, run: entry.run, at: entry.at, supports: reasons },
      statements: stating("linked", reasons)(named, prov.alternateOf, entry.id),
    };
  },
};

function bearerOf(iri: string, support: string, known: Known): Pick<WrittenVersion, "entry" | "supports">[] {
  const written = known.value(version, iri);
  return written === undefined ? [] : [{ entry: written.entry, supports: [support, ...written.supports] }];
}

function byStanding(
  { entry: a }: Pick<WrittenVersion, "entry">,
  { entry: b }: Pick<WrittenVersion, "entry">,
) {
  return (
    Number(b.isCommitted) - Number(a.isCommitted) ||
    compareInstants(a.at, b.at) ||
    (a.run < b.run ? -1 : a.run > b.run ? 1 : 0) ||
    (a.id < b.id ? -1 : 1)
  );
}
