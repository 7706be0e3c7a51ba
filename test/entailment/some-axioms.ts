import fc from "fast-check";
import { axiomsOf, UnsupportedAxiomError } from "../../src/entailment/axioms.ts";
import { ontologyOf } from "../../src/entailment/ontology.ts";
import { axiomQuads } from "./axiom-quads.ts";

/** Those of the data of law 5 and others, and the type. */
const property = fc.constantFrom(":p", ":q", ":r", ":s", ":t", "rdf:type");
const ordinary = fc.constantFrom(":p", ":q", ":r", ":s", ":t");
/** Nodes of the data, so that they are classes and more, and others. */
const aClass = fc.constantFrom(":n0", ":n1", ":n2", ":c0", ":c1", ":c2");
const anExpression = fc.oneof(
  { weight: 5, arbitrary: property },
  { weight: 1, arbitrary: ordinary.map((name) => `[ owl:inverseOf ${name} ]`) },
);
const anAxiom: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(anExpression, property).map(([a, b]) => `${a} rdfs:subPropertyOf ${b} .`),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(property, property).map(([a, b]) => `${a} owl:equivalentProperty ${b} .`),
  },
  { weight: 2, arbitrary: fc.tuple(ordinary, property).map(([a, b]) => `${a} owl:inverseOf ${b} .`) },
  { weight: 1, arbitrary: ordinary.map((a) => `${a} a owl:SymmetricProperty .`) },
  { weight: 3, arbitrary: fc.tuple(aClass, aClass).map(([a, b]) => `${a} rdfs:subClassOf ${b} .`) },
  { weight: 1, arbitrary: fc.tuple(aClass, aClass).map(([a, b]) => `${a} owl:equivalentClass ${b} .`) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(property, anExpression, anExpression)
      .map(([a, b, c]) => `${a} owl:propertyChainAxiom ( ${b} ${c} ) .`),
  },
);
/** Axioms in Turtle. What is refused has a test of its own (`ontology.test.ts`). */
export const someAxioms: fc.Arbitrary<string> = fc
  .array(anAxiom, { minLength: 1, maxLength: 6 })
  .map((axioms) => axioms.join("\n"))
  .filter(isAccepted);

function isAccepted(turtle: string): boolean {
  try {
    ontologyOf(axiomsOf(axiomQuads(turtle)));
    return true;
  } catch (error) {
    if (error instanceof UnsupportedAxiomError) return false;
    throw error;
  }
}
