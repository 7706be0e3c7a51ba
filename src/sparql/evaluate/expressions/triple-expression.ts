import type { BaseQuad, Term } from "@rdfjs/types";
import { type Algebra, AlgebraFactory } from "@traqula/algebra-transformations-1-1";

/** Whether a term is a triple term that has variables, of itself or of a triple term within. */
export function isOpen(term: Term): term is BaseQuad {
  return (
    term.termType === "Quad" &&
    [term.subject, term.predicate, term.object].some((each) => each.termType === "Variable" || isOpen(each))
  );
}

/** A triple term that has variables, as the call of `TRIPLE` that it stands for (SPARQL 1.2 §17.4.6). */
export function tripleExpression({ subject, predicate, object }: BaseQuad): Algebra.OperatorExpression {
  const args = [subject, predicate, object].map((each) => factory.createTermExpression(each));
  return factory.createOperatorExpression("triple", args);
}

const factory = new AlgebraFactory();
