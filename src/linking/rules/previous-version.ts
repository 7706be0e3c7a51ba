import { mun, prov } from "../../vocabulary.ts";
import type { Name } from "../rest/names.ts";
import { onSubjectOf, type Rule } from "../rule.ts";
import { stating } from "../statement.ts";
import { version, versionsOf } from "./version.ts";

/** The version before one, of the same dataset. */
export interface Previous {
  readonly version: Name;
  readonly supports: readonly Name[];
}

/**
 * `mun:previousVersion`: the version written before, whatever became of its run. It is order and nothing else; from
 * order alone nothing was derived (PROV-DM §5.2, DESIGN §4).
 */
export const previousVersion: Rule<Previous> = {
  name: "previous-version",
  version: 1,
  stage: 2,
  on: onSubjectOf(prov.wasGeneratedBy),
  evaluate(iri, known) {
    const written = known.value(version, iri);
    if (written === undefined) return {};
    const before = known.timeline(versionsOf(written.dataset, known)).before("all", written.entry);
    if (before === undefined) return {};
    const supports = [...written.supports, ...(known.value(version, before.id)?.supports ?? [])];
    return {
      value: { version: before.id, supports },
      statements: stating("asserted", supports)(iri, mun.previousVersion, before.id),
    };
  },
};
