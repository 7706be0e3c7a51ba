import { doubleText } from "../../../double-text.ts";
import { valueReaderOf } from "../../../quads/dictionary/typed-value.ts";
import { noTerm, type TermId, type TermKind, termKind } from "../../../quads/id-view.ts";
import { isNumeric } from "./comparison.ts";
import { isTrue } from "./compiled.ts";
import { momentTerm } from "./date-arithmetic.ts";
import { decimalOf, floor, negate, textOf } from "./decimal.ts";
import type { FunctionDefinition, Kit } from "./kit.ts";
import { momentOf } from "./moments.ts";
import { decimalText } from "./number-text.ts";
import { xsd } from "./term-makers.ts";

/** The casts of SPARQL 1.1 §17.5, by the IRI of the datatype. A string must be in its lexical space. */
export const casts: Readonly<Record<string, FunctionDefinition>> = Object.fromEntries(
  Object.entries<(id: TermId, kind: TermKind, kit: Kit) => TermId>({
    string: asString,
    boolean: asBoolean,
    integer: asInteger,
    decimal: asDecimal,
    float: (id, kind, kit) => asFloating(id, kind, kit, termKind.float),
    double: (id, kind, kit) => asFloating(id, kind, kit, termKind.double),
    dateTime: asDateTime,
    date: asDate,
  }).map(([name, cast]) => [
    xsd + name,
    { least: 1, most: 1, value: (kit: Kit) => (id: TermId) => cast(id, kit.terms.kind(id), kit) },
  ]),
);

/** The text of a string in the lexical space of a datatype, without the white space of XML around it. */
function lexicalForm(id: TermId, datatype: string, { read }: Kit): string | undefined {
  const text = trimmed(read.string(id));
  const isLexical = text !== undefined && valueReaderOf(xsd + datatype)(text).kind !== termKind.illTyped;
  return isLexical ? text : undefined;
}

/** `String.trim` takes away the white space of other alphabets, too. */
function trimmed(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  let [start, end] = [0, text.length];
  while (start < end && whiteSpace.includes(text.charAt(start))) start += 1;
  while (end > start && whiteSpace.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

const whiteSpace = " \t\r\n";

function asString(id: TermId, kind: TermKind, { terms, make, read }: Kit): TermId {
  const text = terms.text(id);
  switch (kind) {
    case termKind.blankNode:
    case termKind.triple:
      return noTerm;
    case termKind.boolean:
      return make.string(String(terms.number(id) === 1));
    case termKind.integer:
      return make.string(decimalOf(text).units.toString());
    case termKind.decimal:
      return make.string(textOf(decimalOf(text)).replace(/\.0$/, ""));
    case termKind.float:
    case termKind.double:
      return make.string(floatingText(terms.number(id)));
    case termKind.dateTime:
    case termKind.date:
    case termKind.time:
      return make.string(terms.text(momentTerm(momentOf(text), kind, make)));
    case termKind.illTyped:
      return temporal.test(read.datatype(id) ?? "") ? make.string(text) : noTerm;
    default:
      return make.string(text);
  }
}

/** The datatypes of which a text that is none is cast to a string nevertheless. */
const temporal = /#(?:date|time|duration|dayTime|yearMonth)\w*$/;

/** As XPath casts a double to a string: without exponent where that is short. */
function floatingText(value: number): string {
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const size = Math.abs(value);
  return size >= 1e-6 && size < 1e6 ? decimalText(value).replace(/\.0$/, "") : doubleText(value);
}

function asBoolean(id: TermId, kind: TermKind, kit: Kit): TermId {
  const { make, truth } = kit;
  if (kind === termKind.boolean || isNumeric(kind)) return make.boolean(truth(id) === isTrue);
  const text = lexicalForm(id, "boolean", kit);
  return text === undefined ? noTerm : make.boolean(text === "true" || text === "1");
}

function asInteger(id: TermId, kind: TermKind, kit: Kit): TermId {
  const { terms, make } = kit;
  if (kind === termKind.boolean) return make.integer(terms.number(id));
  if (kind === termKind.float || kind === termKind.double) {
    const number = terms.number(id);
    return Number.isFinite(number) ? make.integer(BigInt(Math.trunc(number))) : noTerm;
  }
  if (isNumeric(kind)) return make.integer(truncated(terms.text(id)));
  const text = lexicalForm(id, "integer", kit);
  return text === undefined ? noTerm : make.integer(decimalOf(text).units);
}

function truncated(text: string): bigint {
  const decimal = decimalOf(text);
  return decimal.units < 0n ? -floor(negate(decimal)) : floor(decimal);
}

function asDecimal(id: TermId, kind: TermKind, kit: Kit): TermId {
  const { terms, make } = kit;
  if (kind === termKind.boolean) return make.decimal(`${terms.number(id)}.0`);
  if (kind === termKind.float || kind === termKind.double) {
    const number = terms.number(id);
    return Number.isFinite(number) ? make.decimal(decimalText(number)) : noTerm;
  }
  if (isNumeric(kind)) return make.decimal(textOf(decimalOf(terms.text(id))));
  const text = lexicalForm(id, "decimal", kit);
  return text === undefined ? noTerm : make.decimal(textOf(decimalOf(text)));
}

function asFloating(id: TermId, kind: TermKind, kit: Kit, wanted: TermKind): TermId {
  const { terms, make } = kit;
  if (kind === termKind.boolean || isNumeric(kind)) return make.number(terms.number(id), wanted);
  const text = lexicalForm(id, "double", kit);
  return text === undefined ? noTerm : make.number(valueReaderOf(`${xsd}double`)(text).number, wanted);
}

/** A string keeps its text, as in Comunica; a date begins at midnight. */
function asDateTime(id: TermId, kind: TermKind, kit: Kit): TermId {
  const { terms, make } = kit;
  if (kind === termKind.dateTime) return id;
  if (kind === termKind.date) return momentTerm(momentOf(terms.text(id)), termKind.dateTime, make);
  const text = lexicalForm(id, "dateTime", kit);
  return text === undefined ? noTerm : make.typed(text, `${xsd}dateTime`);
}

function asDate(id: TermId, kind: TermKind, kit: Kit): TermId {
  const { terms, make } = kit;
  if (kind === termKind.date) return id;
  const text = kind === termKind.dateTime ? terms.text(id) : lexicalForm(id, "date", kit);
  return text === undefined ? noTerm : momentTerm(momentOf(text), termKind.date, make);
}
