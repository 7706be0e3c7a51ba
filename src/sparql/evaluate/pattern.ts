import type { BaseQuad, Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { anyGraph, noTerm, type TermId } from "../../quads/id-view.ts";
import { termKey } from "../../quads/term-key.ts";
import { isOpen } from "./expressions/triple-expression.ts";
import type { EvaluationContext } from "./operator.ts";
import { variablesOfTerm } from "./scope.ts";

/**
 * What stands at one place of a pattern: a term's number, or a variable. A triple term with variables is a variable, too, of
 * which those within are parts.
 */
export type Place =
  | { readonly id: TermId }
  | { readonly variable: string; readonly parts?: readonly string[] };

/** Whether a variable stands there, and no value that EXISTS put in its place. */
export function isVariable(place: Place, { substituted }: EvaluationContext): boolean {
  return "variable" in place && substituted?.has(place.variable) !== true;
}

/** A triple pattern in numbers: subject, predicate, object, graph. */
export interface IdPattern {
  readonly places: readonly [Place, Place, Place, Place];
  /** Whether a constant of it is in no quad: then nothing matches. */
  readonly isEmpty: boolean;
}

export function idPattern(pattern: Algebra.Pattern, { view }: EvaluationContext): IdPattern {
  const place = (term: Term): Place => {
    if (term.termType === "Variable") return { variable: term.value };
    if (isOpen(term)) return { variable: nameOfTriple(term), parts: [...variablesOfTerm(term)] };
    return { id: view.terms.idOf(term) };
  };
  const { subject, predicate, object, graph } = pattern;
  const triple = [place(subject), place(predicate), place(object)] as const;
  const inGraph = graph.termType === "DefaultGraph" ? { id: noTerm } : place(graph);
  const isUnknown = (each: Place) => "id" in each && each.id === noTerm;
  return {
    places: [...triple, inGraph],
    isEmpty: triple.some(isUnknown) || (graph.termType === "NamedNode" && isUnknown(inGraph)),
  };
}

/** The name of the variable that a triple term with variables is, which no query can spell. */
export function nameOfTriple(term: BaseQuad): string {
  return ` ${termKey(term)}`;
}

export function variablesOfPattern({ places }: IdPattern): string[] {
  return [...new Set(places.flatMap((place) => ("variable" in place ? [place.variable] : [])))];
}

/**
 * How many quads match a pattern for one row that binds these variables, about: the quads of its constants, shared out
 * evenly over the distinct values of what is bound.
 */
export function fanOut(pattern: IdPattern, bound: ReadonlySet<string>, { view }: EvaluationContext): number {
  if (pattern.isEmpty) return 0;
  const [subject, predicate, object, graph] = pattern.places;
  const constant = (place: Place) => ("id" in place ? place.id : noTerm);
  const isBound = (place: Place) =>
    "variable" in place &&
    (bound.has(place.variable) || place.parts?.every((name) => bound.has(name)) === true);
  let rows = view.estimate(
    constant(subject),
    constant(predicate),
    constant(object),
    "id" in graph ? graph.id : anyGraph,
  );
  const property = constant(predicate);
  if (isBound(subject))
    rows /= Math.max(1, property === noTerm ? rows / 8 : view.distinct(property, "subject"));
  if (isBound(object))
    rows /= Math.max(1, property === noTerm ? rows / 4 : view.distinct(property, "object"));
  if (isBound(predicate)) rows /= 16;
  if (isBound(graph)) rows /= 64;
  return Math.max(rows, 1e-4);
}

/** A pattern as a reader of `explain` knows it. */
export function textOfPattern({ subject, predicate, object, graph }: Algebra.Pattern): string {
  const inGraph = graph.termType === "DefaultGraph" ? "" : ` in ${textOfTerm(graph)}`;
  return `${[subject, predicate, object].map(textOfTerm).join(" ")}${inGraph}`;
}

export function textOfTerm(term: Term): string {
  if (term.termType === "Variable") return `?${term.value}`;
  if (term.termType === "NamedNode") return `<${term.value}>`;
  if (term.termType === "Quad")
    return `<<( ${[term.subject, term.predicate, term.object].map(textOfTerm).join(" ")} )>>`;
  return term.termType === "Literal" ? JSON.stringify(term.value) : term.value;
}
