import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/events/canonical-json.ts";
import type { JsonValue, ParsedEvent } from "../../src/events/event.ts";
import { MalformedEventError, maxNotes } from "../../src/events/event-notes.ts";
import { parseJson } from "../../src/events/json.ts";
import { MalformedJsonError } from "../../src/events/json-error.ts";
import { parseEvent } from "../../src/events/parse-event.ts";

const tree = (value: unknown): JsonValue => parseJson(Buffer.from(JSON.stringify(value), "utf8"));
const parsed = (value: unknown, strict = false): ParsedEvent => parseEvent(tree(value), { strict });
const notesOf = (value: unknown) => parsed(value).notes.map(({ code, pointer }) => [code, pointer]);

const runEvent = {
  eventType: "COMPLETE",
  eventTime: "2026-10-20T02:00:00.5+02:00",
  producer: "https://example.org/producer",
  schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
  run: { runId: "0198F1D2-0000-7000-8000-000000000001" },
  job: { namespace: "ns", name: "job" },
  inputs: [{ namespace: "ns", name: "in" }],
  outputs: [{ namespace: "ns", name: "out" }],
};
const { run: _run, eventType: _eventType, ...withoutRun } = runEvent;
const jobEvent = { ...withoutRun, schemaURL: "https://openlineage.io/x.json#/definitions/JobEvent" };
const datasetEvent = {
  eventTime: "2026-10-20T00:00:00Z",
  producer: "https://example.org/producer",
  schemaURL: "file:/spec/OpenLineage.json#/$defs/DatasetEvent",
  dataset: { namespace: "ns", name: "in" },
};
const base = { _producer: "https://example.org/producer", _schemaURL: "https://example.org/facet.json" };

describe("parseEvent", () => {
  it("reads a run event: time in UTC, run id in lower case", () => {
    const { event, json, notes } = parsed(runEvent);

    expect(event).toEqual({
      kind: "RunEvent",
      eventType: "COMPLETE",
      eventTime: "2026-10-20T00:00:00.5Z",
      producer: "https://example.org/producer",
      schemaURL: runEvent.schemaURL,
      run: { runId: "0198f1d2-0000-7000-8000-000000000001", facets: {} },
      job: { namespace: "ns", name: "job", facets: {} },
      inputs: [{ namespace: "ns", name: "in", facets: {}, inputFacets: {} }],
      outputs: [{ namespace: "ns", name: "out", facets: {}, outputFacets: {} }],
    });
    expect(canonicalJson(json)).toBe(canonicalJson(tree(runEvent)));
    expect(notes).toEqual([]);
  });

  it("reads a job event with inputs and outputs, and a dataset event", () => {
    expect(parsed(jobEvent).event).toMatchObject({
      kind: "JobEvent",
      inputs: [{ name: "in" }],
      outputs: [{}],
    });
    expect(parsed(datasetEvent)).toMatchObject({
      event: { kind: "DatasetEvent", dataset: { name: "in" } },
      notes: [],
    });
  });

  it.each([
    ["https://openlineage.io/spec/2-0-2/OpenLineage.json#/definitions/RunEvent", []],
    ["file:/home/x/OpenLineage.json#/$defs/RunEvent", []],
    ["https://example.org/schema", []],
    ["https://example.org/#/$defs/JobEvent", [["schema-url-names-other-kind", "/schemaURL"]]],
    ["not a uri", [["schema-url-not-uri", "/schemaURL"]]],
    [undefined, [["missing-schema-url", "/schemaURL"]]],
    [null, [["missing-schema-url", "/schemaURL"]]],
  ])("takes an event with a run and a job for a run event when schemaURL is %s", (schemaURL, notes) => {
    const { event } = parsed({ ...runEvent, schemaURL });

    expect(event.kind).toBe("RunEvent");
    expect(notesOf({ ...runEvent, schemaURL })).toEqual(notes);
  });

  it.each([
    [[], ""],
    ["text", ""],
    [{}, ""],
    [{ ...datasetEvent, dataset: undefined }, ""],
    [{ ...runEvent, run: undefined }, "/run"],
    [{ ...runEvent, run: null }, "/run"],
    [{ ...runEvent, job: undefined }, "/job"],
    [{ ...runEvent, run: "x" }, "/run"],
    [{ ...runEvent, run: {} }, "/run/runId"],
    [{ ...runEvent, run: { runId: 5 } }, "/run/runId"],
    [{ ...runEvent, run: { runId: "" } }, "/run/runId"],
    [{ ...runEvent, run: { runId: "x", facets: [] } }, "/run/facets"],
    [{ ...runEvent, job: { name: "x" } }, "/job/namespace"],
    [{ ...runEvent, job: { namespace: "x", name: null } }, "/job/name"],
    [{ ...runEvent, inputs: {} }, "/inputs"],
    [{ ...runEvent, inputs: [null] }, "/inputs/0"],
    [{ ...runEvent, outputs: [{ namespace: "x", name: "y" }, { namespace: "x" }] }, "/outputs/1/name"],
    [{ ...runEvent, eventTime: undefined }, "/eventTime"],
    [{ ...runEvent, eventTime: 1_700_000_000 }, "/eventTime"],
    [{ ...runEvent, eventTime: "2026-02-30T00:00:00Z" }, "/eventTime"],
    [{ ...runEvent, eventType: 1 }, "/eventType"],
    [{ ...runEvent, producer: {} }, "/producer"],
    [{ ...jobEvent, dataset: datasetEvent.dataset }, ""],
    [{ ...datasetEvent, dataset: { namespace: "x", name: [] } }, "/dataset/name"],
  ])("refuses %j and names the place", (value, pointer) => {
    expect(() => parsed(value)).toThrow(
      expect.objectContaining({ name: "MalformedEventError", code: "malformed-event", pointer }),
    );
  });

  const noted: [string, string, unknown][] = [
    ["missing-schema-url", "/schemaURL", { ...runEvent, schemaURL: undefined }],
    ["missing-producer", "/producer", { ...runEvent, producer: undefined }],
    ["missing-producer", "/producer", { ...runEvent, producer: "" }],
    ["producer-not-uri", "/producer", { ...runEvent, producer: "airflow" }],
    ["producer-not-uri", "/producer", { ...runEvent, producer: "http://x/<script>" }],
    ["event-time-without-zone", "/eventTime", { ...runEvent, eventTime: "2026-10-20T00:00:00" }],
    ["event-time-not-rfc-3339", "/eventTime", { ...runEvent, eventTime: "2026-10-20T00:00:00+0200" }],
    ["unknown-event-type", "/eventType", { ...runEvent, eventType: "complete" }],
    ["run-id-not-uuid", "/run/runId", { ...runEvent, run: { runId: "manual__1" } }],
    ["empty-name", "/inputs/0/name", { ...runEvent, inputs: [{ namespace: "x", name: "" }] }],
    ["empty-name", "/job/namespace", { ...runEvent, job: { namespace: "", name: "x" } }],
    ["null-for-absent", "/inputs", { ...runEvent, inputs: null }],
    ["null-for-absent", "/eventType", { ...runEvent, eventType: null }],
    ["null-for-absent", "/job/facets", { ...runEvent, job: { ...runEvent.job, facets: null } }],
    ["null-for-absent", "/run", { ...jobEvent, run: null }],
    [
      "null-for-absent",
      "/job/facets/a~1b",
      { ...runEvent, job: { ...runEvent.job, facets: { "a/b": null } } },
    ],
    [
      "facet-not-an-object",
      "/job/facets/x",
      { ...runEvent, job: { ...runEvent.job, facets: { x: "text" } } },
    ],
    ["facet-breaks-schema", "/job/facets/x", { ...runEvent, job: { ...runEvent.job, facets: { x: {} } } }],
  ];

  it.each(noted)("accepts with the note %s at %s, and refuses when strict: %j", (code, pointer, value) => {
    expect(notesOf(value)).toEqual([[code, pointer]]);
    expect(() => parsed(value, true)).toThrow(expect.objectContaining({ code: "malformed-event", pointer }));
  });

  it("keeps what it notes: a facet that is no object, an event type as sent, an id as sent", () => {
    const { event } = parsed({
      ...runEvent,
      eventType: "complete",
      run: { runId: "Manual__1", facets: { odd: ["x"], __proto__x: { ...base } } },
    });

    expect(event).toMatchObject({
      eventType: "complete",
      run: { runId: "Manual__1", facets: { odd: { _value: ["x"] }, __proto__x: base } },
    });
  });

  it("takes a facet called __proto__ for a facet", () => {
    const json = parseJson(
      Buffer.from(JSON.stringify(runEvent).replace('"runId"', '"facets":{"__proto__":{"a":1}},"runId"')),
    );
    const { event } = parseEvent(json, { strict: false });

    expect(event.kind === "RunEvent" && Object.keys(event.run.facets)).toEqual(["__proto__"]);
  });

  it("keeps at most so many notes and says that there are more", () => {
    const inputs = Array.from({ length: 500 }, () => ({ namespace: "x", name: "" }));
    const { notes } = parsed({ ...runEvent, inputs });

    expect(notes).toHaveLength(maxNotes);
    expect(notes.at(-1)).toMatchObject({ code: "more-notes", pointer: "" });
  });

  it("throws nothing but its own errors, however an event is damaged", () => {
    const original = JSON.stringify({
      ...runEvent,
      run: {
        ...runEvent.run,
        facets: { nominalTime: { ...base, nominalStartTime: "2026-10-20T00:00:00Z" } },
      },
    });
    const edit = fc.record({
      at: fc.nat(original.length),
      cut: fc.nat(8),
      put: fc.constantFrom("", "null", '"', "{}", "[]", "1e999", ":", ",", "\\ud800", "\u00ff", "a"),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const text = edits.reduce(
          (old, { at, cut, put }) => old.slice(0, at) + put + old.slice(at + cut),
          original,
        );

        expect(kindOfOutcome(() => parseEvent(parseJson(Buffer.from(text)), { strict: false }))).not.toBe(
          "bug",
        );
      }),
      { numRuns: 500 },
    );
  });

  it("throws nothing but its own errors, whatever stands for any part of an event", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          "run",
          "job",
          "inputs",
          "outputs",
          "eventTime",
          "eventType",
          "producer",
          "schemaURL",
          "dataset",
        ),
        fc.jsonValue(),
        (part, value) => {
          expect(kindOfOutcome(() => parsed({ ...runEvent, [part]: value }))).not.toBe("bug");
        },
      ),
      { numRuns: 300 },
    );
  });

  it("accepts when strict exactly what it accepts without a note", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(runEvent, jobEvent, datasetEvent, ...noted.map(([, , value]) => value)),
        (value) => {
          const isClean = parsed(value).notes.length === 0;

          expect(kindOfOutcome(() => parsed(value, true)) === "parsed").toBe(isClean);
        },
      ),
    );
  });
});

function kindOfOutcome(attempt: () => unknown): "parsed" | "refused" | "bug" {
  try {
    attempt();
    return "parsed";
  } catch (error) {
    return error instanceof MalformedEventError || error instanceof MalformedJsonError ? "refused" : "bug";
  }
}
