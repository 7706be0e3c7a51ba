import { noTerm, type TermId } from "../../../quads/id-view.ts";
import { MalformedQueryError } from "../../errors.ts";
import { isError, type TermFunction, type TermTest, truthOf } from "./compiled.ts";
import type { FunctionDefinition, Kit } from "./kit.ts";
import { textOfEither, withText } from "./strings.ts";

/**
 * `REGEX` and `REPLACE`. Patterns are JavaScript's with the flag `u`, as in Comunica: they agree with XPath's on what is
 * commonly written. A pattern that the query itself spells must be right, or the query is malformed; one that comes from
 * the data is an error of its row.
 */
export const regexFunctions: Readonly<Record<string, FunctionDefinition>> = {
  regex: { least: 2, most: 3, test: matching },
  replace: { least: 3, most: 4, value: replacing },
};

function matching(kit: Kit, [, pattern, flags]: readonly (TermId | undefined)[]): TermTest {
  const regexOf = regexReader(kit, pattern !== undefined && flags !== undefined);
  return (id, pattern, flags) => {
    const text = kit.read.stringLiteral(id);
    if (text === undefined) return isError;
    const regex = regexOf(pattern, flags);
    return regex === undefined ? isError : truthOf(regex.search.test(text));
  };
}

function replacing(kit: Kit, [, pattern, , flags]: readonly (TermId | undefined)[]): TermFunction {
  const regexOf = regexReader(kit, pattern !== undefined && flags !== undefined);
  return (id, pattern, replacement, flags) => {
    const [text, by] = [textOfEither(id, kit), kit.read.string(replacement)];
    if (text === undefined || by === undefined) return noTerm;
    const regex = regexOf(pattern, flags);
    // To replace nothing by something is an error (`fn:replace`, FORX0003).
    if (regex === undefined || regex.search.test("")) return noTerm;
    const parts = regex.isLiteral ? [by] : replacementParts(by, regex.groups);
    if (parts === undefined) return noTerm;
    const replaced = text.replace(regex.replace, (...match) =>
      parts.map((part) => (typeof part === "string" ? part : (match[part] ?? ""))).join(""),
    );
    return withText(id, replaced, kit);
  };
}

interface Regex {
  readonly search: RegExp;
  /** The same for all its matches. */
  readonly replace: RegExp;
  readonly groups: number;
  /** Its replacement has no `$1`: the flag `q`. */
  readonly isLiteral: boolean;
}

/** Makes regular expressions; the last one is kept, which is the only one where the pattern is a constant. */
function regexReader(
  { read }: Kit,
  isConstant: boolean,
): (pattern: TermId, flags: TermId) => Regex | undefined {
  let last: { source: string; options: string; regex: Regex | undefined } | undefined;
  return (pattern, flags) => {
    const [source, options] = [read.string(pattern), flags === noTerm ? "" : read.string(flags)];
    if (source === undefined || options === undefined) return undefined;
    if (last?.source !== source || last.options !== options)
      last = { source, options, regex: compiled(source, options, isConstant) };
    return last.regex;
  };
}

function compiled(pattern: string, flags: string, isConstant: boolean): Regex | undefined {
  try {
    const isLiteral = flags.includes("q");
    const spaced = flags.includes("x") ? withoutSpaces(pattern) : pattern;
    const source = isLiteral ? escaped(pattern) : withPlainHyphens(spaced);
    const options = optionsOf(flags);
    const search = new RegExp(source, options);
    const groups = (new RegExp(`${source}|`, options).exec("")?.length ?? 1) - 1;
    return { search, replace: new RegExp(source, `${options}g`), groups, isLiteral };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (isConstant) throw new MalformedQueryError(error.message);
    return undefined;
  }
}

/** JavaScript's flags for XPath's. */
function optionsOf(flags: string): string {
  if (!/^[imsxq]*$/.test(flags)) throw new SyntaxError(`Invalid regular expression flags: ${flags}`);
  const wanted = flags.includes("q") ? "i" : "ims";
  return `${wanted.replace(/./g, (flag) => (flags.includes(flag) ? flag : ""))}u`;
}

function escaped(pattern: string): string {
  return pattern.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** The flag `x`: white space counts only in a character class, also behind a backslash (`fn:matches`, §5.6.2). */
function withoutSpaces(pattern: string): string {
  return pattern.replace(/(\\[^\t\n\r ]|\[(?:\\.|[^\]\\])*\])|[\t\n\r ]+/gs, "$1");
}

/** `\-`, which JavaScript has in a character class alone. */
function withPlainHyphens(pattern: string): string {
  return pattern.replace(/(\\[^-]|\[(?:\\.|[^\]\\])*\])|\\-/gs, (_, other?: string) => other ?? "-");
}

/**
 * A replacement as texts and numbers of groups: `$1` is a group, `\$` and `\\` are the characters (`fn:replace`).
 * Undefined where it has any other `$` or `\`.
 */
function replacementParts(replacement: string, groups: number): (string | number)[] | undefined {
  const parts: (string | number)[] = [];
  for (const [token] of replacement.matchAll(/\\[\s\S]?|\$\d*|[^\\$]+/g)) {
    if (token === "$" || token === "\\") return undefined;
    if (token.startsWith("\\")) {
      if (token !== "\\\\" && token !== "\\$") return undefined;
      parts.push(token.slice(1));
    } else if (token.startsWith("$")) parts.push(...groupParts(token.slice(1), groups));
    else parts.push(token);
  }
  return parts;
}

/** As many digits are the number as name a group, one at least; the rest are text. */
function groupParts(digits: string, groups: number): (string | number)[] {
  let length = digits.length;
  while (length > 1 && Number(digits.slice(0, length)) > groups) length -= 1;
  const number = Number(digits.slice(0, length));
  return [number <= groups ? number : "", digits.slice(length)];
}
