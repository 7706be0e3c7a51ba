import { type IdView, noTerm, type TermId } from "../quads/id-view.ts";
import type { Axiom } from "./axioms.ts";
import { EntailedCursor } from "./entailed-cursor.ts";
import { entailedNeighbours } from "./entailed-neighbours.ts";
import { entailedTerms } from "./entailed-terms.ts";
import { distinctOf, estimateOf } from "./estimates.ts";
import { ontologyOf } from "./ontology.ts";
import type { Reading } from "./pair-cursors.ts";
import { relationsIn } from "./relations.ts";

/** What reading may cost. */
export interface ReadingBudget {
  readonly spend: (work: number) => void;
  readonly hold: (bytes: number) => void;
}

const unlimited: ReadingBudget = { spend: () => {}, hold: () => {} };

/**
 * A view with what follows from it by axioms, found as it is read: nothing is stored, and a predicate without axioms costs what it
 * costs without. In one graph, what follows from that graph; in the union, what follows from all graphs in view together.
 */
export function entailedView(stored: IdView, axioms: readonly Axiom[], budget = unlimited): IdView {
  const ontology = ontologyOf(axioms);
  const terms = entailedTerms(stored.terms, ontology);
  const view: IdView = { ...stored, terms };
  const relations = relationsIn(view, ontology);
  const reading: Reading = { view, relations, spend: budget.spend };

  return {
    terms,
    cursor: () => new EntailedCursor(reading, budget.hold),
    neighbours(predicate, isInverse) {
      const relation = relations.of(predicate);
      return relation === undefined
        ? stored.neighbours?.(predicate, isInverse)
        : entailedNeighbours(relation, isInverse, reading);
    },
    estimate(subject, predicate, object, graph) {
      if (predicate !== noTerm) return estimateOf(predicate, [subject, object, graph], reading);
      let sum = stored.estimate(subject, noTerm, object, graph);
      for (const each of relations.all().keys()) sum += estimateOf(each, [subject, object, graph], reading);
      return sum;
    },
    distinct: (predicate: TermId, position) => distinctOf(predicate, position, reading),
    graphs: () => stored.graphs(),
    dataset: (dataset) => entailedView(stored.dataset(dataset), axioms, budget),
  };
}
