import type { Quad, Term } from "@rdfjs/types";
import { ProvenanceError } from "../errors.ts";
import { termKey } from "../quads/term-key.ts";
import { owl, rdf, rdfs } from "../vocabulary.ts";

/** A property as it stands in an axiom, read from subject to object or the other way (OWL 2 §6.1). */
export interface PropertyExpression {
  readonly property: string;
  readonly isInverse: boolean;
}

/** Two properties one after another. */
export type Chain = readonly [first: PropertyExpression, second: PropertyExpression];

/**
 * What follows from what, as plain data. Equivalence is two of them, and so is an inverse; a symmetric property is one:
 * its inverse is a sub-property of it.
 */
export type Axiom =
  | { readonly kind: "sub-class"; readonly sub: string; readonly super: string }
  | { readonly kind: "sub-property"; readonly sub: PropertyExpression; readonly super: string }
  | {
      readonly kind: "chain";
      readonly first: PropertyExpression;
      readonly second: PropertyExpression;
      readonly super: string;
    };

export type SubClass = Extract<Axiom, { readonly kind: "sub-class" }>;
export type PropertyAxiom = Exclude<Axiom, SubClass>;

/** An axiom that is of a kind which is read, and is none that can be evaluated. */
export class UnsupportedAxiomError extends ProvenanceError {
  override readonly name = "UnsupportedAxiomError";
  readonly code = "unsupported-axiom";
}

/**
 * The axioms that quads state, whatever their graphs: `rdfs:subClassOf`, `rdfs:subPropertyOf`, `owl:equivalentClass`,
 * `owl:equivalentProperty`, `owl:inverseOf`, `owl:SymmetricProperty`, and `owl:propertyChainAxiom` of two. Other statements are
 * passed over, and so are classes without a name, such as restrictions.
 *
 * @throws {UnsupportedAxiomError} at a chain that is no list of two properties.
 */
export function axiomsOf(quads: Iterable<Quad>): readonly Axiom[] {
  const all = [...quads];
  const objectOf = new Map(
    all.map((quad) => [`${termKey(quad.subject)} ${quad.predicate.value}`, quad.object]),
  );
  const one = (subject: Term, predicate: Term) => objectOf.get(`${termKey(subject)} ${predicate.value}`);

  const expression = (term: Term): PropertyExpression | undefined => {
    if (term.termType === "NamedNode") return { property: term.value, isInverse: false };
    const inverse = one(term, owl.inverseOf);
    return inverse?.termType === "NamedNode" ? { property: inverse.value, isInverse: true } : undefined;
  };
  const classes = (sub: Term, above: Term): Axiom[] =>
    sub.termType === "NamedNode" && above.termType === "NamedNode"
      ? [{ kind: "sub-class", sub: sub.value, super: above.value }]
      : [];
  const properties = (sub: Term, above: Term): Axiom[] => {
    const [lower, upper] = [expression(sub), expression(above)];
    if (lower === undefined || upper === undefined) return [];
    return [{ kind: "sub-property", sub: turned(lower, upper.isInverse), super: upper.property }];
  };
  const inverses = (a: Term, b: Term): Axiom[] => {
    const [lower, upper] = [expression(a), expression(b)];
    if (lower === undefined || upper === undefined || a.termType !== "NamedNode") return [];
    return [
      { kind: "sub-property", sub: turned(upper, true), super: lower.property },
      { kind: "sub-property", sub: turned(lower, !upper.isInverse), super: upper.property },
    ];
  };
  const chain = (above: Term, list: Term): Axiom[] => {
    const parts = members(list, one).map(expression);
    const [first, second] = parts;
    if (above.termType !== "NamedNode" || parts.length !== 2 || first === undefined || second === undefined)
      throw new UnsupportedAxiomError(
        `owl:propertyChainAxiom of <${above.value}> must be a list of two properties`,
      );
    return [{ kind: "chain", first, second, super: above.value }];
  };

  return all.flatMap(({ subject, predicate, object }) => {
    switch (predicate.value) {
      case rdfs.subClassOf.value:
        return classes(subject, object);
      case owl.equivalentClass.value:
        return [...classes(subject, object), ...classes(object, subject)];
      case rdfs.subPropertyOf.value:
        return properties(subject, object);
      case owl.equivalentProperty.value:
        return [...properties(subject, object), ...properties(object, subject)];
      case owl.inverseOf.value:
        return inverses(subject, object);
      case owl.propertyChainAxiom.value:
        return chain(subject, object);
      case rdf.type.value: {
        const isSymmetric = subject.termType === "NamedNode" && object.equals(owl.SymmetricProperty);
        return isSymmetric ? inverses(subject, subject).slice(0, 1) : [];
      }
      default:
        return [];
    }
  });
}

/** An expression as SPARQL writes it in a path. */
export function textOfExpression({ property, isInverse }: PropertyExpression): string {
  return `${isInverse ? "^" : ""}<${property}>`;
}

export function textOfChain(chain: Chain): string {
  return chain.map(textOfExpression).join(" / ");
}

/** The same expression, or its inverse. */
export function turned({ property, isInverse }: PropertyExpression, isTurned: boolean): PropertyExpression {
  return { property, isInverse: isInverse !== isTurned };
}

/** The members of a list, as far as it is one; a list that leads back to itself ends there. */
function members(list: Term, one: (subject: Term, predicate: Term) => Term | undefined): Term[] {
  const found: Term[] = [];
  const seen = new Set<string>();
  for (
    let rest: Term | undefined = list;
    rest !== undefined && !rest.equals(rdf.nil);
    rest = one(rest, rdf.rest)
  ) {
    if (seen.has(termKey(rest))) break;
    seen.add(termKey(rest));
    const first = one(rest, rdf.first);
    if (first !== undefined) found.push(first);
  }
  return found;
}
