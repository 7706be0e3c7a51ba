import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/events/canonical-json.ts";
import type { JsonObject, JsonValue } from "../../src/events/event.ts";
import { type JsonDocument, parseJsonDocument } from "../../src/events/json.ts";
import { RecentObjects } from "../../src/events/recent-objects.ts";

const read = (text: string, recent?: RecentObjects, maxDepth?: number): JsonDocument =>
  parseJsonDocument(Buffer.from(text), {
    ...(recent === undefined ? {} : { recent }),
    ...(maxDepth === undefined ? {} : { maxDepth }),
  });

const withFacet = (facet: string, around = "") => `{"run":{"facets":{"a":${facet}}}${around}}`;

function facetIn(document: JsonDocument): JsonValue | undefined {
  const [element] = document.elements;
  if (element === undefined || "error" in element) return undefined;
  const { run } = element.value as JsonObject;
  return ((run as JsonObject).facets as JsonObject).a;
}

/** What a document says, and where it is at fault. */
function told({ elements, isArray, error }: JsonDocument) {
  return {
    isArray,
    error: error?.message,
    elements: elements.map((element) => ({
      ...element,
      ...("error" in element
        ? { error: element.error.message }
        : { value: undefined, text: canonicalJson(element.value) }),
    })),
  };
}

describe("facets that come again", () => {
  it("are the same object, so that nobody need look at them twice", () => {
    const recent = new RecentObjects();

    const first = facetIn(read(withFacet('{"b":[1,"}"]}'), recent));
    const again = facetIn(read(withFacet('{"b":[1,"}"]}', ',"job":{}'), recent));

    expect(first).toEqual({ b: [1, "}"] });
    expect(again).toBe(first);
  });

  it("are told apart by each of their bytes", () => {
    const recent = new RecentObjects();

    const first = facetIn(read(withFacet('{"b":1}'), recent));
    const other = facetIn(read(withFacet('{"b":2}'), recent));
    const spaced = facetIn(read(withFacet('{"b": 1}'), recent));

    expect(other).toEqual({ b: 2 });
    expect(spaced).toEqual(first);
    expect(spaced).not.toBe(first);
  });

  it("are read again where they are nested deeper than before, and may be too deep", () => {
    const recent = new RecentObjects();
    const facet = '{"b":{"c":{}}}';

    const high = read(withFacet(facet), recent, 6);
    const deep = read(`{"inputs":[{"facets":{"a":${facet}}}]}`, recent, 6);

    expect(high.elements).toMatchObject([{ value: expect.anything() }]);
    expect(deep.elements).toMatchObject([{ error: { fault: "too-deep" } }]);
  });

  it("are not remembered when they are at fault", () => {
    const recent = new RecentObjects();
    const text = withFacet('{"b":1,"b":2}');

    const faults = [read(text, recent), read(text, recent)].map(told);

    expect(faults[0]?.elements).toMatchObject([{ error: expect.stringContaining("twice") }]);
    expect(faults[1]).toEqual(faults[0]);
  });

  it("say what they said, whatever was read before", () => {
    const facet = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom('{"a":"\\"}"}', '{"a":{"b":[{}]}}', "{", "{}}"),
    );
    const event = fc
      .array(fc.tuple(fc.constantFrom("facets", "inputFacets", "other"), fc.array(facet, { maxLength: 3 })))
      .map((holders) =>
        holders
          .map(([holder, facets]) => `"${holder}":{${facets.map((each, i) => `"${i}":${each}`).join()}}`)
          .join(),
      );
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 4 }), (events) => {
        const recent = new RecentObjects();
        const texts = [...events, ...events].map((text, i) => `{"job":{${text}},"n":${i}}`);

        const remembered = [...texts, `[${texts.join()}]`].map((text) => told(read(text, recent)));

        expect(remembered).toEqual([...texts, `[${texts.join()}]`].map((text) => told(read(text))));
      }),
      { numRuns: 300 },
    );
  });
});
