import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { compareCodePoints } from "../code-points.ts";
import { owl, rdf } from "../vocabulary.ts";
import type { Alignment, Alignments, Mapping } from "./alignment.ts";
import { UnknownAlignmentError } from "./errors.ts";

/** The alignments of these names, each once and in the code-point order of their names. @throws {UnknownAlignmentError} */
export function alignmentsNamed(names: Iterable<string>, alignments: Alignments): readonly Alignment[] {
  return [...new Set(names)].sort(compareCodePoints).map((name) => {
    const alignment = alignments.get(name);
    if (alignment === undefined) throw new UnknownAlignmentError(name, alignments.keys());
    return alignment;
  });
}

/**
 * The axioms of the alignments of these names, each in the graph of its alignment: plain triples, and for a property
 * chain the list of its two properties too. The order of the names changes nothing. O(mappings).
 *
 * @throws {UnknownAlignmentError}
 */
export function alignmentAxioms(names: Iterable<string>, alignments: Alignments): readonly Quad[] {
  return alignmentsNamed(names, alignments).flatMap((alignment) => axiomsOf(alignment));
}

/** The axioms of one alignment. */
export function axiomsOf({ name, iri, mappings }: Alignment): readonly Quad[] {
  const graph = DataFactory.namedNode(iri);
  return mappings.flatMap((mapping, i) =>
    axiomOf(mapping, `${name}-chain-${i}`).map(({ subject, predicate, object }) =>
      DataFactory.quad(subject, predicate, object, graph),
    ),
  );
}

function axiomOf({ subject, predicate, object }: Mapping, label: string): readonly Quad[] {
  const [node, property] = [DataFactory.namedNode(subject), DataFactory.namedNode(predicate)];
  if (typeof object === "string") return [DataFactory.quad(node, property, DataFactory.namedNode(object))];
  const [head, tail] = [DataFactory.blankNode(label), DataFactory.blankNode(`${label}-rest`)];
  const [first, second] = object;
  return [
    DataFactory.quad(node, owl.propertyChainAxiom, head),
    DataFactory.quad(head, rdf.first, DataFactory.namedNode(first)),
    DataFactory.quad(head, rdf.rest, tail),
    DataFactory.quad(tail, rdf.first, DataFactory.namedNode(second)),
    DataFactory.quad(tail, rdf.rest, rdf.nil),
  ];
}
