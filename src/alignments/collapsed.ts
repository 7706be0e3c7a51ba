import { sortByCodePoint } from "../code-points.ts";
import { owl } from "../vocabulary.ts";
import { componentsOf } from "./components.ts";
import { type Contradiction, provName, type Step } from "./contradiction.ts";
import { type Hierarchy, iriOfNode, type Node } from "./hierarchy.ts";
import { mappingKey } from "./mapping-order.ts";
import { named } from "./named.ts";

/**
 * Terms of one vocabulary that become the same, though it tells them apart: each lies below the other by a cycle of
 * mappings. Terms of different vocabularies may become the same: that is what alignments are for. Terms that one axiom
 * calls equivalent were meant to be.
 */
export function collapsed(
  hierarchy: Hierarchy,
  steps: readonly Step[],
): readonly Omit<Contradiction, "alignments">[] {
  const meant = new Set(
    steps
      .filter(isEquivalence)
      .map(({ subject, object }) => [subject, String(object)] as const)
      .flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]),
  );
  const told = new Set<string>();
  return componentsOf(hierarchy).flatMap((cycle) =>
    pairsOf(cycle).flatMap(([one, other]) => {
      const terms = [iriOfNode(one), iriOfNode(other)];
      if (meant.has(terms.join(" "))) return [];
      const witness = [...(hierarchy.path(one, other) ?? []), ...(hierarchy.path(other, one) ?? [])];
      // The inverses of two properties become the same by the same mappings, and need not be told beside them.
      const key = reasonOf(witness);
      if (told.has(key)) return [];
      told.add(key);
      const message = `${terms.map(named).join(" and ")} become the same: each lies below the other`;
      return [{ kind: "collapse" as const, terms, message, witness }];
    }),
  );
}

/** The mappings of alignments in a witness, whatever their order. */
function reasonOf(witness: readonly Step[]): string {
  const keys = new Set(witness.filter(({ alignment }) => alignment !== provName).map(mappingKey));
  return sortByCodePoint([...keys]).join("\n");
}

function isEquivalence({ predicate }: Step): boolean {
  return predicate === owl.equivalentClass.value || predicate === owl.equivalentProperty.value;
}

/** Of the terms of a cycle, each with the next of the same vocabulary and kind. */
function pairsOf(cycle: readonly Node[]): readonly (readonly [Node, Node])[] {
  const lastOf = new Map<string, Node>();
  return cycle.flatMap((node) => {
    const vocabulary = vocabularyOf(node);
    const last = lastOf.get(vocabulary);
    lastOf.set(vocabulary, node);
    return last === undefined ? [] : [[last, node] as const];
  });
}

/** What it is of, and its namespace: all up to the last `#` or `/`, or where there is none, the last `:`. */
function vocabularyOf(node: Node): string {
  return /^.*[#/]/s.exec(node)?.[0] ?? node.replace(/[^:]*$/, "");
}
