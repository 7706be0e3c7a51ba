import { oncePer } from "../once-per.ts";
import { rdf } from "../vocabulary.ts";
import {
  type Axiom,
  type Chain,
  type PropertyAxiom,
  type PropertyExpression,
  type SubClass,
  textOfChain,
  textOfExpression,
  turned,
} from "./axioms.ts";
import { refuseUnbounded } from "./bounds.ts";

/**
 * What entails a property: each of its quads is a quad of one of `expressions`, read in its direction, or follows from two of one of
 * `chains`. The property itself is the first expression. Of the properties of a chain, the expansion is meant.
 *
 *     prov:wasDerivedFrom: expressions  prov:wasDerivedFrom, prov:wasRevisionOf, ^prov:hadDerivation, …
 *                          chains       prov:qualifiedDerivation / prov:entity, prov:qualifiedRevision / prov:entity, …
 */
export interface Expansion {
  readonly expressions: readonly PropertyExpression[];
  readonly chains: readonly Chain[];
}

/** Axioms as they are asked for. */
export interface Ontology {
  /** Every property that an axiom can add quads to. */
  readonly properties: ReadonlySet<string>;
  /** Every class that is below or above another. */
  readonly classes: ReadonlySet<string>;
  /** The expansion of any property; of one without axioms it is the property. */
  readonly expansionOf: (property: string) => Expansion;
  /** The class itself and all above it, and all below it. */
  readonly superclasses: (iri: string) => readonly string[];
  readonly subclasses: (iri: string) => readonly string[];
}

/**
 * The ontology of axioms, made once for each list of them.
 *
 * @throws {UnsupportedAxiomError} where a property follows from itself through a chain, or `rdf:type` from its own inverse: that
 * would take a fixpoint over the quads, and an expansion would have no end; and beyond the limits of `bounds.ts`.
 */
export const ontologyOf: (axioms: readonly Axiom[]) => Ontology = oncePer(made);

function made(axioms: readonly Axiom[]): Ontology {
  const subClasses = axioms.filter((each): each is SubClass => each.kind === "sub-class");
  const ofProperties = axioms.filter((each): each is PropertyAxiom => each.kind !== "sub-class");
  const below = grouped(ofProperties.map((each) => [each.super, each]));
  const expansionOf = remembered(below, (property) => expansion(property, below));
  const heads = new Set(below.keys());
  if (subClasses.length > 0) heads.add(rdf.type.value);
  const ontology = {
    properties: heads,
    classes: new Set(subClasses.flatMap((each) => [each.sub, each.super])),
    expansionOf,
    superclasses: reachable(grouped(subClasses.map((each) => [each.sub, each.super]))),
    subclasses: reachable(grouped(subClasses.map((each) => [each.super, each.sub]))),
  };
  refuseUnbounded(ofProperties, ontology);
  return ontology;
}

function expansion(property: string, below: ReadonlyMap<string, readonly PropertyAxiom[]>): Expansion {
  const expressions = new Map<string, PropertyExpression>();
  const chains = new Map<string, Chain>();
  const add = (each: PropertyExpression) => {
    if (!expressions.has(textOfExpression(each))) expressions.set(textOfExpression(each), each);
  };
  add({ property, isInverse: false });
  // A map goes on over what is added meanwhile.
  for (const { property: each, isInverse } of expressions.values())
    for (const axiom of below.get(each) ?? []) {
      if (axiom.kind === "sub-property") add(turned(axiom.sub, isInverse));
      else {
        const chain = turnedChain([axiom.first, axiom.second], isInverse);
        chains.set(textOfChain(chain), chain);
      }
    }
  return { expressions: [...expressions.values()], chains: [...chains.values()] };
}

/** The inverse of a chain is that of the second, then that of the first. */
function turnedChain([first, second]: Chain, isTurned: boolean): Chain {
  return isTurned ? [turned(second, true), turned(first, true)] : [first, second];
}

function grouped<Item>(
  pairs: readonly (readonly [key: string, item: Item])[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const [key, item] of pairs) {
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}

/** From each node to itself and all that edges lead to. */
function reachable(next: ReadonlyMap<string, readonly string[]>): (iri: string) => readonly string[] {
  return remembered(next, (iri) => {
    const found = new Set([iri]);
    for (const each of found) for (const other of next.get(each) ?? []) found.add(other);
    return [...found];
  });
}

/** Remembers what is computed of the IRIs that axioms speak of: of others, queries can name any number. */
function remembered<Value>(
  spoken: ReadonlyMap<string, unknown>,
  compute: (iri: string) => Value,
): (iri: string) => Value {
  const known = new Map<string, Value>();
  return (iri) => {
    if (!spoken.has(iri)) return compute(iri);
    let found = known.get(iri);
    if (found === undefined) {
      found = compute(iri);
      known.set(iri, found);
    }
    return found;
  };
}
