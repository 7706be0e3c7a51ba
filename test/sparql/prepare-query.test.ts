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

  it("parses texts of one shape each as it is, with parameters and datasets", async () => {
    const prepare = queryPreparer();
    const options = {
      parameters: { s: DataFactory.namedNode("urn:x:a") },
      predicates: { "urn:x:p": "urn:x:q" },
    };
    const texts = ["p", "r"].map(
      (name) => `CONSTRUCT { ?s ?p ?o } FROM <urn:x:${name}> { ?s <urn:x:${name}> ?o }`,
    );
    for (const each of texts) await prepare(each, {});

    const prepared = await Promise.all(texts.map((each) => prepare(each, options)));

    const alone = await Promise.all(texts.map((each) => queryPreparer()(each, options)));
    expect(JSON.stringify(prepared)).toBe(JSON.stringify(alone));
    expect(prepared.map(({ dataset }) => dataset?.defaultGraphs[0]?.value)).toEqual(["urn:x:p", "urn:x:r"]);
  });

  it("says of each text where it is wrong", async () => {
    const prepare = queryPreparer();
    const wrong = (iri: string) => prepare(`ASK { ?s <${iri}> ?o ) }`, {});

    await expect(wrong("urn:x")).rejects.toMatchObject({ line: 1, column: 21 });
    await expect(wrong("urn:xyz")).rejects.toMatchObject({ line: 1, column: 23 });
  });
});
