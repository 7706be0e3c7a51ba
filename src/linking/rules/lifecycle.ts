import { datasetMatcher } from "../../configuration/dataset-patterns.ts";
import { oncePer } from "../../once-per.ts";
import { prov } from "../../vocabulary.ts";
import { told, versionIdsOf } from "../facts.ts";
import type { Name } from "../rest/names.ts";
import { type Known, onSubjectOf, type Rule, type Trigger } from "../rule.ts";
import { stating } from "../statement.ts";
import { version, versionsOf, type WrittenVersion } from "./version.ts";

const onLifecycle: readonly Trigger[] = [
  ...onSubjectOf(prov.wasGeneratedBy),
  {
    predicate: told.facet,
    unit: ({ subject, object }, { names }) => (object === names.word(facetName) ? subject : undefined),
  },
];
const facetName = "lifecycleStateChange";

/** What an event says became of a dataset by a write: OVERWRITE, RENAME…, in upper case. */
function lifecycleOf(iri: Name, known: Known): string | undefined {
  return known.facet(iri, facetName)?.content.lifecycle;
}

/**
 * Whether nothing of the version before is left: by what the producer says of this write, or by configuration. A
 * write that was not committed may not have replaced anything.
 */
export function isReplacing(iri: Name, { dataset, entry }: WrittenVersion, known: Known): boolean {
  if (!entry.isCommitted) return false;
  if (replacing.has(lifecycleOf(iri, known) ?? "")) return true;
  const [, namespace = "", name = ""] = known.iris.partsOf(known.names.node(dataset));
  return isReplaced(known.configuration.replacingDatasets)({ namespace, name });
}

/** Whether every write of a dataset replaces it, by patterns that are compiled once a configuration. */
const isReplaced = oncePer(datasetMatcher);

const replacing: ReadonlySet<string> = new Set(["OVERWRITE", "TRUNCATE", "CREATE", "DROP"]);

/** The version of another dataset that a renamed one continues. */
export interface Renamed {
  readonly version: Name;
  readonly supports: readonly Name[];
}

/**
 * A RENAME: the version that it wrote is another name (`prov:alternateOf`) of the last one under the old name. Only
 * versions: a rename there and back would make two datasets one.
 */
export const rename: Rule<Renamed> = {
  name: "rename",
  version: 1,
  stage: 4,
  on: onLifecycle,
  evaluate(iri, known) {
    const written = known.value(version, iri);
    const facet = known.facet(iri, facetName);
    const previous = facet?.content.lifecycle === "RENAME" ? facet.content.previous : undefined;
    if (written === undefined || facet === undefined || previous === undefined) return {};
    const old = known.names.iri(known.iris.dataset(previous).value);
    if (old === written.dataset) return {};
    const before = known.timeline(versionsOf(old, known)).before("all", written.entry);
    if (before === undefined) return {};
    const supports = [facet.since, ...written.supports, ...(known.value(version, before.id)?.supports ?? [])];
    return {
      value: { version: before.id, supports },
      statements: stating("linked", supports)(iri, prov.alternateOf, before.id),
    };
  },
};

/**
 * DROP and TRUNCATE put an end to the version before (PROV-DM §5.1.8), unless versions of the data have names: where
 * snapshots live on, they outlive it.
 */
export const invalidation: Rule = {
  name: "invalidation",
  version: 1,
  stage: 4,
  on: onLifecycle,
  evaluate(iri, known) {
    const written = known.value(version, iri);
    const facet = known.facet(iri, facetName);
    if (written === undefined || facet === undefined || !written.entry.isCommitted) return {};
    if (!ending.has(facet.content.lifecycle ?? "")) return {};
    if (known.facts(versionIdsOf(known.names, written.dataset), told.versionId).length > 0) return {};
    const before = known.timeline(versionsOf(written.dataset, known)).before("committed", written.entry);
    if (before === undefined) return {};
    const supports = [facet.since, ...written.supports, ...(known.value(version, before.id)?.supports ?? [])];
    const states = stating("linked", supports);
    return {
      statements: [
        ...states(before.id, prov.wasInvalidatedBy, written.run),
        ...states(before.id, prov.invalidatedAtTime, written.generatedAt),
      ],
    };
  },
};

const ending: ReadonlySet<string> = new Set(["DROP", "TRUNCATE"]);
