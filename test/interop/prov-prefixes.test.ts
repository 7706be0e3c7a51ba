import { describe, expect, it } from "vitest";
import { qualifierOf } from "../../src/interop/prov-prefixes.ts";
import { isNcName, nameEnds } from "../../src/interop/prov-xml/text.ts";

const syntax = { isLocal: isNcName, isPrefix: isNcName, localStarts: nameEnds };

describe("qualifierOf", () => {
  it("takes the longest namespace that leaves a local part, and makes up a prefix where there is none", () => {
    const names = qualifierOf({ ex: "http://e.org/", exa: "http://e.org/a/" }, syntax);

    const qualified = ["http://e.org/a", "http://e.org/a/b", "http://e.org/a/b#c"].map(names.qualify);

    expect(qualified).toEqual([
      { prefix: "ex", local: "a" },
      { prefix: "exa", local: "b" },
      { prefix: "ns1", local: "c" },
    ]);
    expect(names.prefixes()).toMatchObject({ ns1: "http://e.org/a/b#" });
  });

  it("ends no namespace within a percent-encoded octet, which would be no IRI", () => {
    const names = qualifierOf({}, syntax);

    expect(names.qualify("http://e.org/a%2Fbc")).toEqual({ prefix: "ns1", local: "bc" });
    expect(names.prefixes()).toEqual({ ns1: "http://e.org/a%2F" });
  });

  it("leaves the longest local part that the syntax has, wherever the IRI ends in one", () => {
    const names = qualifierOf({ e: "http://e.org/" }, syntax);

    const local = (iri: string) => names.qualify(iri).local;

    expect(
      ["http://e.org/0198f1d2-7000", "http://e.org/a!b-1", "http://e.org/x/2026-10-01"].map(local),
    ).toEqual(["f1d2-7000", "b-1", "2026-10-01"]);
  });

  it("knows the prefixes around it, declares its own alone, and hides those that it gives another meaning", () => {
    const outer = qualifierOf({ a: "http://a.org/", b: "http://b.org/" }, syntax);
    outer.qualify("http://made.org/x");
    const inner = qualifierOf({ a: "http://other.org/", b: "http://b.org/" }, syntax, outer);

    const qualified = ["http://b.org/x", "http://made.org/y", "http://other.org/x", "http://a.org/x"].map(
      inner.qualify,
    );

    expect(qualified.map(({ prefix }) => prefix)).toEqual(["b", "ns1", "a", "ns2"]);
    expect(inner.prefixes()).toEqual({ a: "http://other.org/", ns2: "http://a.org/" });
  });
});
