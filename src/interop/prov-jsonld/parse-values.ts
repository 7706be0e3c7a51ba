import type { JsonValue } from "../../events/event.ts";
import { isExactNumber, isJsonArray, isJsonObject } from "../../events/json-value.ts";
import type { Value } from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import { valueOfJsonNumber } from "../json-number-value.ts";
import { faultAt, type Path } from "../prov-json/parse-values.ts";
import { wholeBlankNode } from "../prov-n/tokens.ts";
import { nameFault, type Scope } from "../prov-scope.ts";
import { datatypes, isLanguageTag, languageValue, nameValue } from "../prov-values.ts";

/** The IRI of a name: `prefix:local` by a declared prefix, an IRI with `//` or `urn:`, or `_:label`. */
export function nameAt(value: JsonValue | undefined, scope: Scope, path: Path): string {
  if (typeof value !== "string") throw faultAt(path, "a qualified name");
  if (value.startsWith("_:")) {
    if (wholeBlankNode.test(value)) return value;
    throw faultAt(path, "a label of letters and digits after _:, as in Turtle");
  }
  const colon = value.indexOf(":");
  if (colon < 0) throw faultAt(path, "a name with a prefix, as there is no default namespace");
  const [prefix, local] = [value.slice(0, colon), value.slice(colon + 1)];
  const namespace = local.startsWith("//") ? undefined : scope.namespace(prefix);
  if (namespace === undefined && !local.startsWith("//") && prefix.toLowerCase() !== "urn")
    throw faultAt(path, `a prefix that is declared, not ${JSON.stringify(value.slice(0, 60))}`);
  const iri = namespace === undefined ? value : namespace + local;
  const fault = nameFault(iri);
  if (fault !== undefined) throw faultAt(path, fault);
  return iri;
}

/** The values of an attribute: one, or those of an array. A plain text is a name where the context makes it one. */
export function valuesAt(value: JsonValue, scope: Scope, path: Path, isName: boolean): Value[] {
  return isJsonArray(value)
    ? value.map((item, index) => valueAt(item, scope, [...path, index], isName))
    : [valueAt(value, scope, path, isName)];
}

function valueAt(value: JsonValue, scope: Scope, path: Path, isName: boolean): Value {
  if (isName && typeof value === "string") return nameValue(nameAt(value, scope, path));
  const plain = plainValue(value);
  if (plain !== undefined) return plain;
  if (!isJsonObject(value)) throw faultAt(path, 'a value, or an object with "@value"');
  const { "@value": content, "@type": type, "@language": language, "@id": id, ...others } = value;
  const [other] = Object.keys(others);
  if (other !== undefined) throw faultAt([...path, other], '"@value", "@type" or "@language"');
  if (id !== undefined && (content ?? type ?? language) !== undefined)
    throw faultAt([...path, "@id"], '"@id" alone, or "@value"');
  if (id !== undefined) return nameValue(nameAt(id, scope, [...path, "@id"]));
  const literal = plainValue(content);
  if (literal === undefined) throw faultAt([...path, "@value"], "a string, a number or a boolean");
  if (language !== undefined && type !== undefined)
    throw faultAt([...path, "@language"], '"@type" or "@language", not both');
  if (language !== undefined) return inLanguage(literal.text, language, [...path, "@language"]);
  if (type === undefined) return literal;
  const datatype = nameAt(type, scope, [...path, "@type"]);
  if (datatype !== datatypes.qualifiedName && datatype !== datatypes.xsdQName)
    return { text: literal.text, datatype };
  return nameValue(nameAt(literal.text, scope, [...path, "@value"]));
}

function inLanguage(text: string, language: JsonValue, path: Path): Value {
  if (typeof language === "string" && isLanguageTag(language)) return languageValue(text, language);
  throw faultAt(path, "a language tag (BCP 47)");
}

/** JSON's own values, with the datatypes that JSON-LD gives them. */
function plainValue(value: JsonValue | undefined): Value | undefined {
  if (typeof value === "string") return { text: value, datatype: datatypes.string };
  if (typeof value === "boolean") return { text: String(value), datatype: `${namespaceOf.xsd}boolean` };
  return typeof value === "number" || isExactNumber(value) ? valueOfJsonNumber(value) : undefined;
}
