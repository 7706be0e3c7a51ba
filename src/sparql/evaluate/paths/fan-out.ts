import type { Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { noTerm } from "../../../quads/id-view.ts";
import type { EvaluationContext } from "../operator.ts";

type PathSymbol = Algebra.PropertyPathSymbol;

/** About how many rows a path makes of one that binds these variables, by what the index counts of its predicates. */
export function pathFanOut(
  path: Algebra.Path,
  bound: ReadonlySet<string>,
  context: EvaluationContext,
): number {
  const isFree = (term: Term) => term.termType === "Variable" && !bound.has(term.value);
  const { subject, predicate, object } = path;
  if (!isFree(subject) && !isFree(object)) return 0.5;
  const from = isFree(object) ? reachOf(predicate, false, context) : reachOf(predicate, true, context);
  const starts = isFree(subject) && isFree(object) ? endsOf(predicate, true, context) : 1;
  return Math.max(from * starts, 1e-4);
}

/** About how many distinct nodes a path ends in, from wherever it begins. */
export function endsOf(path: PathSymbol, isInverse: boolean, context: EvaluationContext): number {
  switch (path.type) {
    case "link":
      return distinctOf(path, isInverse ? "subject" : "object", context);
    case "inv":
      return endsOf(path.path, !isInverse, context);
    case "alt":
      return path.input.reduce((sum, each) => sum + endsOf(each, isInverse, context), 0);
    case "seq": {
      const last = isInverse ? path.input[0] : path.input.at(-1);
      return last === undefined ? 0 : endsOf(last, isInverse, context);
    }
    case "OneOrMorePath":
      return endsOf(path.path, isInverse, context);
    default:
      // Any node: each is in some quads.
      return context.view.estimate(noTerm, noTerm, noTerm, noTerm) / quadsOfNode;
  }
}

/** About how many ends a path has from one start that has any. */
function reachOf(path: PathSymbol, isInverse: boolean, context: EvaluationContext): number {
  switch (path.type) {
    case "link": {
      const { view } = context;
      const predicate = view.terms.idOf(path.iri);
      if (predicate === noTerm) return 0;
      const starts = distinctOf(path, isInverse ? "object" : "subject", context);
      return view.estimate(noTerm, predicate, noTerm, noTerm) / Math.max(1, starts);
    }
    case "inv":
      return reachOf(path.path, !isInverse, context);
    case "alt":
      return path.input.reduce((sum, each) => sum + reachOf(each, isInverse, context), 0);
    case "seq":
      return path.input.reduce((product, each) => product * reachOf(each, isInverse, context), 1);
    case "ZeroOrOnePath":
      return 1 + reachOf(path.path, isInverse, context);
    case "ZeroOrMorePath":
      return 1 + closureReach(path.path, isInverse, context);
    case "OneOrMorePath":
      return closureReach(path.path, isInverse, context);
    default:
      return quadsOfNode;
  }
}

/**
 * A lineage is taken to be about as long as it is wide: of n nodes, the root of n stand behind one another. Where steps fan out,
 * a closure finds more than that, but never more than there is.
 */
function closureReach(step: PathSymbol, isInverse: boolean, context: EvaluationContext): number {
  const ends = endsOf(step, isInverse, context);
  return Math.min(ends, Math.sqrt(ends) * Math.max(1, reachOf(step, isInverse, context)));
}

function distinctOf(
  { iri }: Algebra.Link,
  position: "subject" | "object",
  { view }: EvaluationContext,
): number {
  const predicate = view.terms.idOf(iri);
  return predicate === noTerm ? 0 : view.distinct(predicate, position);
}

/** About how many quads a node is in. */
const quadsOfNode = 4;
