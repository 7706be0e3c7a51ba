import { argumentsOf, type StatementType } from "../prov/document.ts";

/**
 * The relations of which every argument must be there in every syntax. Of the others, documents leave out even what
 * PROV-DM requires, W3C's own tests of PROV-CONSTRAINTS among them: what follows from that is for PROV-CONSTRAINTS to say.
 */
export const completeTypes: ReadonlySet<StatementType> = new Set([
  "alternateOf",
  "specializationOf",
  "hadMember",
  "mentionOf",
  "hadDictionaryMember",
]);

/** The arguments of PROV-Dictionary that PROV-JSON and PROV-XML give as keys or as pairs, and never by their names. */
export const keyedArguments: Readonly<Partial<Record<StatementType, readonly string[]>>> = {
  hadDictionaryMember: ["entity", "key"],
  derivedByInsertionFrom: ["insertions"],
  derivedByRemovalFrom: ["removals"],
};

/** Whether a text is the name of a type of statement. */
export function isStatementType(text: string): text is StatementType {
  return Object.hasOwn(argumentsOf, text);
}
