import { describe, expect, it } from "vitest";
import { UnwritableProvError } from "../../src/interop/prov-errors.ts";
import { parseProvN } from "../../src/interop/prov-n/parse.ts";
import { writeProvO } from "../../src/interop/prov-o/write.ts";
import { InvalidBundleError } from "../../src/pipeline/prepare.ts";
import { casesOfInferences } from "../constraints/cases-of-inferences.ts";
import { casesOfOrder } from "../constraints/cases-of-order.ts";
import { sender, withStore } from "../laws/store.ts";

/** In RDF a PROV class makes its member an element of that kind, so this is not valid there. */
const otherwiseInRdf = new Map([["agent(c, [prov:type='prov:EmptyCollection']) hadMember(c, e)", [56]]]);

const textOf = (namespace: string, statements: string) =>
  `document default <${namespace}> ${statements} endDocument`;

/** A store has no bundles, and what RDF cannot say is refused. */
const cases = [...casesOfInferences, ...casesOfOrder].filter(
  ([, , statements]) => !statements.includes("bundle ") && isSaid(textOf("http://example.org/", statements)),
);

/** One document of all statements, or one of each. */
const ways: readonly (readonly [string, (statements: string) => readonly string[]])[] = [
  ["together", (statements) => [statements]],
  ["one by one", (statements) => statements.split(/(?<=\)) (?=[\w:]+\()/)],
];

describe("a store", { timeout: 240_000 }, () => {
  it.each(ways)("has the verdict of statements that come %s, each time", async (_way, documentsOf) => {
    await withStore(async (muniment) => {
      await muniment.check();
      let checked = 0;
      for (const [index, [violated, reason, statements]] of cases.entries()) {
        const namespace = `http://example.org/${index}/`;
        try {
          for (const each of documentsOf(statements)) {
            const bytes = Buffer.from(textOf(namespace, each));
            await muniment.ingestDocument({ bytes, mediaType: "text/provenance-notation" }, sender);
          }
        } catch (error) {
          // The shapes refuse a document that says in so many words that an entity is an activity.
          if (!(error instanceof InvalidBundleError)) throw error;
          continue;
        }
        await muniment.settled();

        const { violations } = await muniment.check();

        const own = violations.filter((violation) => JSON.stringify(violation).includes(namespace));
        const expected = otherwiseInRdf.get(statements) ?? violated;
        const found = new Set(own.map(({ constraint }) => constraint));
        expect(found, `${reason}: ${statements}`).toEqual(new Set(expected));
        checked += 1;
      }
      expect(checked).toBeGreaterThan(140);
    });
  });
});

function isSaid(text: string): boolean {
  try {
    writeProvO(parseProvN(text));
    return true;
  } catch (error) {
    if (error instanceof UnwritableProvError) return false;
    throw error;
  }
}
