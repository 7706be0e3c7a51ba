import type { JsonObject, JsonValue } from "./event.ts";
import { isExactNumber, isJsonArray } from "./json-value.ts";

/**
 * The canonical JSON of a parsed tree (RFC 8785): no white space, keys by UTF-16 code units, numbers as ECMAScript
 * writes their double. RFC 8785 knows only doubles; a number that is kept exactly is written as that decimal, without
 * exponent, so that two texts are equal exactly when they say the same. Recurses as deep as the tree, which the parser
 * bounds.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return String(value === 0 ? 0 : value);
  if (typeof value !== "object" || value === null) return String(value);
  if (isJsonArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (isExactNumber(value)) return value.exactDecimal;
  return remembered.get(value) ?? textOfObject(value);
}

/** Makes the text of an object now, for as long as the object is there. It must not change. */
export function rememberCanonicalJson(object: JsonObject): void {
  const text = textOfObject(object);
  // V8 keeps a text as the pieces that it was put together from until it is read: in one piece it costs later texts less.
  mustEscape.test(text);
  remembered.set(object, text);
}

const remembered = new WeakMap<JsonObject, string>();

function textOfObject(object: JsonObject): string {
  let members = "";
  for (const key of sorted(Object.keys(object))) {
    const member = object[key];
    if (member === undefined) continue;
    members += `${members === "" ? "" : ","}${quoted(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

/** Most texts need no escape, and are quoted in half the time of `JSON.stringify`, which writes the others as RFC 8785 does. */
function quoted(text: string): string {
  return mustEscape.test(text) ? JSON.stringify(text) : `"${text}"`;
}

const mustEscape = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/** In place, by UTF-16 code units. An object has few keys, and they mostly come in an order that is nearly this one. */
function sorted(keys: string[]): string[] {
  if (keys.length > mostInserted) return keys.sort();
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] ?? "";
    let at = i;
    for (; at > 0 && (keys[at - 1] ?? "") > key; at--) keys[at] = keys[at - 1] ?? "";
    keys[at] = key;
  }
  return keys;
}

const mostInserted = 16;
