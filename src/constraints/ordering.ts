import { type EventNode, eventOrderOf, eventText, type Precedence } from "./event-order.ts";
import type { Finding } from "./finding.ts";
import { circlesOf } from "./graph.ts";
import type { Instance } from "./instance.ts";
import type { OrderingRule } from "./ordering-rules.ts";

/**
 * Constraints 30 to 49: no event strictly precedes itself (PROV-CONSTRAINTS §6.1). Circles are strongly connected
 * components, and each that has a strict edge is one finding, told by its shortest circle; O(n).
 */
export function disorders(instance: Instance): Finding[] {
  const { nodes, edges } = eventOrderOf(instance);
  const circles = circlesOf({ size: nodes.length, edges }, ({ rule }) => rule.isStrict === true);
  return circles.map(({ edges: circle, members }) => disorder(instance, nodes, circle, members));
}

function disorder(
  instance: Instance,
  nodes: readonly EventNode[],
  circle: readonly [Precedence, ...Precedence[]],
  members: ReadonlySet<number>,
): Finding {
  // From an event to all of its moment is no step for a reader: what counts is what follows.
  const steps = circle.filter(({ to, rule }) => !(nodes[to]?.isMoment === true && isOfOneMoment(rule)));
  const constraints = [...new Set(steps.map(({ rule }) => rule.constraint))];
  const [strict] = circle;
  const witnesses = circle.flatMap(({ from }) => nodes[from]?.fact ?? []);
  return {
    constraint: strict.rule.constraint,
    facts: [...circle.map(({ fact }) => fact), ...witnesses],
    about: [...circle.map(({ from }) => from), ...members].flatMap((node) => nodes[node]?.of ?? []),
    also: constraints
      .filter((constraint) => constraint !== strict.rule.constraint)
      .sort((one, other) => one - other),
    message: (words) => {
      const text = (node: number) => eventText(instance, nodes[node] as EventNode, words);
      const chain = steps.map(
        ({ to, rule }) => `${rule.isStrict ? "<" : "≤"} ${text(to)} (${rule.constraint})`,
      );
      return `The ${text(strict.from)} would have to come before itself: ${text(strict.from)} ${chain.join(" ")}.`;
    },
  };
}

function isOfOneMoment({ constraint }: OrderingRule): boolean {
  return constraint === 31 || constraint === 32 || constraint === 39 || constraint === 40;
}
