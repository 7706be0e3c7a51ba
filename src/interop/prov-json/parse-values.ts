import type { JsonObject, JsonValue } from "../../events/event.ts";
import { jsonPointer } from "../../events/json-pointer.ts";
import { isExactNumber, isJsonArray, isJsonObject } from "../../events/json-value.ts";
import type { Value } from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import { valueOfJsonNumber } from "../json-number-value.ts";
import { MalformedProvError } from "../prov-errors.ts";
import { wholeBlankNode } from "../prov-n/tokens.ts";
import { nameFault, type Scope } from "../prov-scope.ts";
import { datatypes, isLanguageTag, languageValue, mayHaveLanguage, nameValue } from "../prov-values.ts";

/** Where in a document a value is. */
export type Path = readonly (string | number)[];

/** An error that says where. */
export function faultAt(path: Path, expected: string): MalformedProvError {
  return new MalformedProvError(`Expected ${expected}`, { pointer: jsonPointer(path) });
}

/** The IRI of a name: `prefix:local`, a local part in the default namespace, or `_:label`. */
export function nameAt(value: JsonValue | undefined, scope: Scope, path: Path): string {
  if (isJsonObject(value)) return nameAt(contentAt(value, nameTypes, scope, path), scope, [...path, "$"]);
  if (typeof value !== "string") throw faultAt(path, "a qualified name");
  if (value.startsWith("_:")) {
    if (wholeBlankNode.test(value)) return value;
    throw faultAt(path, "a label of letters and digits after _:, as in Turtle");
  }
  const colon = value.indexOf(":");
  const prefix = colon < 0 ? "" : value.slice(0, colon);
  const namespace = scope.namespace(prefix);
  if (namespace === undefined) {
    const known = colon < 0 ? "a prefix, as no default namespace is declared" : "a prefix that is declared";
    throw faultAt(path, `${known}, not ${JSON.stringify(value.slice(0, 60))}`);
  }
  // ProvToolbox escapes local parts as PROV-N does; an IRI has no backslash, so that nothing else can be meant.
  const iri = namespace + value.slice(colon + 1).replace(/\\([=',:;().\-[\]])/g, "$1");
  const fault = nameFault(iri);
  if (fault !== undefined) throw faultAt(path, fault);
  return iri;
}

const nameTypes: readonly string[] = [datatypes.qualifiedName, datatypes.xsdQName];

/** What an object with `$` stands for, whose `type` may only be one that it has in any case. */
export function contentAt(
  { $: content, type, ...others }: JsonObject,
  types: readonly string[],
  scope: Scope,
  path: Path,
): string {
  const [other] = Object.keys(others);
  if (other !== undefined) throw faultAt([...path, other], '"$" or "type"');
  if (type !== undefined && !types.includes(nameAt(type, scope, [...path, "type"])))
    throw faultAt([...path, "type"], `one of ${types.map((each) => `<${each}>`).join(", ")}`);
  if (typeof content !== "string") throw faultAt([...path, "$"], "a string");
  return content;
}

/** The values of an attribute: one, or those of an array. */
export function valuesAt(value: JsonValue, scope: Scope, path: Path): Value[] {
  return isJsonArray(value)
    ? value.map((item, index) => valueAt(item, scope, [...path, index]))
    : [valueAt(value, scope, path)];
}

/** A value: JSON's own strings, numbers and booleans, or an object with `$`, `type` and `lang`. */
export function valueAt(value: JsonValue | undefined, scope: Scope, path: Path): Value {
  const plain = plainValue(value);
  if (plain !== undefined) return plain;
  if (!isJsonObject(value)) throw faultAt(path, 'a value, or an object with "$"');
  const { $: content, type, lang, ...others } = value;
  const [other] = Object.keys(others);
  if (other !== undefined) throw faultAt([...path, other], '"$", "type" or "lang"');
  const literal = plainValue(content);
  if (literal === undefined) throw faultAt([...path, "$"], "a string, a number or a boolean");
  const { text } = literal;
  const datatype = type === undefined ? literal.datatype : nameAt(type, scope, [...path, "type"]);
  if (lang !== undefined) {
    if (!mayHaveLanguage(datatype)) throw faultAt([...path, "lang"], `no language of a <${datatype}>`);
    if (typeof lang === "string" && isLanguageTag(lang)) return languageValue(text, lang);
    throw faultAt([...path, "lang"], "a language tag (BCP 47)");
  }
  if (type === undefined) return literal;
  if (datatype !== datatypes.qualifiedName && datatype !== datatypes.xsdQName) return { text, datatype };
  return nameValue(nameAt(text, scope, [...path, "$"]));
}

function plainValue(value: JsonValue | undefined): Value | undefined {
  if (typeof value === "string") return { text: value, datatype: datatypes.string };
  if (typeof value === "boolean") return { text: String(value), datatype: `${namespaceOf.xsd}boolean` };
  if (typeof value !== "number" && !isExactNumber(value)) return undefined;
  const isInt = typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
  return isInt ? { text: String(value), datatype: `${namespaceOf.xsd}int` } : valueOfJsonNumber(value);
}
