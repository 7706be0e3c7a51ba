import type { NameRewrite } from "../configuration.ts";
import { oncePer } from "../once-per.ts";
import { maxMatchedLength, wholePattern } from "./patterns.ts";

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
  return compiled(rules).reduce(rewrittenBy, thing);
}

interface CompiledRewrite extends NameRewrite {
  readonly namespacePattern: RegExp;
  readonly namePattern: RegExp;
}

const compiled: (rules: readonly NameRewrite[]) => readonly CompiledRewrite[] = oncePer((rules) =>
  rules.map((rule) => ({
    ...rule,
    namespacePattern: wholePattern(rule.namespace),
    namePattern: wholePattern(rule.name ?? ".*"),
  })),
);

function rewrittenBy({ namespace, name }: DatasetName, rule: CompiledRewrite): DatasetName {
  const { namespacePattern, namePattern, newNamespace, newName } = rule;
  // A name as long matches no pattern (docs/configuration.md).
  if (namespace.length > maxMatchedLength || name.length > maxMatchedLength) return { namespace, name };
  if (!namespacePattern.test(namespace) || !namePattern.test(name)) return { namespace, name };
  return {
    namespace: namespace.replace(namespacePattern, newNamespace),
    name: newName === undefined ? name : name.replace(namePattern, newName),
  };
}
