import { noTerm, type TermId, termKind } from "../../../quads/id-view.ts";
import { equalsConstant } from "./comparison-operators.ts";
import { type Compiled, type Evaluate, isError, isFalse, isTrue, type Test, type Truth } from "./compiled.ts";
import type { Kit } from "./kit.ts";

/** `&&`: an error, unless the other side is false (SPARQL 1.1 §17.2). */
export function and(left: Compiled, right: Compiled): Test {
  return (columns, row) => {
    const first = left.test(columns, row);
    if (first === isFalse) return isFalse;
    const second = right.test(columns, row);
    return second === isFalse ? isFalse : first === isError ? isError : second;
  };
}

/** `||`: an error, unless the other side is true. */
export function or(left: Compiled, right: Compiled): Test {
  return (columns, row) => {
    const first = left.test(columns, row);
    if (first === isTrue) return isTrue;
    const second = right.test(columns, row);
    return second === isTrue ? isTrue : first === isError ? isError : second;
  };
}

export function not(operand: Compiled): Test {
  return (columns, row) => negated(operand.test(columns, row));
}

function negated(truth: Truth): Truth {
  return truth === isError ? isError : truth === isTrue ? isFalse : isTrue;
}

/** `IF`: evaluates no more than the branch that is taken. */
export function choice(condition: Compiled, yes: Compiled, no: Compiled): Evaluate {
  return (columns, row) => {
    const truth = condition.test(columns, row);
    if (truth === isError) return noTerm;
    return (truth === isTrue ? yes : no).value(columns, row);
  };
}

export function coalesce(candidates: readonly Compiled[]): Evaluate {
  return (columns, row) => {
    for (const candidate of candidates) {
      const id = candidate.value(columns, row);
      if (id !== noTerm) return id;
    }
    return noTerm;
  };
}

/** `IN` and `NOT IN`: true as soon as one is equal; else an error, if there was one. */
export function membership(needle: Compiled, list: readonly Compiled[], isNegated: boolean, kit: Kit): Test {
  const test = constantMembership(needle, list, kit) ?? anyMembership(needle, list, kit);
  return isNegated ? (columns, row) => negated(test(columns, row)) : test;
}

function anyMembership(needle: Compiled, list: readonly Compiled[], kit: Kit): Test {
  return (columns, row) => {
    const id = needle.value(columns, row);
    if (id === noTerm) return isError;
    let answer: Truth = isFalse;
    for (const each of list) {
      const other = each.value(columns, row);
      const truth = other === noTerm ? isError : kit.compare.equals(id, other);
      if (truth === isTrue) return isTrue;
      if (truth === isError) answer = isError;
    }
    return answer;
  };
}

/** The same with a list of constants: IRIs are looked up all at once. */
function constantMembership(needle: Compiled, list: readonly Compiled[], kit: Kit): Test | undefined {
  const constants = list.map(({ constant }) => constant).filter((id) => id !== undefined);
  if (constants.length < list.length) return undefined;

  const iris = new Set<TermId>();
  const others: ((id: TermId) => Truth)[] = [];
  for (const id of constants) {
    const kind = kit.terms.kind(id);
    if (kind === termKind.iri || kind === termKind.blankNode) iris.add(id);
    else others.push(equalsConstant(id, kit));
  }
  return (columns, row) => {
    const id = needle.value(columns, row);
    if (id === noTerm) return isError;
    if (iris.has(id)) return isTrue;
    let answer: Truth = isFalse;
    for (const equals of others) {
      const truth = equals(id);
      if (truth === isTrue) return isTrue;
      if (truth === isError) answer = isError;
    }
    return answer;
  };
}
