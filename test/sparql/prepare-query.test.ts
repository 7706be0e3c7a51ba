import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { queryPreparer } from "../../src/sparql/prepare-query.ts";

const text = "SELECT ?o FROM <urn:x:g> { ?s <urn:x:p> ?o }";

describe("queryPreparer", () => {
  it("gives the same algebra for the same text, also with parameters of no variable and no predicates", async () => {
    const prepare = queryPreparer();
    const first = await prepare(text, {});

    const again = await prepare(text, { parameters: {}, predicates: {} });

    expect(again).toBe(first);
  });

  it("keeps what one asker gives from the next", async () => {
    const prepare = queryPreparer();
    const plain = JSON.stringify(await prepare(text, {}));
    const options = {
      parameters: { s: DataFactory.namedNode("urn:x:a") },
      predicates: { "urn:x:p": "urn:x:q" },
    };

    const given = await prepare(text, options);
    const elsewhere = await prepare(text, { defaultGraphs: ["urn:x:h"] });

    expect(JSON.stringify(given.operation)).toContain("urn:x:q");
    expect(JSON.stringify(given.operation)).toContain("urn:x:a");
    expect(elsewhere.dataset?.defaultGraphs.map(({ value }) => value)).toEqual(["urn:x:h"]);
    expect(JSON.stringify(await prepare(text, {}))).toBe(plain);
  });
});
