import { Store } from "n3";
import { describe, expect, it } from "vitest";
import { shaclEngine } from "../../src/validation/shacl-engine.ts";
import { ex, shapesIn, turtle } from "./turtle.ts";

const agents = shapesIn(
  "ex:S sh:targetSubjectsOf prov:wasAttributedTo ; sh:property ex:p . ex:p sh:path prov:wasAttributedTo ; sh:class prov:Agent .",
);

async function violations(shapes: ReturnType<typeof shapesIn>, data: string): Promise<string[]> {
  const results = await shaclEngine(shapes).validate(new Store(turtle(data)));
  return results.map(({ focusNode }) => focusNode.value).sort();
}

describe("shaclEngine", () => {
  it("knows that a person is an agent, by PROV-O's own axioms", async () => {
    expect(await violations(agents, "ex:a prov:wasAttributedTo ex:p . ex:p a prov:Person .")).toEqual([]);
    expect(await violations(agents, "ex:a prov:wasAttributedTo ex:p . ex:p a prov:Plan .")).toEqual([
      ex("a").value,
    ]);
  });

  it("ends on a cycle of classes", async () => {
    const cycle =
      "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:A, prov:Agent . prov:Agent rdfs:subClassOf ex:A .";

    expect(await violations(agents, `${cycle} ex:a prov:wasAttributedTo ex:p . ex:p a ex:A .`)).toEqual([]);
    expect(await violations(agents, `${cycle} ex:a prov:wasAttributedTo ex:p . ex:p a ex:C .`)).toEqual([
      ex("a").value,
    ]);
  });

  it("ends soon on classes that branch forty times over", async () => {
    const diamonds = Array.from(
      { length: 40 },
      (_, i) =>
        `ex:l${i} rdfs:subClassOf ex:t${i} . ex:r${i} rdfs:subClassOf ex:t${i} . ex:t${i + 1} rdfs:subClassOf ex:l${i}, ex:r${i} .`,
    ).join("\n");
    const data = `ex:t0 rdfs:subClassOf prov:Agent . ${diamonds} ex:a prov:wasAttributedTo ex:p . ex:p a ex:t40 .`;

    expect(await violations(agents, data)).toEqual([]);
  });

  it("judges a node that two hundred others lead to, each time", async () => {
    const shapes = shapesIn(
      "ex:S sh:targetClass prov:Activity ; sh:property ex:p . ex:p sh:path prov:wasAssociatedWith ; sh:node ex:N . ex:N sh:property ex:q . ex:q sh:path prov:actedOnBehalfOf ; sh:minCount 1 .",
    );
    const runs = Array.from(
      { length: 200 },
      (_, i) => `ex:r${i} a prov:Activity ; prov:wasAssociatedWith ex:s .`,
    ).join("\n");

    expect(await violations(shapes, runs)).toHaveLength(200);
  });

  it("gives the same answer when it is asked again, and by several at once", async () => {
    const engine = shaclEngine(agents);
    const [good, bad] = ["prov:Person", "prov:Plan"].map(
      (type) => new Store(turtle(`ex:a prov:wasAttributedTo ex:p . ex:p a ${type} .`)),
    );
    if (good === undefined || bad === undefined) throw new Error("no data");

    const counts = await Promise.all(
      [bad, good, bad, good].map(async (data) => (await engine.validate(data)).length),
    );

    expect(counts).toEqual([1, 0, 1, 0]);
  });

  it("names the class in the library's own message, not our marker", async () => {
    const [result] = await shaclEngine(agents).validate(
      new Store(turtle("ex:a prov:wasAttributedTo ex:p .")),
    );

    expect(result?.messages.map(({ value }) => value).join()).not.toContain("urn:muniment");
  });

  it("leaves shapes and data as they were", async () => {
    const data = new Store(turtle("ex:a prov:wasAttributedTo ex:p ."));

    await shaclEngine(agents).validate(data, [ex("a")]);

    expect(data.size).toBe(1);
  });
});
