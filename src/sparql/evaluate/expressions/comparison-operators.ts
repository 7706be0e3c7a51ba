import { noTerm, type TermId, termKind } from "../../../quads/id-view.ts";
import { isLiteral, isNumeric, type Order } from "./comparison.ts";
import { type Compiled, isError, isFalse, isTrue, type Test, type Truth, truthOf } from "./compiled.ts";
import type { Kit } from "./kit.ts";
import { firstScratchTerm } from "./scratch-terms.ts";

/** `=`, `!=`, `<`, `>`, `<=` and `>=` with what they answer to each order. */
type Answers = readonly [below: Truth, same: Truth, above: Truth, unordered: Truth, incomparable: Truth];

const answersTo: Readonly<Record<string, Answers>> = {
  "<": [isTrue, isFalse, isFalse, isFalse, isError],
  "<=": [isTrue, isTrue, isFalse, isFalse, isError],
  ">": [isFalse, isFalse, isTrue, isFalse, isError],
  ">=": [isFalse, isTrue, isTrue, isFalse, isError],
};
const mirrored: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** Whether two terms compare as an operator of SPARQL asks. */
export function comparisonTest(operator: string, left: Compiled, right: Compiled, kit: Kit): Test {
  if (left.constant === noTerm || right.constant === noTerm) return () => isError;
  if (operator === "=" || operator === "!=") return equalityTest(left, right, operator === "!=", kit);
  if (left.constant !== undefined && right.constant === undefined)
    return comparisonTest(mirrored[operator] ?? operator, right, left, kit);

  const answers = answersTo[operator] as Answers;
  if (right.constant !== undefined) return orderTest(left, answers, right.constant, kit);
  return (columns, row) => {
    const [a, b] = [left.value(columns, row), right.value(columns, row)];
    if (a === noTerm || b === noTerm) return isError;
    return answers[kit.compare.order(a, b) + 1] as Truth;
  };
}

/** Numbers and dateTimes are told apart from a constant by their numbers alone, unless they are equal. */
function orderTest(left: Compiled, answers: Answers, constant: TermId, { terms, compare }: Kit): Test {
  const kind = terms.kind(constant);
  const number = terms.number(constant);
  const [whenBelow, , whenAbove] = answers;
  const isComparable =
    isNumeric(kind) && !Number.isNaN(number)
      ? (id: TermId) => isNumeric(terms.kind(id))
      : kind === termKind.dateTime || kind === termKind.date
        ? (id: TermId) => terms.kind(id) === kind
        : () => false;
  return (columns, row) => {
    const id = left.value(columns, row);
    if (id === noTerm) return isError;
    if (isComparable(id)) {
      const value = terms.number(id);
      if (value < number) return whenBelow;
      if (value > number) return whenAbove;
    }
    return answers[(compare.order(id, constant) as Order) + 1] as Truth;
  };
}

function equalityTest(left: Compiled, right: Compiled, isNegated: boolean, kit: Kit): Test {
  if (left.constant !== undefined && right.constant === undefined)
    return equalityTest(right, left, isNegated, kit);

  const turned = (truth: Truth): Truth => (isNegated && truth !== isError ? ((1 - truth) as Truth) : truth);
  const { constant } = right;
  if (constant !== undefined) {
    const equals = equalsConstant(constant, kit);
    return (columns, row) => {
      const id = left.value(columns, row);
      return id === noTerm ? isError : turned(equals(id));
    };
  }
  return (columns, row) => {
    const [a, b] = [left.value(columns, row), right.value(columns, row)];
    return a === noTerm || b === noTerm ? isError : turned(kit.compare.equals(a, b));
  };
}

/** Whether a term equals a constant: for an IRI, one comparison of numbers. */
export function equalsConstant(constant: TermId, { terms, compare }: Kit): (id: TermId) => Truth {
  if (constant === noTerm) return () => isError;
  const kind = terms.kind(constant);
  if (kind === termKind.triple) return (id) => compare.equals(id, constant);
  if (!isLiteral(kind)) return (id) => (id === constant ? isTrue : isFalse);
  if (kind === termKind.string) {
    const text = terms.text(constant);
    return (id) => {
      if (id === constant) return isTrue;
      const other = terms.kind(id);
      if (other > termKind.langString) return compare.equals(id, constant);
      return id >= firstScratchTerm && other === termKind.string ? truthOf(terms.text(id) === text) : isFalse;
    };
  }
  const number = terms.number(constant);
  if (isNumeric(kind) && !Number.isNaN(number))
    return (id) =>
      isNumeric(terms.kind(id)) && terms.number(id) !== number ? isFalse : compare.equals(id, constant);
  return (id) => compare.equals(id, constant);
}
