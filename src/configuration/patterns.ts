import { maxMatchedLength } from "../events/patterns.ts";

/** Longest regular expression of a configuration, in characters. */
const maxPatternLength = 500;
/**
 * What is wrong with a regular expression of a configuration, as a sentence part after "Expected"; undefined when it
 * may be used. One that repeats what is itself repeated or offers a choice, such as `(a+)+`, could try a name of forty
 * characters for years, so it is refused.
 */
export function patternFault(source: string): string | undefined {
  if (source.length > maxPatternLength)
    return `a regular expression of at most ${maxPatternLength} characters`;
  try {
    new RegExp(`^(?:${source})$`);
    new RegExp(source, "i");
  } catch {
    return "a regular expression (ECMAScript)";
  }
  if (/\\(?:[1-9]|k<)/.test(withoutClasses(source))) return "a regular expression without back references";
  return repeatsRepetition(source)
    ? "a regular expression that repeats no group with a repetition or a choice in it"
    : undefined;
}

/** A test of whole texts. */
export function anchored(source: string): (text: string) => boolean {
  const pattern = new RegExp(`^(?:${source})$`);
  return (text) => text.length <= maxMatchedLength && pattern.test(text);
}

/** How many groups a pattern captures. */
export function groupCount(source: string): number {
  return (new RegExp(`${source}|`).exec("")?.length ?? 1) - 1;
}

function repeatsRepetition(source: string): boolean {
  const text = withoutClasses(source).replace(/\\./gs, "_");
  const varies: boolean[] = [false];
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    const repeats = /^(?:[*+]|\{\d+,\d*\})/.test(text.slice(i));
    if (character === "(") varies.push(false);
    else if (character === ")") {
      const inside = varies.pop() ?? false;
      const isRepeated = /^(?:[*+]|\{(?:\d+,\d*|\d{2,}|[2-9])\})/.test(text.slice(i + 1));
      if (inside && isRepeated) return true;
      if (inside) varies[varies.length - 1] = true;
    } else if (repeats || character === "|") varies[varies.length - 1] = true;
  }
  return false;
}

/** Each `[…]` as one plain character. */
function withoutClasses(source: string): string {
  return source.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gs, (part) => (part.startsWith("[") ? "_" : part));
}
