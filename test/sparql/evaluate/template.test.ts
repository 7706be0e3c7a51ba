import { Store } from "n3";
import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../../src/quads/integer-quad-store.ts";
import { integerEngine } from "../../../src/sparql/integer-engine.ts";
import { iris, quadsOf } from "../fixtures.ts";

describe("a template with blank nodes", () => {
  it("makes them anew for each row, also for rows that are equal in it", async () => {
    const triples = await constructed("{ [] :of ?x }", "{ VALUES ?x { :a :a :b } }");

    expect(triples.countQuads(null, "urn:x:of", null, null)).toBe(3);
    expect(triples.getSubjects(null, null, null).length).toBe(3);
  });

  it("makes one node of one label within a row", async () => {
    const triples = await constructed("{ _:b :of ?x ; :with [ :in _:b ] }", "{ VALUES ?x { :a :b } }");

    for (const subject of triples.getSubjects("urn:x:of", null, null)) {
      const [inner] = triples.getObjects(subject, "urn:x:with", null);
      expect(triples.getObjects(inner ?? null, "urn:x:in", null)).toEqual([subject]);
    }
    expect(triples.size).toBe(6);
  });

  it("makes no node that the store has", async () => {
    const triples = await constructed("{ ?s ?p ?o . ?s :copy [] }", "{ ?s ?p ?o }", ":g { _:b :p _:c }");

    const [stored] = triples.getObjects(null, "urn:x:p", null);
    const [made] = triples.getObjects(null, "urn:x:copy", null);
    expect([made?.termType, stored?.termType]).toEqual(["BlankNode", "BlankNode"]);
    expect(made?.value).not.toBe(stored?.value);
  });
});

async function constructed(template: string, pattern: string, trig = ""): Promise<Store> {
  const store = integerQuadStore({ iris });
  for (const [id, quads] of quadsOf(trig)) store.open({ id, quads }, 1);
  const query = `PREFIX : <urn:x:> CONSTRUCT ${template} WHERE ${pattern}`;
  const result = await integerEngine({ fallBack: false }).query(query, store.view({ mode: "exact" }));
  if (result.kind !== "quads") throw new Error(result.kind);
  const triples = new Store();
  for await (const quad of result.quads) triples.add(quad);
  return triples;
}
