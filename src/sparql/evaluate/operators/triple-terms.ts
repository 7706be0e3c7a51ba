import type { BaseQuad, Term } from "@rdfjs/types";
import { noTerm, type TermId, termKind } from "../../../quads/id-view.ts";
import { isOpen } from "../expressions/triple-expression.ts";
import type { EvaluationContext, Operator } from "../operator.ts";
import { nameOfTriple, textOfTerm } from "../pattern.ts";
import type { Rows } from "../rows.ts";
import { variablesOfTerm } from "../scope.ts";
import { chunkwise } from "./chunkwise.ts";
import { keptOf } from "./filter.ts";

/**
 * Where every row binds all variables of a triple term: those rows for which the store has the triple term, with a column of it. Else
 * the rows as they are.
 */
export function withTriple(input: Operator, triple: BaseQuad, context: EvaluationContext): Operator {
  const { view, observe, budget } = context;
  const name = nameOfTriple(triple);
  const isBound = [...variablesOfTerm(triple)].every((each) => input.certain.has(each));
  if (!isBound || input.variables.includes(name)) return input;
  return observe({
    name: "look up triple terms",
    detail: textOfTerm(triple),
    variables: [...input.variables, name],
    certain: new Set([...input.certain, name]),
    estimate: input.estimate,
    inputs: [input],
    rows: () => chunkwise(input, lookingUp),
  });

  function lookingUp(): (chunk: Rows) => Rows {
    const idAt = finder(triple);
    return ({ columns, length }) => {
      const ids = Uint32Array.from({ length }, (_, row) => idAt(columns, row));
      budget.spend(length);
      return keptOf({ columns: [...columns, ids], length }, (_, row) => ids[row] !== noTerm);
    };
  }

  function finder(term: Term): (columns: readonly Uint32Array[], row: number) => TermId {
    if (term.termType === "Variable") {
      const column = input.variables.indexOf(term.value);
      return (columns, row) => columns[column]?.[row] ?? noTerm;
    }
    if (!isOpen(term)) {
      const id = view.terms.idOf(term);
      return () => id;
    }
    const [subject, predicate, object] = [term.subject, term.predicate, term.object].map(finder);
    return (columns, row) =>
      view.terms.idOfTriple(
        subject?.(columns, row) ?? noTerm,
        predicate?.(columns, row) ?? noTerm,
        object?.(columns, row) ?? noTerm,
      );
  }
}

/**
 * Takes a column of triple terms apart: its rows, where they agree with a triple term, with the variables of that. A variable that
 * a row binds already must be bound to the same.
 */
export function withPartsOf(input: Operator, triple: BaseQuad, context: EvaluationContext): Operator {
  const { view, observe, budget } = context;
  const within = variablesOfTerm(triple);
  const variables = [...new Set([...input.variables, ...within])];
  const column = input.variables.indexOf(nameOfTriple(triple));
  return observe({
    name: "take triple terms apart",
    detail: textOfTerm(triple),
    variables,
    certain: new Set([...input.certain, ...within]),
    estimate: input.estimate,
    inputs: [input],
    rows: () => chunkwise(input, takingApart),
  });

  function takingApart(): (chunk: Rows) => Rows {
    const agrees = agreement(triple);
    return ({ columns, length }) => {
      const all = variables.map((_, i) => columns[i] ?? new Uint32Array(length));
      budget.spend(length);
      return keptOf({ columns: all, length }, (_, row) => agrees(all[column]?.[row] ?? noTerm, all, row));
    };
  }

  /** Whether a term is another for a row; binds what the row leaves unbound. */
  function agreement(term: Term): (id: TermId, columns: readonly Uint32Array[], row: number) => boolean {
    if (term.termType === "Variable") {
      const place = variables.indexOf(term.value);
      return (id, columns, row) => {
        const values = columns[place] as Uint32Array;
        if (values[row] === noTerm) values[row] = id;
        return values[row] === id;
      };
    }
    if (!isOpen(term)) {
      const constant = view.terms.idOf(term);
      return (id) => id === constant;
    }
    const parts = [term.subject, term.predicate, term.object].map(agreement);
    return (id, columns, row) => {
      if (view.terms.kind(id) !== termKind.triple) return false;
      const ids = view.terms.tripleOf(id);
      return parts.every((agrees, i) => agrees(ids[i] as TermId, columns, row));
    };
  }
}
