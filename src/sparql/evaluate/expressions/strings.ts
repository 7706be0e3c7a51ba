import { noTerm, type TermId, termKind } from "../../../quads/id-view.ts";
import { isError, truthOf } from "./compiled.ts";
import type { FunctionDefinition, Kit } from "./kit.ts";

/** The functions on strings (SPARQL 1.1 §17.4.3). */
export const stringFunctions: Readonly<Record<string, FunctionDefinition>> = {
  strlen: {
    least: 1,
    most: 1,
    value:
      ({ read, make }) =>
      (id) => {
        const text = read.stringLiteral(id);
        return text === undefined ? noTerm : make.integer(pointsIn(text));
      },
  },
  substr: { least: 2, most: 3, value: substring },
  ucase: changed((text) => text.toUpperCase()),
  lcase: changed((text) => text.toLowerCase()),
  strstarts: compared((text, part) => text.startsWith(part)),
  strends: compared((text, part) => text.endsWith(part)),
  contains: compared((text, part) => text.includes(part)),
  strbefore: cut((text, at) => text.slice(0, at)),
  strafter: cut((text, at, part) => text.slice(at + part.length)),
  encode_for_uri: {
    least: 1,
    most: 1,
    value:
      ({ read, make }) =>
      (id) => {
        const text = read.stringLiteral(id);
        return text === undefined ? noTerm : make.string(encodedForUri(text));
      },
  },
  langmatches: {
    least: 2,
    most: 2,
    test:
      ({ read }) =>
      (tag, range) => {
        const [language, wanted] = [read.string(tag), read.string(range)];
        return language === undefined || wanted === undefined
          ? isError
          : truthOf(matchesLanguage(language, wanted));
      },
  },
};

/** `CONCAT`, of any number of strings: it has a language, and a direction, where all have the same. */
export function concatenation(ids: readonly TermId[], { read, make }: Kit): TermId {
  const texts: string[] = [];
  for (const id of ids) {
    const text = read.stringLiteral(id);
    if (text === undefined) return noTerm;
    texts.push(text);
  }
  const [first = "", ...others] = ids.map((id) => read.tag(id));
  const isOfOne = first !== "" && others.every((tag) => tag === first);
  return isOfOne ? make.langString(texts.join(""), first) : make.string(texts.join(""));
}

/** A new text for a string: with the language and direction of the old one, if it has them. */
export function withText(id: TermId, text: string, { terms, read, make }: Kit): TermId {
  return terms.kind(id) === termKind.langString ? make.langString(text, read.tag(id)) : make.string(text);
}

/** The text of what `SUBSTR`, `UCASE` and their like take: an `xsd:string` or a string with a language. */
export function textOfEither(id: TermId, { terms, read }: Kit): string | undefined {
  return terms.kind(id) === termKind.langString ? terms.text(id) : read.string(id);
}

function changed(change: (text: string) => string): FunctionDefinition {
  const value = (kit: Kit) => (id: TermId) => {
    const text = textOfEither(id, kit);
    return text === undefined ? noTerm : withText(id, change(text), kit);
  };
  return { least: 1, most: 1, value };
}

/** Characters are code points here, and the first has the number 1; what lies outside the text is left out. */
function substring(kit: Kit): (source: TermId, start: TermId, length: TermId) => TermId {
  const { terms } = kit;
  const isInteger = (id: TermId) => terms.kind(id) === termKind.integer;
  return (source, start, length) => {
    const text = textOfEither(source, kit);
    if (text === undefined || !isInteger(start) || (length !== noTerm && !isInteger(length))) return noTerm;
    const first = terms.number(start) - 1;
    const end = length === noTerm ? Number.POSITIVE_INFINITY : first + terms.number(length);
    return withText(source, pointsBetween(text, first, end), kit);
  };
}

function pointsBetween(text: string, first: number, end: number): string {
  if (end <= 0) return "";
  const start = Math.max(0, first);
  return surrogates.test(text) ? Array.from(text).slice(start, end).join("") : text.slice(start, end);
}

function pointsIn(text: string): number {
  return surrogates.test(text) ? Array.from(text).length : text.length;
}

const surrogates = /[\ud800-\udfff]/;

/** A test of a string and a part, which must be compatible (SPARQL 1.1 §17.4.3.1.2). */
function compared(test: (text: string, part: string) => boolean): FunctionDefinition {
  return {
    least: 2,
    most: 2,
    test:
      ({ read }) =>
      (a, b) => {
        const [text, part] = [read.stringLiteral(a), read.stringLiteral(b)];
        if (text === undefined || part === undefined) return isError;
        return isCompatible(read.tag(a), read.tag(b)) ? truthOf(test(text, part)) : isError;
      },
  };
}

/** What stands before or after a part: of the first argument's kind where the part is found, else a plain `""`. */
function cut(cutAt: (text: string, at: number, part: string) => string): FunctionDefinition {
  const value = (kit: Kit) => (a: TermId, b: TermId) => {
    const { read, terms, make } = kit;
    const [text, part] = [read.stringLiteral(a), read.stringLiteral(b)];
    if (text === undefined || part === undefined) return noTerm;
    if (!isCompatible(read.tag(a), read.tag(b))) return noTerm;
    const at = text.indexOf(part);
    if (at < 0) return make.string("");
    const result = cutAt(text, at, part);
    const datatype = terms.kind(a) === termKind.otherLiteral ? read.datatype(a) : undefined;
    return datatype === undefined ? withText(a, result, kit) : make.typed(result, datatype);
  };
  return { least: 2, most: 2, value };
}

function isCompatible(tag: string, ofPart: string): boolean {
  return ofPart === "" || ofPart === tag;
}

/** Escapes all but the unreserved characters of RFC 3986 (`fn:encode-for-uri`). */
function encodedForUri(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Basic filtering (RFC 4647 §3.3.1): the range is a prefix that ends where a subtag does, or `*`. */
function matchesLanguage(tag: string, range: string): boolean {
  if (range === "*") return tag !== "";
  const [language, wanted] = [tag.toLowerCase(), range.toLowerCase()];
  return wanted !== "" && (language === wanted || language.startsWith(`${wanted}-`));
}
