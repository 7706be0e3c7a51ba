import type { Quad, Quad_Graph, Quad_Object, Quad_Subject, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { definedInverses, forwards, propertyOfInverse } from "../interop/prov-o/inverses.ts";
import { rdf } from "../vocabulary.ts";
import type { NameFault, nameCheck, Position } from "./names.ts";

/** Whether a property is one that PROV-O only reserves the name of: those that it defines are as good as any. */
export function isReservedInverse(property: string): boolean {
  return propertyOfInverse.has(property) && !definedInverses.has(property);
}

/** The names of a statement with their positions in it. */
export function namesIn({ subject, predicate, object, graph }: Quad): readonly (readonly [Term, Position])[] {
  const position = predicate.equals(rdf.type) ? "class" : "other";
  return [
    [subject, "other"],
    [predicate, "property"],
    [object, position],
    [graph, "other"],
  ];
}

/** A statement with what is certain put right: namespaces and capitals first, then inverses turned round. */
export function mended(quad: Quad, check: ReturnType<typeof nameCheck>): Quad {
  const named = withNames(quad, check);
  return isReservedInverse(named.predicate.value) ? forwards(named) : named;
}

/** A statement with the names that are certain. */
export function withNames(quad: Quad, check: ReturnType<typeof nameCheck>): Quad {
  const names = namesIn(quad).map(([term, position]) => repaired(term, faultOf(term, position, check)));
  const [subject, predicate, object, graph] = names;
  if (namesIn(quad).every(([term], index) => term === names[index])) return quad;
  return DataFactory.quad(
    subject as Quad_Subject,
    predicate as Quad["predicate"],
    object as Quad_Object,
    graph as Quad_Graph,
  );
}

/** What is wrong with a term of a statement; only names can be. */
export function faultOf(
  term: Term,
  position: Position,
  check: ReturnType<typeof nameCheck>,
): NameFault | undefined {
  return term.termType === "NamedNode" ? check(term.value, position) : undefined;
}

function repaired(term: Term, fault: NameFault | undefined): Term {
  return fault?.certain === true && fault.suggestion !== undefined
    ? DataFactory.namedNode(fault.suggestion)
    : term;
}
