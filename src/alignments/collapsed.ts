import { sortByCodePoint } from "../code-points.ts";
import { owl } from "../vocabulary.ts";
import { sortedComponents } from "./components.ts";
import { type Contradiction, provName, type Step } from "./contradiction.ts";
import { type Hierarchy, hierarchyOf, iriOfNode, type Node } from "./hierarchy.ts";
import { mappingKey } from "./mapping-order.ts";
import { named } from "./named.ts";

/**
 * Terms of one vocabulary that become the same, though it tells them apart: each lies below the other by a cycle of
 * mappings. Terms of different vocabularies may become the same: that is what alignments are for. Terms of one that axioms
 * between its terms call equivalent were meant to be.
 */
export function* collapsed(
  hierarchy: Hierarchy,
  steps: readonly Step[],
): Iterable<Omit<Contradiction, "alignments">> {
  const meant = indexOf(sortedComponents(hierarchyOf(steps.filter(isEquivalenceWithin))));
  const told = new Set<string>();
  for (const cycle of sortedComponents(hierarchy)) {
    const pairs = pairsOf(cycle).filter(
      ([one, other]) => !meant.has(one) || meant.get(one) !== meant.get(other),
    );
    for (const [one, other] of pairs.slice(0, mostOfCycle)) {
      const witness = [...(hierarchy.path(one, other) ?? []), ...(hierarchy.path(other, one) ?? [])];
      // The inverses of two properties become the same by the same mappings, and need not be told beside them.
      const key = reasonOf(witness);
      if (told.has(key)) continue;
      told.add(key);
      const terms = [iriOfNode(one), iriOfNode(other)];
      const message = `${terms.map(named).join(" and ")} become the same: each lies below the other`;
      yield { kind: "collapse", terms, message, witness };
    }
  }
}

/** Pairs that are told of one cycle: the others are the same for the same reasons. */
const mostOfCycle = 20;

/** The mappings of alignments in a witness, whatever their order. */
function reasonOf(witness: readonly Step[]): string {
  const keys = new Set(witness.filter(({ alignment }) => alignment !== provName).map(mappingKey));
  return sortByCodePoint([...keys]).join("\n");
}

function isEquivalenceWithin({ subject, predicate, object }: Step): boolean {
  const isEquivalence = predicate === owl.equivalentClass.value || predicate === owl.equivalentProperty.value;
  return isEquivalence && vocabularyOf(subject) === vocabularyOf(String(object));
}

function indexOf(components: readonly (readonly Node[])[]): ReadonlyMap<Node, number> {
  return new Map(components.flatMap((component, i) => component.map((node) => [node, i])));
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
