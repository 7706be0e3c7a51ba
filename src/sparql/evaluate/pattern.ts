import type { Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { anyGraph, noTerm, type TermId } from "../../quads/id-view.ts";
import type { EvaluationContext } from "./operator.ts";

/** What stands at one place of a pattern: a term's number, or a variable. */
export type Place = { readonly id: TermId } | { readonly variable: string };

/** A triple pattern in numbers: subject, predicate, object, graph. */
export interface IdPattern {
  readonly places: readonly [Place, Place, Place, Place];
  /** Whether a constant of it is in no quad: then nothing matches. */
  readonly isEmpty: boolean;
}

export function idPattern(pattern: Algebra.Pattern, { view }: EvaluationContext): IdPattern {
  const place = (term: Term): Place =>
    term.termType === "Variable" ? { variable: term.value } : { id: view.terms.idOf(term) };
  const { subject, predicate, object, graph } = pattern;
  const triple = [place(subject), place(predicate), place(object)] as const;
  const inGraph = graph.termType === "DefaultGraph" ? { id: noTerm } : place(graph);
  const isUnknown = (each: Place) => "id" in each && each.id === noTerm;
  return {
    places: [...triple, inGraph],
    isEmpty: triple.some(isUnknown) || (graph.termType === "NamedNode" && isUnknown(inGraph)),
  };
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
  const isBound = (place: Place) => "variable" in place && bound.has(place.variable);
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
  return term.termType === "Literal" ? JSON.stringify(term.value) : term.value;
}
