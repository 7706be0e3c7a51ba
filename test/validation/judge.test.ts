import { describe, expect, it } from "vitest";
import { judgeBy } from "../../src/validation/judge.ts";
import type { ShaclResult } from "../../src/validation/shacl-engine.ts";
import { ex, shapesIn, turtle } from "./turtle.ts";

/** Of the two shapes, the second has no compiled form. */
const judge = judgeBy(
  shapesIn(`ex:S sh:targetClass prov:Entity ; sh:nodeKind sh:IRI ; sh:property ex:s . ex:s sh:path prov:used ; sh:maxCount 0 .
    ex:T sh:targetClass prov:Plan ; sh:property ex:t .
    ex:t sh:path [ sh:inversePath prov:used ] ; sh:minCount 1 ; sh:and ( [ sh:nodeKind sh:IRI ] ) .`),
);
const shapesOf = (results: readonly ShaclResult[]) =>
  results.map(({ sourceShape }) => sourceShape.value).sort();

describe("judgeBy", () => {
  it("reports nothing of what conforms, and all of what does not", async () => {
    expect(await judge.report(turtle("ex:x a prov:Entity ."))).toEqual([]);

    const results = await judge.report(turtle("ex:x a prov:Entity ; prov:used ex:y ."));

    expect(shapesOf(results)).toEqual([ex("s").value]);
  });

  it("asks the library where a shape without compiled form is about something", async () => {
    const results = await judge.report(turtle("ex:x a prov:Plan ; prov:used ex:y ."));

    expect(shapesOf(results)).toEqual([ex("s").value, ex("t").value]);
  });

  it("adds the results of the library to those of the compiled shapes", async () => {
    const graph = turtle("ex:x a prov:Plan ; prov:used ex:y . ex:z a prov:Plan .");

    expect(shapesOf(await judge.resultsAbout([ex("x")], graph))).toEqual([ex("s").value, ex("t").value]);
    expect(shapesOf(await judge.resultsAbout([ex("z")], graph))).toEqual([ex("t").value]);
  });
});
