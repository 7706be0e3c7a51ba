import type { Rule } from "./rule.ts";
import { alias, aliasClass } from "./rules/aliases.ts";
import { candidates } from "./rules/candidate-count.ts";
import { carriesData } from "./rules/carries-data.ts";
import { currentFacet, ownership, tags } from "./rules/current-facet.ts";
import { derivation } from "./rules/derivation.ts";
import { effectiveBasis, touchesCategory } from "./rules/effective-facts.ts";
import { eventFindings } from "./rules/event-findings.ts";
import { invalidation, rename } from "./rules/lifecycle.ts";
import { column, namedThing } from "./rules/named-things.ts";
import { namedVersion } from "./rules/named-version.ts";
import { firstRun, previousPlanVersion, ranVersion } from "./rules/plan-version.ts";
import { previousVersion } from "./rules/previous-version.ts";
import { runState } from "./rules/run-state.ts";
import { unqualified } from "./rules/unqualified.ts";
import { version } from "./rules/version.ts";
import { versionRead } from "./rules/version-read.ts";

/** Every rule of the linker; `docs/linking.md` has a row for each. Their order does not matter: a rule has its stage. */
export const rules: readonly Rule[] = [
  namedThing,
  column,
  unqualified,
  runState,
  version,
  previousVersion,
  namedVersion,
  versionRead,
  candidates,
  derivation,
  currentFacet,
  ownership,
  tags,
  alias,
  aliasClass,
  rename,
  invalidation,
  ranVersion,
  firstRun,
  previousPlanVersion,
  carriesData,
  effectiveBasis,
  touchesCategory,
  ...eventFindings,
];
