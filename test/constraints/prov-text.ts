import { normalForm } from "../../src/constraints/normal-form.ts";
import { parseProvN } from "../../src/interop/prov-n/parse.ts";
import { argumentsOf, type ProvDocument, type Statement } from "../../src/prov/document.ts";

/** A document of statements in PROV-N, whose names are `ex:…`. */
export function aDocument(...lines: readonly string[]): ProvDocument {
  return parseProvN(`document\nprefix ex <http://example.org/>\n${lines.join("\n")}\nendDocument`);
}

/**
 * Whether statements follow from a document, by its normal form: `wasGeneratedBy(?g; ex:e, ?a, ?t)`, where `?x` is any
 * one term, the same in all of them. Attributes are not looked at.
 */
export function follows(document: ProvDocument, ...patterns: readonly string[]): boolean {
  const form = normalForm(document);
  if (form === undefined) throw new Error("The document has no normal form");
  const statements = form.statements.map(wordsOf);
  return matches(
    patterns.map((pattern) => pattern.split(/[(),;\s]+/).filter((word) => word !== "")),
    statements,
    new Map(),
  );
}

/** How many statements of a type the normal form has. */
export function countOf(document: ProvDocument, type: Statement["type"]): number {
  return normalForm(document)?.statements.filter((statement) => statement.type === type).length ?? 0;
}

function matches(
  patterns: readonly (readonly string[])[],
  statements: readonly (readonly string[])[],
  bound: ReadonlyMap<string, string>,
): boolean {
  const [pattern, ...rest] = patterns;
  if (pattern === undefined) return true;
  return statements.some((statement) => {
    if (statement.length !== pattern.length) return false;
    const extended = new Map(bound);
    const fits = pattern.every((word, index) => {
      const given = statement[index] as string;
      const wanted = extended.get(word) ?? word;
      if (!wanted.startsWith("?")) return wanted === given;
      extended.set(word, given);
      return given !== "-";
    });
    return fits && matches(rest, statements, extended);
  });
}

function wordsOf({ type, id, args }: Statement): string[] {
  const short = (text: unknown) =>
    typeof text === "string" ? text.replace("http://example.org/", "ex:") : "-";
  const isIdentified = id !== undefined || !["alternateOf", "specializationOf", "hadMember"].includes(type);
  return [
    type,
    ...(isIdentified ? [short(id)] : []),
    ...argumentsOf[type].map((name: string) => short(args[name])),
  ];
}
