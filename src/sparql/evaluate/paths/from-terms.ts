import type { Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { termKey } from "../../../quads/term-key.ts";
import { isNullable } from "./nullable.ts";

type Path = Algebra.Path;

/**
 * Whether it matters to a pattern that terms take the place of some of its variables. It does to a path of no step between two variables: from a
 * term it leads to the term, also to one that is no node of the graph, and between variables only from node to node (SPARQL 1.1 §18.4).
 * It does not where something else of the pattern asks for a node at one of its ends.
 */
export function leadsFromTerms(
  operation: Algebra.Operation,
  names: ReadonlySet<string>,
  nodes: ReadonlySet<string> = new Set(),
): boolean {
  switch (operation.type) {
    case "path":
      return (
        isOfNoStep(operation) && isAnyOf(names, operation) && !endsOf(operation).some((end) => nodes.has(end))
      );
    case "join": {
      const known = new Set([...nodes, ...operation.input.flatMap((each) => nodesOf(each, names))]);
      return operation.input.some((each) => leadsFromTerms(each, names, known));
    }
    case "union":
    case "leftjoin":
      return operation.input.some((each) => leadsFromTerms(each, names, nodes));
    case "filter":
      return leadsFromTerms(operation.input, names, nodes);
    default:
      return false;
  }
}

/** What must be a node of which graph, whatever takes the place of the names. */
function nodesOf(operation: Algebra.Operation, names: ReadonlySet<string>): string[] {
  switch (operation.type) {
    case "bgp":
      return operation.patterns.flatMap((each) => nodesOf(each, names));
    case "join":
      return operation.input.flatMap((each) => nodesOf(each, names));
    case "pattern":
      return endsOf(operation);
    case "path":
      return !isNullable(operation.predicate) || (isOfNoStep(operation) && !isAnyOf(names, operation))
        ? endsOf(operation)
        : [];
    default:
      return [];
  }
}

function isOfNoStep({ subject, predicate, object }: Path): boolean {
  return subject.termType === "Variable" && object.termType === "Variable" && isNullable(predicate);
}

function isAnyOf(names: ReadonlySet<string>, { subject, object }: Path): boolean {
  return names.has(subject.value) || names.has(object.value);
}

/** The variables at the ends, each with its graph. */
function endsOf({ subject, object, graph }: Pick<Path, "subject" | "object" | "graph">): string[] {
  const inGraph = termKey(graph as Term);
  return [subject, object].flatMap((end) => (end.termType === "Variable" ? [`${end.value} ${inGraph}`] : []));
}
