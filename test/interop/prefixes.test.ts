import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compactBy } from "../../src/interop/prefixes.ts";

describe("compactBy", () => {
  it("finds the longest plain name that an IRI ends in, as a pattern does that is tried at every place", () => {
    const slow = /[A-Za-z_][A-Za-z0-9_-]*$/;
    const ends = fc
      .array(fc.constantFrom(...Array.from("aZ_09-!/#é")), { maxLength: 10 })
      .map((each) => each.join(""));

    fc.assert(
      fc.property(ends, (end) => {
        const iri = `http://example.org/${end}`;
        const local = slow.exec(iri)?.[0] ?? "";

        const name = compactBy({ ex: iri.slice(0, iri.length - local.length) })(iri);

        expect(name).toBe(local === "" ? undefined : `ex:${local}`);
      }),
    );
  });
});
