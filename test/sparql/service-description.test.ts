import { Store } from "n3";
import { expect, it } from "vitest";
import { serviceDescription } from "../../src/sparql/service-description.ts";
import { sd } from "../../src/vocabulary.ts";

it("describes an endpoint of SPARQL 1.1 Query alone, whose default graph is the union", () => {
  const description = new Store([...serviceDescription({ endpoint: "http://localhost:3030/sparql" })]);

  const [service] = description.getSubjects(null, sd.Service, null);
  expect(service?.value).toBe("http://localhost:3030/sparql");
  expect(description.getObjects(service ?? null, sd.supportedLanguage, null)).toEqual([sd.SPARQL11Query]);
  expect(description.countQuads(service ?? null, sd.feature, sd.UnionDefaultGraph, null)).toBe(1);
  expect(description.getSubjects(null, sd.Feature, null).map(({ value }) => value)).toEqual([
    "http://localhost:3030/sparql#partial-answers",
  ]);
});
