import type { Configuration } from "../configuration.ts";
import { canonicalJson } from "../events/canonical-json.ts";
import type { JsonObject } from "../events/event.ts";
import { oncePer } from "../once-per.ts";
import { Recent } from "../recent.ts";
import type { FacetSnapshot, Identity } from "./bundle.ts";
import type { Iris } from "./iris.ts";
import { snapshotOf } from "./snapshot.ts";
import { substitutionOf } from "./substitution.ts";

/** A snapshot, and the names that its facet hides. */
interface TakenSnapshot {
  readonly snapshot: FacetSnapshot;
  readonly identities: readonly Identity[];
  readonly characters: number;
}

/**
 * Takes the snapshot of a facet. Producers send the same facets with every event, and a snapshot is a function of the facet, the
 * store and the configuration: one that was taken lately is given out again, the same object, so that whoever comes after
 * the mapper can tell that it has seen it.
 */
export type TakeSnapshot = (name: string, facet: JsonObject) => TakenSnapshot;

/** Takes snapshots for a store under a configuration. */
export function snapshotsFor(iris: Iris, configuration: Configuration): TakeSnapshot {
  return snapshotsOf(iris)(configuration);
}

const snapshotsOf = oncePer((iris: Iris) =>
  oncePer((configuration: Configuration): TakeSnapshot => {
    const recent = new Recent<string, TakenSnapshot>(mostCharacters, (taken) => taken.characters);
    const byFacet = new WeakMap<JsonObject, { readonly name: string; readonly taken: TakenSnapshot }>();
    return (name, facet) => {
      const last = byFacet.get(facet);
      if (last?.name === name) return last.taken;
      const taken = byContent(name, facet);
      byFacet.set(facet, { name, taken });
      return taken;
    };

    function byContent(name: string, facet: JsonObject): TakenSnapshot {
      const content = `${name} ${canonicalJson(facet)}`;
      const known = recent.get(content);
      if (known !== undefined) return known;
      const characters = content.length;
      const taken = { ...takeSnapshot(name, facet, iris, configuration), characters };
      if (characters <= mostCharactersOfOne) recent.set(content, taken);
      return taken;
    }
  }),
);

/** Canonical JSON that is remembered, in each of two generations: some thousand facets of the usual size. */
const mostCharacters = 4 * 1024 * 1024;
const mostCharactersOfOne = 64 * 1024;

function takeSnapshot(
  name: string,
  facet: JsonObject,
  iris: Iris,
  configuration: Configuration,
): Omit<TakenSnapshot, "characters"> {
  const identities: Identity[] = [];
  const substitute = substitutionOf({
    iris,
    configuration,
    identify: (identity) => identities.push(identity),
  });
  return { snapshot: snapshotOf(name, substitute(name, facet), iris), identities };
}
