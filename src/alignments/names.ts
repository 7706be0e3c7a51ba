import { MalformedParameterError } from "../errors.ts";
import { provName } from "./contradiction.ts";

/** What a name must be, as a sentence part after "must be". */
export const expectedName = `lower-case letters, digits and dashes, at most 64, and not "${provName}"`;

/** Whether a text can name an alignment. */
export function isAlignmentName(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,63}$/.test(text) && text !== provName;
}

/**
 * The names in a list such as `p-plan,dcat`, each once; empty: none.
 * @throws {MalformedParameterError} when one can be no name.
 */
export function alignmentNames(list: string): readonly string[] {
  const names = list.split(",").map((name) => name.trim());
  if (names.length === 1 && names[0] === "") return [];
  if (!names.every(isAlignmentName))
    throw new MalformedParameterError(
      "alignments",
      `names with commas between them, each of ${expectedName}`,
    );
  return [...new Set(names)];
}
