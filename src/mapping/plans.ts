import type { NamedNode } from "@rdfjs/types";
import { canonicalJson } from "../events/canonical-json.ts";
import type { Facets, Job, JsonObject } from "../events/event.ts";
import { prov, rdf } from "../vocabulary.ts";
import type { Draft } from "./draft.ts";
import { exactTextAt, textAt } from "./json.ts";
import { foreignIri } from "./statements.ts";

/**
 * States that a job is a plan, and that the code which the event names is a version of it: `prov:specializationOf`
 * the job, since it is more specific and shares all its aspects (PROV-DM §5.5.1). Returns the most specific plan.
 */
export function statePlan(job: Job, { state, iris }: Draft): NamedNode {
  const plan = iris.job(job);
  state(plan, rdf.type, prov.Plan);
  const code = codeOf(job.facets);
  if (code === undefined) return plan;

  const version = iris.jobVersion(job, canonicalJson(code));
  const location = job.facets.sourceCodeLocation;
  const url = foreignIri(textAt(location, "url") ?? textAt(location, "repoUrl"), iris.base);
  state(version, prov.specializationOf, plan);
  state(version, prov.atLocation, url);
  return version;
}

/** What makes two versions of a job differ: each facet's members that are of the code and not of the telling. */
const codeMembers: Readonly<Record<string, readonly string[]>> = {
  sourceCodeLocation: ["type", "url", "repoUrl", "path", "version", "tag", "branch"],
  sql: ["query", "dialect"],
  sourceCode: ["language", "sourceCode"],
};

function codeOf(facets: Facets): JsonObject | undefined {
  const code: Record<string, JsonObject> = {};
  for (const [name, members] of Object.entries(codeMembers)) {
    const facet = facets[name];
    if (facet === undefined || facet._deleted === true) continue;
    const said = members.flatMap((key) => {
      const value = exactTextAt(facet, key);
      return value === undefined ? [] : [[key, value] as const];
    });
    if (said.length > 0) code[name] = Object.fromEntries(said);
  }
  return Object.keys(code).length === 0 ? undefined : code;
}
