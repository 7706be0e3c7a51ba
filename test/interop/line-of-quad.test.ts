import { describe, expect, it } from "vitest";
import { lineOfQuad } from "../../src/interop/line-of-quad.ts";

const turtle = `@prefix ex: <urn:ex:> .

ex:a ex:p ex:b ,
  ex:c ;
  ex:q """long
literal""" .
ex:d ex:p ( ex:e ) .`;

describe("lineOfQuad", () => {
  it.each([
    [0, 3],
    [1, 4],
    [2, 6],
    [5, 7],
  ])("finds the line on which triple %i of a document ends", (number, line) => {
    expect(lineOfQuad(turtle, "text/turtle; charset=utf-8", number)).toBe(line);
  });

  it("finds the lines of N-Quads", () => {
    const nquads = "<urn:a> <urn:p> <urn:b> .\n\n<urn:a> <urn:p> <urn:c> <urn:g> .\n";

    expect([0, 1].map((number) => lineOfQuad(nquads, "application/n-quads", number))).toEqual([1, 3]);
  });

  it("knows no lines of JSON-LD", () => {
    expect(lineOfQuad("{}", "application/ld+json", 0)).toBeUndefined();
  });
});
