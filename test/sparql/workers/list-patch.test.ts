import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listPatch, patched } from "../../../src/sparql/workers/list-patch.ts";

const items = Array.from({ length: 8 }, (_, n) => ({ n }));
const aList = fc.array(fc.constantFrom(...items));

describe("listPatch", () => {
  it("makes of one list another", () => {
    fc.assert(
      fc.property(aList, aList, (before, after) => {
        expect(patched(before, listPatch(before, after))).toEqual(after);
      }),
    );
  });

  it("has nothing of a list that is the same, which stays the list that it is", () => {
    const list = items.slice(0, 3);

    const patch = listPatch(list, [...list]);

    expect(patch.changed).toEqual([]);
    expect(patched(list, patch)).toBe(list);
  });
});
