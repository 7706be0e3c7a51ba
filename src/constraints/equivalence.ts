import type { ProvDocument } from "../prov/document.ts";
import { checkConstraints } from "./check.ts";
import { areIsomorphic } from "./isomorphism.ts";
import { normalForm } from "./normal-form.ts";

/**
 * Whether two documents are equivalent (PROV-CONSTRAINTS §6.1, §6.2): both are valid, and their normal forms are the same
 * but for order, repeats and the labels of existential variables, at the top level and in bundles of one name. A valid
 * document is equivalent to no invalid one, and an invalid one to those alone that say literally the same.
 */
export function areEquivalent(one: ProvDocument, other: ProvDocument): boolean {
  const isValid = checkConstraints(one).valid;
  if (isValid !== checkConstraints(other).valid) return false;
  const [first, second] = isValid ? [normalForm(one), normalForm(other)] : [one, other];
  if (first === undefined || second === undefined) return false;
  const [inFirst, inSecond] = [instancesOf(first), instancesOf(second)];
  if (inFirst.size !== inSecond.size) return false;
  return [...inFirst].every(([name, statements]) => {
    const counterpart = inSecond.get(name);
    return counterpart !== undefined && areIsomorphic(statements, counterpart);
  });
}

/** The instances of a document by name, that of the top level being empty; bundles of one name count as numbered. */
function instancesOf({ statements, bundles }: ProvDocument): Map<string, ProvDocument["statements"]> {
  const instances = new Map([["", statements]]);
  for (const bundle of bundles) {
    let name = bundle.id;
    while (instances.has(name)) name += " again";
    instances.set(name, bundle.statements);
  }
  return instances;
}
