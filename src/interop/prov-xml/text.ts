import { MalformedProvError, UnwritableProvError } from "../prov-errors.ts";
import { contentOf, parseXml } from "./element.ts";

const start =
  "A-Za-z_\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F" +
  "\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const character = `${start}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040`;
const ncName = new RegExp(`^[${start}][${character}]*$`, "u");
const nameStart = new RegExp(`[${start}]`, "u");
const nameCharacter = new RegExp(`[${character}]`, "u");

/** Whether a text is a name without a colon (Namespaces in XML §3). */
export function isNcName(text: string): boolean {
  return ncName.test(text);
}

/** Whether a text may be declared as a prefix: those that begin with `xml` are XML's own (Namespaces in XML §3). */
export function isXmlPrefix(text: string): boolean {
  return isNcName(text) && !/^xml/i.test(text);
}

/** Where the names without a colon begin that a text ends in, the longest first. O(length). */
export function nameEnds(text: string): readonly number[] {
  const starts: number[] = [];
  let index = text.length;
  for (const each of Array.from(text).reverse()) {
    if (!nameCharacter.test(each)) break;
    index -= each.length;
    if (nameStart.test(each)) starts.push(index);
  }
  return starts.reverse();
}

/** Text between tags. A carriage return would be read as a line feed (XML 1.0 §2.11). */
export function elementText(text: string, format = "PROV-XML"): string {
  return escaped(text, /[&<>\r]/g, format);
}

/** Text of an attribute, in double quotation marks. */
export function attributeText(text: string, format = "PROV-XML"): string {
  return escaped(text, /[&<>"\t\n\r]/g, format);
}

function escaped(text: string, what: RegExp, format: string): string {
  if (notXml.test(text)) throw new UnwritableProvError(format, "a character that XML 1.0 has not");
  return text.replace(what, (character) => entityOf[character] ?? `&#${character.charCodeAt(0)};`);
}

const notXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const entityOf: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Whether a text is XML with elements, which may be written as it is. */
export function isXmlContent(text: string): boolean {
  try {
    const element = parseXml(`<x>${text}</x>`);
    return element.children.length > 0 && contentOf(element) === text;
  } catch (error) {
    if (error instanceof MalformedProvError) return false;
    throw error;
  }
}
