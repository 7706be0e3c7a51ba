import type { ProvDocument } from "../prov/document.ts";
import { provJsonPieces } from "./prov-json/write.ts";
import { provJsonLdPieces } from "./prov-jsonld/write.ts";
import { freshLabels } from "./prov-labels.ts";
import { provNPieces } from "./prov-n/write.ts";
import { provXmlPieces } from "./prov-xml/write.ts";

/** The syntaxes that are PROV's own, and no RDF. */
export type ProvSyntax = "provn" | "provjson" | "provjsonld" | "provxml";

/** The same, by their names. */
export const provSyntaxes: readonly ProvSyntax[] = ["provn", "provjson", "provjsonld", "provxml"];

/** Whether a text names one of them. */
export function isProvSyntax(text: string): text is ProvSyntax {
  return (provSyntaxes as readonly string[]).includes(text);
}

interface Options {
  /** Whether names may be `_:label`, of which PROV-JSON has to know all before the first that it makes up. */
  readonly hasBlankNodes: boolean;
}

/**
 * Writes a document in pieces, as they are read: of its bundles, the statements of one are needed at a time, so that they may be
 * read from elsewhere meanwhile. Some pieces are empty, so that whoever reads them can let others have a turn.
 *
 * @throws {UnwritableProvError} when what the syntax cannot say is reached.
 */
export function provPieces(
  document: ProvDocument,
  syntax: ProvSyntax,
  { hasBlankNodes }: Options,
): Iterable<string> {
  switch (syntax) {
    case "provn":
      return provNPieces(document);
    case "provjson":
      return provJsonPieces(document, hasBlankNodes ? freshLabels(document) : freshLabels(noNames));
    case "provjsonld":
      return provJsonLdPieces(document);
    case "provxml":
      return provXmlPieces(document);
  }
}

const noNames: ProvDocument = { prefixes: {}, statements: [], bundles: [] };
