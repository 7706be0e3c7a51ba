import { describe, expect, it } from "vitest";
import { rewriteName } from "../../src/events/name-rewrites.ts";
import { BadPatternError } from "../../src/events/patterns.ts";

const thing = { namespace: "s3a://bucket:443", name: "a/b" };

describe("rewriteName", () => {
  it("puts groups of a pattern that matches the whole into the new name", () => {
    const rules = [
      { namespace: "s3a://([^:]+)(:\\d+)?", name: "(.)/(.)", newNamespace: "s3://$1", newName: "$2.$1" },
    ];

    expect(rewriteName(thing, rules)).toEqual({ namespace: "s3://bucket", name: "b.a" });
  });

  it("matches whole names only, even when the pattern has alternatives", () => {
    expect(rewriteName(thing, [{ namespace: "s3a|x", newNamespace: "y" }])).toEqual(thing);
    expect(rewriteName(thing, [{ namespace: ".*", name: "a", newNamespace: "y" }])).toEqual(thing);
  });

  it("applies each rule once, in order, to what those before it made", () => {
    const rules = [
      { namespace: "s3a://(.*)", newNamespace: "s3://$1" },
      { namespace: "s3://(.*)", newNamespace: "x://$1" },
      { namespace: "s3a://(.*)", newNamespace: "never" },
    ];

    expect(rewriteName(thing, rules)).toEqual({ namespace: "x://bucket:443", name: "a/b" });
  });

  it.each(["(", "a)(b"])("refuses %s, which is no pattern", (namespace) => {
    expect(() => rewriteName(thing, [{ namespace, newNamespace: "" }])).toThrow(BadPatternError);
  });
});
