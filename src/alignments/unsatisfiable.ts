import { owl } from "../vocabulary.ts";
import { sortedComponents } from "./components.ts";
import type { Contradiction, Step } from "./contradiction.ts";
import { classNode, type Hierarchy, iriOfNode, type Node, subjectsNode } from "./hierarchy.ts";
import { mappingKey } from "./mapping-order.ts";
import { named } from "./named.ts";

/** A node that lies below two disjoint ones. */
type Found = Omit<Contradiction, "alignments">;

/**
 * Classes, properties and chains that nothing can be an instance of. Of those, the highest: what lies below one of them is
 * so for the same reason. O(disjoint pairs × (nodes + edges)).
 */
export function* unsatisfiable(hierarchy: Hierarchy, steps: readonly Step[]): Iterable<Found> {
  const components = sortedComponents(hierarchy);
  const told = new Set<string>();
  for (const step of steps.filter(isDisjointness)) {
    const [one, other] = endsOf(step);
    const both = new Set([...hierarchy.belowBoth(one, other)].filter((node) => !isJoin(node, step)));
    if (both.size === 0) continue;
    for (const component of components) {
      const [node] = component;
      if (node === undefined || !both.has(node) || !isHighest(component, both, hierarchy)) continue;
      // Of a property, subjects and objects are at fault together.
      const key = mappingKey({ ...step, subject: `${iriOfNode(node)} ${step.subject}` });
      if (told.has(key)) continue;
      told.add(key);
      yield contradiction(node, step, hierarchy);
    }
  }
}

function isDisjointness({ predicate }: Step): boolean {
  return predicate === owl.disjointWith.value || predicate === owl.propertyDisjointWith.value;
}

function endsOf({ subject, predicate, object }: Step): readonly [Node, Node] {
  const node = predicate === owl.disjointWith.value ? classNode : subjectsNode;
  return [node(subject), node(String(object))];
}

/** A thing may well be related by two disjoint properties, to different things. */
function isJoin(node: Node, { predicate }: Step): boolean {
  return node.startsWith("chain-") && predicate === owl.propertyDisjointWith.value;
}

/** Whether what is above these nodes, which are one, is not in the set too. */
function isHighest(component: readonly Node[], set: ReadonlySet<Node>, hierarchy: Hierarchy): boolean {
  const own = new Set(component);
  return component.every((node) => hierarchy.up(node).every(({ to }) => own.has(to) || !set.has(to)));
}

function contradiction(node: Node, disjoint: Step, hierarchy: Hierarchy): Found {
  const [one, other] = endsOf(disjoint);
  const ways = [hierarchy.path(node, one) ?? [], hierarchy.path(node, other) ?? []];
  const { kind, terms, message } = told(node);
  const pair = `${named(disjoint.subject)} and ${named(String(disjoint.object))}, which are disjoint`;
  return { kind, terms, message: `${message} ${pair}`, witness: [...ways.flat(), disjoint] };
}

function told(node: Node): Pick<Found, "kind" | "terms" | "message"> {
  const [what = "", iri = "", first = "", second = ""] = node.split(" ");
  if (what === "class")
    return {
      kind: "unsatisfiable-class",
      terms: [iri],
      message: `Nothing can be a ${named(iri)}: it would be of`,
    };
  if (what.startsWith("chain-")) {
    const chain = `${named(first)} then ${named(second)} to ${named(iri)}`;
    const place = { "chain-start": "starts", "chain-middle": "is joined", "chain-end": "ends" }[what] ?? "";
    return {
      kind: "unsatisfiable-chain",
      terms: [iri, first, second],
      message: `The chain from ${chain} can join nothing: where it ${place}, a thing would be of`,
    };
  }
  const side = what === "subjects" ? "subject" : "object";
  return {
    kind: "unsatisfiable-property",
    terms: [iri],
    message: `Nothing can be related by ${named(iri)}: its ${side} would be of`,
  };
}
