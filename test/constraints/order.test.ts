import { describe, expect, it } from "vitest";
import { eventOrderOf, eventText } from "../../src/constraints/event-order.ts";
import { normalised } from "../../src/constraints/normalise.ts";
import { aDocument } from "./prov-text.ts";

/** What the statements order, as `start of ex:a ≤ end of ex:a (30)`. */
function orderOf(...lines: readonly string[]): string[] {
  const instance = normalised(aDocument(...lines).statements, false);
  const { nodes, edges } = eventOrderOf(instance);
  const name = (term: number) =>
    instance.terms.textOf(term)?.replace("http://example.org/", "ex:") ?? "something";
  const text = (node: number) => {
    const event = nodes[node];
    return event === undefined ? "" : eventText(instance, event, { name, time: name });
  };
  return edges.map(
    ({ from, to, rule }) => `${text(from)} ${rule.isStrict ? "<" : "≤"} ${text(to)} (${rule.constraint})`,
  );
}

/**
 * Of all that constraints 30 to 49 order only 42 is strict, and nothing follows an end or an invalidation; so 30, 32, 35,
 * 36, 38, 40, 44, 46, 47, 49 and parts of others can never be violated, and are seen here alone.
 */
describe("the order of events", () => {
  it.each<[number, string[], string[]]>([
    [30, ["wasStartedBy(ex:a, -, -)", "wasEndedBy(ex:a, -, -)"], ["start of ex:a ≤ end of ex:a (30)"]],
    [
      31,
      ["wasStartedBy(ex:a, -, ex:b, -)", "wasStartedBy(ex:a, -, ex:c, -)"],
      ["start of ex:a ≤ start of ex:a (31)"],
    ],
    [
      32,
      ["wasEndedBy(ex:a, -, ex:b, -)", "wasEndedBy(ex:a, -, ex:c, -)"],
      ["end of ex:a ≤ end of ex:a (32)"],
    ],
    [
      33,
      ["activity(ex:a)", "used(ex:a, ex:e, -)"],
      ["start of ex:a ≤ usage of ex:e by ex:a (33)", "usage of ex:e by ex:a ≤ end of ex:a (33)"],
    ],
    [
      34,
      ["activity(ex:a)", "wasGeneratedBy(ex:e, ex:a, -)"],
      ["start of ex:a ≤ generation of ex:e by ex:a (34)", "generation of ex:e by ex:a ≤ end of ex:a (34)"],
    ],
    [
      35,
      ["activity(ex:a)", "activity(ex:b)", "wasInformedBy(ex:b, ex:a)"],
      ["start of ex:a ≤ end of ex:b (35)"],
    ],
    [
      36,
      ["wasGeneratedBy(ex:e, ex:a, -)", "wasInvalidatedBy(ex:e, ex:b, -)"],
      ["generation of ex:e ≤ invalidation of ex:e by ex:b (36)"],
    ],
    [
      37,
      ["wasGeneratedBy(ex:e, ex:a, -)", "used(ex:b, ex:e, -)"],
      ["generation of ex:e ≤ usage of ex:e by ex:b (37)"],
    ],
    [
      38,
      ["used(ex:b, ex:e, -)", "wasInvalidatedBy(ex:e, ex:a, -)"],
      ["usage of ex:e by ex:b ≤ invalidation of ex:e (38)"],
    ],
    [
      39,
      ["wasGeneratedBy(ex:e, ex:a, -)", "wasGeneratedBy(ex:e, ex:b, -)"],
      [
        "generation of ex:e by ex:a ≤ generation of ex:e (39)",
        "generation of ex:e ≤ generation of ex:e by ex:b (39)",
      ],
    ],
    [
      40,
      ["wasInvalidatedBy(ex:e, ex:a, -)", "wasInvalidatedBy(ex:e, ex:b, -)"],
      [
        "invalidation of ex:e by ex:a ≤ invalidation of ex:e (40)",
        "invalidation of ex:e ≤ invalidation of ex:e by ex:b (40)",
      ],
    ],
    [
      41,
      ["wasDerivedFrom(ex:y, ex:x, ex:a, -, -)"],
      ["usage of ex:x by ex:a ≤ generation of ex:y by ex:a (41)"],
    ],
    [
      42,
      ["entity(ex:x)", "entity(ex:y)", "wasDerivedFrom(ex:y, ex:x)"],
      ["generation of ex:x < generation of ex:y (42)"],
    ],
    [
      43,
      ["entity(ex:e)", "wasStartedBy(ex:a, ex:e, -, -)"],
      ["generation of ex:e ≤ start of ex:a (43)", "start of ex:a ≤ invalidation of ex:e (43)"],
    ],
    [
      44,
      ["entity(ex:e)", "wasEndedBy(ex:a, ex:e, -, -)"],
      ["generation of ex:e ≤ end of ex:a (44)", "end of ex:a ≤ invalidation of ex:e (44)"],
    ],
    [
      45,
      ["entity(ex:x)", "entity(ex:y)", "specializationOf(ex:y, ex:x)"],
      ["generation of ex:x ≤ generation of ex:y (45)"],
    ],
    [
      46,
      ["entity(ex:x)", "entity(ex:y)", "specializationOf(ex:y, ex:x)"],
      ["invalidation of ex:y ≤ invalidation of ex:x (46)"],
    ],
    [
      47,
      ["activity(ex:a)", "entity(ex:g)", "agent(ex:g)", "wasAssociatedWith(ex:a, ex:g, -)"],
      ["start of ex:a ≤ invalidation of ex:g (47)", "generation of ex:g ≤ end of ex:a (47)"],
    ],
    [
      47,
      ["activity(ex:a)", "activity(ex:g)", "agent(ex:g)", "wasAssociatedWith(ex:a, ex:g, -)"],
      ["start of ex:a ≤ end of ex:g (47)", "start of ex:g ≤ end of ex:a (47)"],
    ],
    [
      48,
      ["entity(ex:e)", "entity(ex:g)", "wasAttributedTo(ex:e, ex:g)"],
      ["generation of ex:g ≤ generation of ex:e (48)"],
    ],
    [
      48,
      ["entity(ex:e)", "activity(ex:g)", "wasAttributedTo(ex:e, ex:g)"],
      ["start of ex:g ≤ generation of ex:e (48)"],
    ],
    [
      49,
      ["entity(ex:g)", "entity(ex:h)", "actedOnBehalfOf(ex:g, ex:h)"],
      ["generation of ex:h ≤ invalidation of ex:g (49)"],
    ],
    [
      49,
      ["activity(ex:g)", "activity(ex:h)", "actedOnBehalfOf(ex:g, ex:h)"],
      ["start of ex:h ≤ end of ex:g (49)"],
    ],
  ])("is stated by %i", (_constraint, lines, order) => {
    expect(orderOf(...lines)).toEqual(expect.arrayContaining(order));
  });

  it("asks nothing of events that nobody knows of", () => {
    expect(orderOf("wasDerivedFrom(ex:y, ex:x)", "wasInformedBy(ex:b, ex:a)")).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/\((42|35)\)/)]),
    );
  });
});
