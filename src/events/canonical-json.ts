import type { JsonValue } from "./event.ts";
import { isExactNumber, isJsonArray } from "./json-value.ts";

/**
 * The canonical JSON of a parsed tree (RFC 8785): no white space, keys by UTF-16 code units, numbers as ECMAScript
 * writes their double. RFC 8785 knows only doubles; a number that is kept exactly is written as that decimal, without
 * exponent, so that two texts are equal exactly when they say the same. Recurses as deep as the tree, which the parser
 * bounds.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === "number") return String(value === 0 ? 0 : value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isJsonArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (isExactNumber(value)) return value.exactDecimal;
  let members = "";
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    members += `${members === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}
