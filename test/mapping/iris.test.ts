import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { irisOf, segment, unsegment } from "../../src/mapping/iris.ts";
import { testIris as iris } from "../builders.ts";

const text = fc.string({ unit: "grapheme" }).filter((each) => !/\p{Cs}/u.test(each));

describe("a path segment", () => {
  it("is read back as it was written, and two texts have two segments", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(unsegment(segment(a))).toBe(a);
        expect(segment(a) === segment(b)).toBe(a === b);
      }),
    );
  });

  it.each([
    ["", "~"],
    [".", "~."],
    ["..", "~.."],
    ["~", "%7E"],
    ["a.b", "a.b"],
    ["a/b c", "a%2Fb%20c"],
    ["é!*'()", "%C3%A9%21%2A%27%28%29"],
  ])("of %o is %o, which no URL parser changes", (given, expected) => {
    expect(segment(given)).toBe(expected);
    expect(new URL(`http://h/a/${expected}/b`).pathname).toBe(`/a/${expected}/b`);
  });
});

describe("IRIs", () => {
  it("keep namespace and name apart: no two datasets share one", () => {
    fc.assert(
      fc.property(text, text, text, text, (a, b, c, d) => {
        const same = a === c && b === d;
        const [one, other] = [
          iris.dataset({ namespace: a, name: b }),
          iris.dataset({ namespace: c, name: d }),
        ];
        expect(one.equals(other)).toBe(same);
      }),
    );
  });

  it("tell the dataset and the job of what is below them, and their own parts", () => {
    const dataset = iris.dataset({ namespace: "a/b", name: "c" });
    const run = iris.run({ namespace: "n", name: "j" }, "1");

    expect(iris.datasetOf(iris.column(iris.writtenVersion(dataset, run), ["x", "y"]))).toEqual(dataset);
    expect(iris.jobOf(iris.window(run, "2026-11-01T06:00:00Z"))).toEqual(
      iris.job({ namespace: "n", name: "j" }),
    );
    expect(iris.partsOf(dataset)).toEqual(["dataset", "a/b", "c"]);
  });

  it("made from content or names depend on the store key and the kind", () => {
    const other = irisOf({ baseIri: iris.base, storeKey: new Uint8Array(32).fill(8) });

    expect(iris.person("jane")).not.toEqual(other.person("jane"));
    expect(iris.keyedHash("person", "jane")).not.toBe(iris.keyedHash("user", "jane"));
    expect(iris.keyedHash("person", "jane")).toMatch(/^[0-9a-f]{64}$/);
    expect(iris.keyedHash("event", "é")).toBe(iris.keyedHash("event", new TextEncoder().encode("é")));
  });

  it("need a base that ends in a slash", () => {
    expect(() => irisOf({ baseIri: "http://h/id", storeKey: new Uint8Array(32) })).toThrow("must end in");
  });
});
