import { describe, expect, it } from "vitest";
import { checkConstraints } from "../../src/constraints/check.ts";
import { UnwritableProvError } from "../../src/interop/prov-errors.ts";
import { type ProvFormat, readProv, writeProv } from "../../src/interop/prov-formats.ts";
import { parseProvN } from "../../src/interop/prov-n/parse.ts";
import type { ProvDocument } from "../../src/prov/document.ts";
import { casesInRdf } from "./cases-in-rdf.ts";
import { casesOfInferences } from "./cases-of-inferences.ts";
import { casesOfOrder } from "./cases-of-order.ts";

const casesOfTheRecommendation = [...casesOfInferences, ...casesOfOrder];

const documentOf = (statements: string) =>
  parseProvN(`document default <http://example.org/> ${statements} endDocument`);

const violatedBy = (document: ProvDocument) =>
  new Set(checkConstraints(document).violations.map(({ constraint }) => constraint));

/** How many of the cases a format cannot say; it refuses them (`docs/prov-formats.md`). */
const refusedIn = { provjson: 1, provjsonld: 2, provxml: 0, trig: 39 } as const;

/** In RDF a PROV class makes its member an element of that kind, so these are not valid there. */
const otherwiseInRdf = new Map([
  ["entity(e, [prov:type='prov:Activity'])", [55]],
  ["agent(c, [prov:type='prov:EmptyCollection']) hadMember(c, e)", [56]],
]);

describe("a document made from the text of PROV-CONSTRAINTS", () => {
  it.each(casesOfTheRecommendation)("violates %j: %s", (violated, _reason, statements) => {
    expect(violatedBy(documentOf(statements))).toEqual(new Set(violated));
  });

  it.each(Object.entries(refusedIn))("has the same verdict in %s, or is refused (%i)", async (name, most) => {
    const format = name as ProvFormat;
    let refused = 0;

    for (const [violated, reason, statements] of casesOfTheRecommendation) {
      const written = textIn(format, documentOf(statements));
      if (written === undefined) {
        refused += 1;
        continue;
      }
      const { document } = await readProv(Buffer.from(await written), format);
      const expected = (format === "trig" && otherwiseInRdf.get(statements)) || violated;
      expect(violatedBy(document), `${reason}: ${statements}`).toEqual(new Set(expected));
    }

    expect(refused).toBe(most);
  });
});

describe("RDF made from the text of PROV-CONSTRAINTS and PROV-O", () => {
  it.each(casesInRdf)("violates %j: %s", async (violated, _reason, statements) => {
    const head = "prov: <http://www.w3.org/ns/prov#>. @prefix xsd: <http://www.w3.org/2001/XMLSchema#>.";
    const text = `@prefix : <http://example.org/>. @prefix ${head} ${statements}`;

    const { document } = await readProv(Buffer.from(text), "trig");

    expect(violatedBy(document)).toEqual(new Set(violated));
  });
});

/** Undefined where the format refuses the document. */
function textIn(format: ProvFormat, document: ProvDocument): Promise<string> | undefined {
  try {
    return joined(writeProv({ document }, format));
  } catch (error) {
    if (error instanceof UnwritableProvError) return undefined;
    throw error;
  }
}

async function joined(pieces: AsyncIterable<string> | readonly string[]): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}
