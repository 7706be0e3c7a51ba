import { owl, skos } from "../vocabulary.ts";
import { sortedComponents } from "./components.ts";
import type { Contradiction, Step } from "./contradiction.ts";
import { classNode, hierarchyOf } from "./hierarchy.ts";
import { named } from "./named.ts";

/**
 * Matches that SKOS forbids together: `skos:exactMatch`, which is symmetric and transitive, is disjoint with
 * `skos:broadMatch`, `skos:narrowMatch` and `skos:relatedMatch` (SKOS S44 to S46).
 */
export function* matchClashes(steps: readonly Step[]): Iterable<Omit<Contradiction, "alignments">> {
  const exact = steps.filter(({ predicate }) => predicate === skos.exactMatch.value);
  // The same graph serves: exact matches lead both ways, as equivalence does.
  const originOf = new Map<Step, Step>();
  const same = hierarchyOf(
    exact.map((step) => {
      const equivalence = { ...step, predicate: owl.equivalentClass.value };
      originOf.set(equivalence, step);
      return equivalence;
    }),
  );
  const componentOf = new Map(
    sortedComponents(same).flatMap((component) => component.map((node) => [node, component])),
  );
  for (const step of steps) {
    const { subject, predicate, object } = step;
    if (!others.has(predicate) || typeof object !== "string") continue;
    const [one, other] = [classNode(subject), classNode(object)];
    const path = componentOf.get(one) === componentOf.get(other) ? same.path(one, other) : undefined;
    if (path === undefined) continue;
    const witness = [...path.map((each) => originOf.get(each) ?? each), step];
    const message = `${named(subject)} matches ${named(object)} exactly and by ${named(predicate)}, which SKOS forbids together`;
    yield { kind: "match", terms: [subject, object], message, witness };
  }
}

const others: ReadonlySet<string> = new Set(
  [skos.broadMatch, skos.narrowMatch, skos.relatedMatch].map(({ value }) => value),
);
