import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import type { Muniment } from "../../src/muniment.ts";
import { namespaceOf, prov } from "../../src/vocabulary.ts";
import { sender, withStore } from "../laws/store.ts";

const ex = "https://example.org/";

describe("a posted document that only qualifies", () => {
  it("is found by a plain query, is told as the reason, and is forgotten when it is redacted", async () => {
    await withStore(async (muniment) => {
      const text = `@prefix prov: <${namespaceOf.prov}> .
        <${ex}a> prov:qualifiedUsage [ a prov:Usage ; prov:entity <${ex}e> ] .`;
      const received = { bytes: Buffer.from(text), mediaType: "text/turtle" };

      const { bundle } = await muniment.ingestDocument(received, sender);

      expect(await usesIn(muniment)).toEqual([`${ex}a used ${ex}e`]);
      const subject = DataFactory.namedNode(`${ex}a`);
      const reasons = await muniment.statements({ subject, predicate: prov.used, mode: "asserted" });
      expect(reasons).toMatchObject([{ kind: "derived", rule: "unqualified", supports: [bundle] }]);

      await muniment.redact(bundle, "a test", sender);

      expect(await usesIn(muniment)).toEqual([]);
    });
  });
});

async function usesIn(muniment: Muniment): Promise<string[]> {
  const query = `PREFIX prov: <${namespaceOf.prov}> SELECT ?a ?e { ?a prov:used ?e }`;
  const result = await muniment.query(query, { mode: "exact" });
  if (result.kind !== "bindings") throw new Error("No rows");
  const uses: string[] = [];
  for await (const row of result.rows) uses.push(`${row.get("a")?.value} used ${row.get("e")?.value}`);
  return uses;
}
