import type { Quad } from "@rdfjs/types";

/**
 * One statement of an alignment: that a term of one vocabulary is to one of another as the predicate says. The fields are
 * slots of SSSOM; what a mapping leaves out its alignment says for all.
 */
export interface Mapping {
  /** IRI of its record (an `owl:Axiom`); absent where the alignment states the axiom and no record of it. */
  readonly id?: string;
  readonly subject: string;
  /** One of `mappingPredicates`, or `rdf:type` before `owl:SymmetricProperty`. */
  readonly predicate: string;
  /** An IRI; of `owl:propertyChainAxiom`, the two properties that follow each other. */
  readonly object: string | PropertyChain;
  /** IRI of the way in which it was found, such as `semapv:ManualMappingCuration`. */
  readonly justification?: string;
  /** Why it holds, for a person. */
  readonly comment?: string;
  /** IRI of the document that it rests on. */
  readonly source?: string;
  /** IRI of its licence. */
  readonly license?: string;
  readonly version?: string;
}

export type PropertyChain = readonly [first: string, second: string];

/** Mappings that are switched on together: a named graph. */
export interface Alignment {
  /** By which it is switched on: lower-case letters, digits and dashes. */
  readonly name: string;
  /** IRI of its graph. */
  readonly iri: string;
  readonly title?: string;
  readonly version?: string;
  /** IRI of its licence. */
  readonly license?: string;
  /** IRI of the document that it rests on. */
  readonly source?: string;
  /** In the code-point order of subject, predicate, object, each once. */
  readonly mappings: readonly Mapping[];
  /** All that the document says, in the graph of its IRI. */
  readonly quads: readonly Quad[];
  /** Statements of the kinds that mappings are made of, whose class expressions are not read: unions, restrictions. */
  readonly unread: readonly Quad[];
}

/** Alignments by their names. */
export type Alignments = ReadonlyMap<string, Alignment>;
