import { describe, expect, it } from "vitest";
import { datasetMatcher } from "../../src/configuration/dataset-patterns.ts";
import { anchored, groupCount, patternFault } from "../../src/configuration/patterns.ts";
import { maxMatchedLength } from "../../src/events/patterns.ts";

describe("patternFault", () => {
  it.each([
    "a+",
    "(?:a|b)c*",
    "s3[an]?://(.*)",
    "(a+)b",
    "(ab)+",
    "([a-z|+*]){2,}",
    "a\\(b+\\)+",
    "(x{2}){3}",
  ])("takes %s", (source) => {
    expect(patternFault(source)).toBeUndefined();
  });

  it.each([
    "(a+)+",
    "(a*)*b",
    "(?:a|aa)+",
    "((a{1,})b){2,}",
    "(a+){10}",
    "((ab?)|c)*",
    "(a)\\1",
    "(?<x>a)\\k<x>",
    "[",
    ")",
  ])("refuses %s", (source) => {
    expect(patternFault(source)).toMatch(/regular expression/);
  });

  it("takes what tries at most one way to repeat, though slower", () => {
    const began = Date.now();

    anchored("(?:[a-z]+/)?a*a*b")("a".repeat(maxMatchedLength));

    expect(Date.now() - began).toBeLessThan(1_000);
  });
});

describe("groupCount", () => {
  it.each([
    ["a", 0],
    ["(a)(?:b)(?<c>d)", 2],
    ["\\(a\\)", 0],
  ])("counts the groups of %s", (source, count) => {
    expect(groupCount(source)).toBe(count);
  });
});

describe("datasetMatcher", () => {
  const matches = datasetMatcher([{ namespace: "postgres://db(:\\d+)?", name: "staging\\..*" }]);

  it("matches whole namespaces and whole names", () => {
    expect(matches({ namespace: "postgres://db:5432", name: "staging.orders" })).toBe(true);
    expect(matches({ namespace: "postgres://db:5432/x", name: "staging.orders" })).toBe(false);
    expect(matches({ namespace: "postgres://db", name: "old.staging.orders" })).toBe(false);
    expect(matches({ namespace: "postgres://db", name: "prod" })).toBe(false);
  });

  it("matches no name that is too long to try", () => {
    expect(matches({ namespace: "postgres://db", name: `staging.${"x".repeat(maxMatchedLength)}` })).toBe(
      false,
    );
  });
});
