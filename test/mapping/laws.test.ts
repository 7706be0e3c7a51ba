import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { Parser, Writer } from "n3";
import { describe, expect, it } from "vitest";
import type { ParsedEvent } from "../../src/events/event.ts";
import { aDatasetEvent, aJobEvent, aRunEvent, type DatasetInput, type FacetsInput } from "../builders.ts";
import { allQuads, mapped } from "./mapped.ts";

/** Names that break IRIs, paths or N-Quads when they are pasted instead of encoded. */
const hostileName = fc.oneof(
  fc.constantFrom(
    "",
    ".",
    "..",
    "~",
    "~.",
    "a/../b",
    "x y",
    '"<>"',
    "{}|^`\\",
    "%2F",
    "\u0000",
    "é😀",
    "a\nb",
    "#?",
  ),
  fc.string({ unit: "grapheme", maxLength: 20 }).filter((text) => !/\p{Cs}/u.test(text)),
  fc.constantFrom("very long ".repeat(500)),
);
/** Names that occur in nothing else that an event says. */
const personName = fc.uuid().map((id) => `Jane ${id}`);

const thing = fc.record({ namespace: hostileName, name: hostileName });
const lineageInput = fc.record({ namespace: hostileName, name: hostileName, field: hostileName });

const datasetFacets = fc.record(
  {
    schema: fc.record({ fields: fc.array(fc.record({ name: hostileName }), { maxLength: 2 }) }),
    columnLineage: fc
      .tuple(hostileName, lineageInput)
      .map(([column, input]) => ({ fields: { [column]: { inputFields: [input] } }, dataset: [input] })),
    version: fc.record({ datasetVersion: hostileName }),
    dataSource: fc.record({ name: hostileName, uri: hostileName }),
    symlinks: fc.record({ identifiers: fc.array(thing, { maxLength: 2 }) }),
    odd: fc.record({ _schemaURL: hostileName, any: fc.jsonValue({ maxDepth: 2 }) }),
  },
  { requiredKeys: [] },
);
const dataset: fc.Arbitrary<DatasetInput> = fc
  .tuple(thing, datasetFacets)
  .map(([named, facets]) => ({ ...named, facets: facets as FacetsInput }));

/** Events full of hostile names, and the names of persons in all the places that name persons. */
const anEvent = fc
  .record({
    person: personName,
    job: thing,
    runId: hostileName,
    producer: hostileName,
    parent: thing,
    inputs: fc.array(dataset, { maxLength: 2 }),
    outputs: fc.array(dataset, { maxLength: 2 }),
  })
  .map(({ person, job, runId, producer, parent, inputs, outputs }) => {
    const runFacets = {
      spark_applicationDetails: { userName: person },
      trino_query_context: { user: person, principal: person },
      parent: { run: { runId, facets: { hive_session: { username: person } } }, job: parent },
      airflow: {
        dag: { owner: `team:x, ${person}`, owner_links: { [person]: "x" } },
        task: { owner: person },
      },
    };
    const ownership = { owners: [{ name: `user:${person}` }, { name: person }] };
    const common = {
      producer,
      job: { ...job, facets: { ownership, sql: { query: job.name } } },
      inputs,
      outputs,
    };
    const events: readonly ParsedEvent[] = [
      aRunEvent({ ...common, runId, runFacets }),
      aJobEvent(common),
      ...inputs.map((input) => aDatasetEvent({ producer, dataset: input })),
    ];
    return { events, person };
  });

describe("mapping", () => {
  it("writes N-Quads that read back the same, without blank nodes, whatever the names", () => {
    fc.assert(
      fc.property(anEvent, ({ events }) => {
        for (const parsed of events) {
          const quads = allQuads(mapped(parsed));

          const reread = new Parser({ format: "N-Quads" }).parse(nquads(quads));

          expect(reread).toEqual(quads);
          expect(quads.some((quad) => [quad.subject, quad.object].some(isBlank))).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("writes no character into an IRI that N-Quads or a URL parser would change", () => {
    fc.assert(
      fc.property(anEvent, ({ events }) => {
        const terms = events.flatMap((parsed) =>
          allQuads(mapped(parsed)).flatMap(({ subject, object }) => [subject, object]),
        );
        const minted = terms.filter(({ value }) => value.startsWith("http://localhost:3030/id/"));

        for (const { termType, value } of minted)
          if (termType === "NamedNode") expect(new URL(value).href).toBe(value);
      }),
      { numRuns: 40 },
    );
  });

  it("never states the name of a person", () => {
    fc.assert(
      fc.property(anEvent, ({ events, person }) => {
        for (const parsed of events) {
          const quads = nquads(allQuads(mapped(parsed)));

          expect(quads).not.toContain(person);
          expect(quads).not.toContain(encodeURIComponent(person));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is a function of the event and the context", () => {
    fc.assert(
      fc.property(anEvent, ({ events }) => {
        for (const parsed of events) expect(mapped(parsed)).toEqual(mapped(structuredCloneOf(parsed)));
      }),
      { numRuns: 30 },
    );
  });
});

function nquads(quads: readonly Quad[]): string {
  return new Writer({ format: "N-Quads" }).quadsToString([...quads]);
}

function isBlank({ termType }: { readonly termType: string }): boolean {
  return termType === "BlankNode";
}

/** The same event with the members of its objects in the opposite order. */
function structuredCloneOf(parsed: ParsedEvent): ParsedEvent {
  return { ...parsed, json: Object.fromEntries(Object.entries(parsed.json).reverse()) };
}
