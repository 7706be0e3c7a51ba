import { compareCodePoints } from "../../code-points.ts";
import { hasNumber } from "../../quads/dictionary/typed-value.ts";
import { type TermId, type TermKind, termKind } from "../../quads/id-view.ts";
import { comparison, isNumeric } from "./expressions/comparison.ts";
import { type LiteralReader, literalReader } from "./expressions/literal-reader.ts";
import { durationOf, momentOf, secondsOf } from "./expressions/moments.ts";
import { xsd } from "./expressions/term-makers.ts";
import { firstOwnTerm, type QueryTerms } from "./rows.ts";

/**
 * The order of `ORDER BY`, and of `MIN` and `MAX` (SPARQL 1.2 §15.1): unbound, blank nodes, IRIs, literals, triple terms by their
 * subjects, predicates and objects. Literals are
 * grouped by datatype, in the order of the datatypes' IRIs: all numbers form one group, with `xsd:integer`. Within a group
 * they stand by value, NaN first and ill-typed ones last. It is 0 for terms of equal value, such as `1` and `1.0`.
 *
 * The specification leaves the order between datatypes open; this is Comunica's, where that is an order.
 */
export function compareForOrder(terms: QueryTerms): (a: TermId, b: TermId) => number {
  const { order } = comparison(terms);
  const textOf = remembered((id) => terms.text(id));
  const general = compareKeys(terms);

  return (a, b) => {
    if (a === b) return 0;
    const kind = terms.kind(a);
    const other = terms.kind(b);
    // By far the most compare numbers with numbers and texts with texts, which need no more than these.
    if (kind === other ? hasNumber(kind) : isNumeric(kind) && isNumeric(other)) {
      const [left, right] = [terms.number(a), terms.number(b)];
      if (left < right) return -1;
      if (left > right) return 1;
      return left === right ? order(a, b) : general(a, b);
    }
    if (kind !== other || !(isText(kind) || (kind === termKind.otherLiteral && areAlike(a, b, terms))))
      return general(a, b);
    return terms.compareTexts?.(a, b) ?? compareCodePoints(textOf(a), textOf(b));
  };
}

function isText(kind: TermKind): boolean {
  return kind === termKind.string || kind === termKind.iri || kind === termKind.blankNode;
}

/** Whether literals have one datatype and language. */
function areAlike(a: TermId, b: TermId, { bytes }: QueryTerms): boolean {
  if (bytes === undefined || a >= firstOwnTerm || b >= firstOwnTerm) return false;
  return bytes.literalType(a) === bytes.literalType(b);
}

const mostRemembered = 100_000;

/** What a function answers for terms, of which a sort asks for each many times. */
function remembered<Value>(compute: (id: TermId) => Value): (id: TermId) => Value {
  const known = new Map<TermId, Value>();
  return (id) => {
    let value = known.get(id);
    if (value === undefined) {
      if (known.size >= mostRemembered) known.clear();
      value = compute(id);
      known.set(id, value);
    }
    return value;
  };
}

/** The order of any two terms, by what it asks of each. */
function compareKeys(terms: QueryTerms): (a: TermId, b: TermId) => number {
  const read = literalReader(terms);
  const { order } = comparison(terms);
  const keyOf = remembered((id) => sortKey(id, terms, read));
  return function compare(a, b): number {
    const [left, right] = [keyOf(a), keyOf(b)];
    if (left.group !== right.group) return left.group < right.group ? -1 : 1;
    if (left.group === tripleGroup) {
      const [triple, other] = [terms.tripleOf(a), terms.tripleOf(b)];
      return compare(triple[0], other[0]) || compare(triple[1], other[1]) || compare(triple[2], other[2]);
    }
    if (left.isIllTyped !== right.isIllTyped) return left.isIllTyped ? 1 : -1;
    if (left.number < right.number) return -1;
    if (left.number > right.number) return 1;
    const byNaN = Number(Number.isNaN(right.number)) - Number(Number.isNaN(left.number));
    if (byNaN !== 0) return byNaN;
    if (left.isRounded && right.isRounded) return order(a, b);
    return compareCodePoints(left.text, right.text) || compareCodePoints(left.language, right.language);
  };
}

/** What the order asks of a term. */
interface Key {
  /** First digit: unbound, blank node, IRI, literal or triple term; then the datatype that stands for those it is compared with. */
  readonly group: string;
  readonly isIllTyped: boolean;
  /** 0 where the text alone counts. */
  readonly number: number;
  /** Its value is more exact than its number. */
  readonly isRounded: boolean;
  /** Empty where the number alone counts. */
  readonly text: string;
  readonly language: string;
}

const tripleGroup = "4";
const plainKey = { isIllTyped: false, number: 0, isRounded: false, text: "", language: "" };

function sortKey(id: TermId, terms: QueryTerms, read: LiteralReader): Key {
  const kind = terms.kind(id);
  if (kind === termKind.none) return { ...plainKey, group: "0" };
  const text = terms.text(id);
  const byText = { ...plainKey, text, language: read.tag(id) };
  if (kind === termKind.triple) return { ...plainKey, group: tripleGroup };
  if (kind === termKind.blankNode) return { ...byText, group: "1" };
  if (kind === termKind.iri) return { ...byText, group: "2" };

  const datatype = read.datatype(id) ?? "";
  const group = `3${groupOf(kind, datatype, read.string(id) !== undefined)}`;
  if (kind === termKind.illTyped) return { ...byText, group, isIllTyped: true };
  const number = numberOf(kind, datatype, text, terms.number(id));
  if (number === undefined) return { ...byText, group };
  // A number compares exactly with `order`, and so do dateTimes beyond the millisecond.
  const isRounded = !Number.isNaN(number) && (isNumeric(kind) || terms.number(id) === number);
  return { ...plainKey, group, number, isRounded };
}

function groupOf(kind: TermKind, datatype: string, isString: boolean): string {
  if (isNumeric(kind) || (kind === termKind.illTyped && numeric.test(datatype))) return `${xsd}integer`;
  if (isString) return `${xsd}string`;
  return kind === termKind.dateTime ? `${xsd}dateTime` : datatype;
}

const numeric =
  /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(?:decimal|float|double|long|int|short|byte|unsigned\w+|\w*[iI]nteger)$/;

/** The value of a literal as a number; undefined where its text must do. */
function numberOf(kind: TermKind, datatype: string, text: string, number: number): number | undefined {
  if (isNumeric(kind) || !Number.isNaN(number)) return number;
  if (kind === termKind.time) return secondsOf(momentOf(text));
  if (kind !== termKind.duration || datatype === `${xsd}duration`) return undefined;
  const { months, seconds } = durationOf(text);
  return months + seconds;
}
