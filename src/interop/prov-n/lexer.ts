import { MalformedProvError } from "../prov-errors.ts";
import { endOfString, lineComment, patternOf, type TokenKind, whiteSpace } from "./tokens.ts";

/** A place in PROV-N that moves forward as terminals are taken; what may be next is asked for, never guessed. */
export interface Lexer {
  /** Takes this very text if it is next: punctuation, or a word that no name continues. */
  readonly has: (text: string) => boolean;
  /** Takes a terminal of this kind if one is next. */
  readonly take: (kind: TokenKind) => RegExpExecArray | undefined;
  /** Takes a string if one is next: what is between its quotation marks, as it is written. */
  readonly takeString: () => string | undefined;
  /** Where the next terminal begins. */
  readonly at: () => number;
  /** An error with the line and column of a place, by default of the next terminal. */
  readonly fault: (expected: string, at?: number) => MalformedProvError;
}

/** A lexer at the beginning of a text. */
export function lexerOf(text: string): Lexer {
  let index = text.startsWith("\uFEFF") ? 1 : 0;

  const past = (pattern: RegExp) => {
    pattern.lastIndex = index;
    if (pattern.test(text)) index = pattern.lastIndex;
  };
  const skip = () => {
    for (;;) {
      past(whiteSpace);
      if (text.startsWith("//", index)) {
        past(lineComment);
      } else {
        const end = text.startsWith("/*", index) ? text.indexOf("*/", index + 2) : -1;
        if (end < 0) return;
        index = end + 2;
      }
    }
  };
  const fault = (expected: string, at = index) =>
    new MalformedProvError(`Expected ${expected}, not ${foundAt(text, at)}`, placeAt(text, at));
  skip();

  return {
    at: () => index,
    fault,
    has: (part) => {
      if (!text.startsWith(part, index)) return false;
      if (isWord.test(part) && continuesWord.test(text.slice(index + part.length, index + part.length + 2)))
        return false;
      index += part.length;
      skip();
      return true;
    },
    takeString: () => {
      const end = text[index] === '"' ? endOfString(text, index) : undefined;
      if (end === undefined) return undefined;
      const marks = text.startsWith('"""', index) ? 3 : 1;
      const inner = text.slice(index + marks, end - marks);
      index = end;
      skip();
      return inner;
    },
    take: (kind) => {
      const pattern = patternOf[kind];
      pattern.lastIndex = index;
      const found = pattern.exec(text);
      if (found === null) return undefined;
      index = endOf(kind, index, found[0]);
      skip();
      return found;
    },
  };
}

/** A name takes no dot at its end unless it is escaped (PN_LOCAL). */
function endOf(kind: TokenKind, start: number, taken: string): number {
  return start + (kind === "a qualified name" ? withoutLastDots(taken) : taken).length;
}

/** The text without the dots that end it and that no backslash escapes. */
export function withoutLastDots(name: string): string {
  let end = name.length;
  while (name[end - 1] === "." && name[end - 2] !== "\\") end -= 1;
  return name.slice(0, end);
}

const isWord = /^[a-zA-Z]/;
const continuesWord = /^[^\s,;()[\]{}=<>"'-]/;

const shownLength = 30;

function foundAt(text: string, index: number): string {
  if (index >= text.length) return "the end of the document";
  if (text.startsWith("/*", index)) return "a comment that is not closed";
  const [shown = ""] = /^(?:[^\s,;()[\]{}=]+|.)/su.exec(text.slice(index, index + shownLength)) ?? [];
  return JSON.stringify(shown);
}

function placeAt(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
