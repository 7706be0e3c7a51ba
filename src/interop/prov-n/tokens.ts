/**
 * The terminals of PROV-N (§3.7 and appendix of the Recommendation), each as the source of a regular expression. They
 * are written so that none goes back over what it has read.
 */
const base =
  "A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F" +
  "\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const others = "/@~&+*?#$!";
const character = `${base}_0-9\\-\\u00B7\\u0300-\\u036F\\u203F\\u2040`;
const percent = "%[0-9A-Fa-f]{2}";
const escaped = "\\\\[=',:;().\\-[\\]]";

/** Characters of a local part; a regular expression that went on would run out of stack. */
export const maxNameLength = 8_192;

const prefix = `[${base}](?:[${character}.]*[${character}])?`;
const local = `(?:[${base}_0-9${others}]|${percent}|${escaped})(?:[${character}${others}.]|${percent}|${escaped}){0,${maxNameLength}}`;

/** The terminals by the words in which an error asks for them. */
export const patternOf = {
  "a prefix": new RegExp(prefix, "uy"),
  "a namespace in angle brackets": /<([^<>"{}|^`\\\s]*)>/uy,
  "a qualified name": new RegExp(`(${prefix}):(${local})?|(${local})`, "uy"),
  "an xsd:dateTime": /-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?/uy,
  "a language tag": /@([a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8}){0,27})/uy,
  "an integer": /-?\d+/uy,
} as const;

/** The kinds of terminal that are more than one fixed text. */
export type TokenKind = keyof typeof patternOf;

/**
 * The end of the string that begins here with its quotation marks, one or three; undefined where it has none. Goes from one
 * character that means something to the next: a regular expression would keep a way back for each, and run out of stack.
 */
export function endOfString(text: string, start: number): number | undefined {
  const marks = text.startsWith('"""', start) ? '"""' : '"';
  const special = marks === '"' ? /["\\\n\r]/g : /["\\]/g;
  special.lastIndex = start + marks.length;
  for (let found = special.exec(text); found !== null; found = special.exec(text)) {
    const escapes = found[0] === "\\" && afterBackslash.test(text.charAt(found.index + 1));
    if (text.startsWith(marks, found.index)) return found.index + marks.length;
    if (found[0] !== '"' && !escapes) return undefined;
    special.lastIndex = found.index + (escapes ? 2 : 1);
  }
  return undefined;
}

const afterBackslash = /[tbnrf\\"']/;

/** White space, which may stand between any two terminals. */
export const whiteSpace = /[ \t\r\n]*/y;

/** A comment to the end of the line. */
export const lineComment = /\/\/[^\r\n]*/y;

/** A character that may not begin a local part, or end it, or stand in it, as it is. */
export const escapable = /[=\-'(),:;[\].]/u;

/** Whether a text can be written as a local part at all, escapes granted. */
export const writableLocal = new RegExp(
  `^(?:[${base}_0-9${others}=',:;().\\-[\\]]|${percent})(?:[${character}${others}=',:;().[\\]]|${percent})*$`,
  "u",
);

/** Whether a local part may begin with this character without an escape. */
export const localStart = new RegExp(`^(?:[${base}_0-9${others}]|${percent})`, "u");

/** Whether a text is a prefix. */
export const wholePrefix = new RegExp(`^${prefix}$`, "u");

/** Whether a text is a blank node as Turtle writes it (`BLANK_NODE_LABEL`, without two dots side by side): PROV-N, whose characters it has, knows none. */
export const wholeBlankNode = new RegExp(`^_:[${base}_0-9](?:\\.?[${character}]){0,8189}$`, "u");
