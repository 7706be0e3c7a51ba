import type { ExactNumber } from "../events/event.ts";
import type { Value } from "../prov/document.ts";
import { namespaceOf } from "../vocabulary.ts";

/**
 * The value that a number of JSON is, in its own digits: whole is an `xsd:integer`, what only a decimal holds is one, and all else
 * an `xsd:double`, as is what `String` writes with an exponent (from 10^21 on), which no integer has.
 */
export function valueOfJsonNumber(number: number | ExactNumber): Value {
  if (typeof number !== "number") {
    const text = number.exactDecimal;
    return { text, datatype: namespaceOf.xsd + (text.includes(".") ? "decimal" : "integer") };
  }
  const isWhole = Number.isInteger(number) && Math.abs(number) < 1e21;
  return { text: String(number), datatype: namespaceOf.xsd + (isWhole ? "integer" : "double") };
}
