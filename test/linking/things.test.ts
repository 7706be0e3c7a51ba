import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datasetThing } from "../../src/linking/things.ts";

const base = "http://localhost/";
const dataset = `${base}dataset/ns/orders`;

describe("datasetThing", () => {
  it.each([
    ["", "dataset", ""],
    ["/version/run/abc", "written", ""],
    ["/version/run/abc/window/2026-01-01", "written", ""],
    ["/version/id/7", "named", ""],
    ["/observed/abc", "observed", ""],
    ["", "dataset", "/column/a/b"],
    ["/version/id/7", "named", "/column/a"],
  ])("reads %s%s", (version, kind, column) => {
    expect(datasetThing(dataset + version + column, base)).toEqual({
      dataset,
      whole: dataset + version,
      kind,
      ...(column === "" ? {} : { column: column.replace("/column/", "") }),
    });
  });

  it("reads no other thing as one", () => {
    for (const path of [
      "job/ns/orders",
      "dataset",
      "dataset/ns",
      "dataset/ns/orders/",
      "dataset/ns/orders/x",
    ])
      expect(datasetThing(base + path, base)).toBeUndefined();
    for (const path of [
      "/version",
      "/version/run",
      "/observed",
      "/column",
      "/version/id/7/x",
      "/version/run/a/window",
    ])
      expect(datasetThing(dataset + path, base)).toBeUndefined();
    expect(datasetThing(`http://elsewhere/dataset/ns/orders`, base)).toBeUndefined();
  });

  it("is what is read segment by segment", () => {
    const segment = fc.constantFrom(
      "dataset",
      "version",
      "run",
      "id",
      "window",
      "observed",
      "column",
      "a",
      "",
    );

    fc.assert(
      fc.property(fc.array(segment, { maxLength: 9 }), (segments) => {
        const iri = `${base}dataset/${segments.join("/")}`;

        expect(datasetThing(iri, base)).toEqual(readBySegments(segments));
      }),
    );
  });
});

function readBySegments(segments: readonly string[]) {
  const [namespace, name, ...rest] = segments.length === 0 ? [""] : segments;
  if (namespace === undefined || name === undefined) return undefined;
  const versionKind = rest[1] === "id" ? "id" : rest[3] === "window" ? "window" : "run";
  const kind = rest[0] === "observed" ? "observed" : rest[0] === "version" ? versionKind : "none";
  const below = { observed: 2, id: 3, run: 3, window: 5, none: 0 }[kind];
  const [version, column] = [rest.slice(0, below), rest.slice(below)];
  if (version.length < below) return undefined;
  if (column.length > 0 && (column[0] !== "column" || column.length === 1)) return undefined;
  const iri = `${base}dataset/${namespace}/${name}`;
  return {
    dataset: iri,
    whole: [iri, ...version].join("/"),
    kind: { observed: "observed", id: "named", run: "written", window: "written", none: "dataset" }[kind],
    ...(column.length === 0 ? {} : { column: column.slice(1).join("/") }),
  };
}
