import type { Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { QuadView } from "../quads/quad-store.ts";
import { rdf } from "../vocabulary.ts";
import type { Axiom, PropertyExpression } from "./axioms.ts";
import { withEntailed } from "./entailed-quad-view.ts";
import { type Ontology, ontologyOf } from "./ontology.ts";

/** A statement, whatever the graphs that state it. */
export interface Statement {
  readonly subject: Term;
  readonly predicate: Term;
  readonly object: Term;
}

/**
 * The statements in a view from which one follows, each of which some graph states: itself where it is stated, the statements of the
 * properties and classes below it, and both links of each chain. Read as far as somebody wants them.
 */
export function premisesIn(
  view: QuadView,
  axioms: readonly Axiom[],
): (statement: Statement) => Iterable<Statement> {
  const ontology = ontologyOf(axioms);
  const entailed = withEntailed(view, axioms);
  return premises;

  function* premises({ subject, predicate, object }: Statement): Iterable<Statement> {
    const { expressions, chains } = ontology.expansionOf(predicate.value);
    for (const expression of expressions) {
      if (expression.property === rdf.type.value) yield* types(subject, object, expression, ontology);
      else yield* stated(subject, expression, object);
    }
    for (const [first, second] of chains)
      for (const middle of reached(subject, first)) {
        const rest = statement(middle, second, object);
        if (!isIn(entailed, rest)) continue;
        yield* premises(statement(subject, first, middle));
        yield* premises(rest);
      }
  }

  /** Statements of a type, of the class or of one below it. */
  function* types(
    subject: Term,
    object: Term,
    { isInverse }: PropertyExpression,
    { subclasses, expansionOf }: Ontology,
  ): Iterable<Statement> {
    const [instance, kind] = isInverse ? [object, subject] : [subject, object];
    const kinds =
      kind.termType === "NamedNode" ? subclasses(kind.value).map((iri) => DataFactory.namedNode(iri)) : [];
    for (const each of kinds)
      for (const expression of expansionOf(rdf.type.value).expressions)
        yield* stated(instance, expression, each);
  }

  function* stated(subject: Term, expression: PropertyExpression, object: Term): Iterable<Statement> {
    const found = statement(subject, expression, object);
    if (isIn(view, found)) yield found;
  }

  /** Where a property leads to from a term. */
  function* reached(subject: Term, { property, isInverse }: PropertyExpression): Iterable<Term> {
    const predicate = DataFactory.namedNode(property);
    if (isInverse) for (const quad of entailed.match(null, predicate, subject, union)) yield quad.subject;
    else for (const quad of entailed.match(subject, predicate, null, union)) yield quad.object;
  }
}

const union = DataFactory.defaultGraph();

function statement(subject: Term, { property, isInverse }: PropertyExpression, object: Term): Statement {
  const predicate = DataFactory.namedNode(property);
  return isInverse ? { subject: object, predicate, object: subject } : { subject, predicate, object };
}

function isIn(view: QuadView, { subject, predicate, object }: Statement): boolean {
  for (const _ of view.match(subject, predicate, object, union)) return true;
  return false;
}
