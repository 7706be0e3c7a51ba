import type { NameRewrite } from "../configuration.ts";
import { wholePattern } from "./patterns.ts";

/** What identifies a dataset. */
export interface DatasetName {
  readonly namespace: string;
  readonly name: string;
}

/**
 * A dataset's name by `Configuration.nameRewrites`: the rules in their order, each applied once, to what those before
 * it made. Must be used for the datasets of an event and for those that its facets name alike, else one dataset would
 * become two. Throws `BadPatternError`.
 */
export function rewriteName(thing: DatasetName, rules: readonly NameRewrite[]): DatasetName {
  return rules.reduce(rewrittenBy, thing);
}

function rewrittenBy({ namespace, name }: DatasetName, rule: NameRewrite): DatasetName {
  const namespacePattern = wholePattern(rule.namespace);
  const namePattern = wholePattern(rule.name ?? ".*");
  if (!namespacePattern.test(namespace) || !namePattern.test(name)) return { namespace, name };
  return {
    namespace: namespace.replace(namespacePattern, rule.newNamespace),
    name: rule.newName === undefined ? name : name.replace(namePattern, rule.newName),
  };
}
