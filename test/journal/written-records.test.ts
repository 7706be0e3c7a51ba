import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParsedEvent } from "../../src/events/event.ts";
import { mapEvent } from "../../src/mapping/map-event.ts";
import { aRunEvent, eventBytes, testConfiguration, testIris } from "../builders.ts";
import { aJournal } from "./builders.ts";
import { entryOf, seen } from "./seen-record.ts";

describe("the records that an append hands on", () => {
  it("are those that a replay reads, quad by quad and in the same order", async () => {
    const text = fc.string({ unit: "grapheme" }).filter((each) => !/\p{Cs}/u.test(each));
    const event = fc
      .record({ namespace: text, name: text, column: text, sql: text, owner: text })
      .map(({ namespace, name, column, sql, owner }) =>
        aRunEvent({
          job: { namespace, name, facets: { sql: { query: sql }, ownership: { owners: [{ name: owner }] } } },
          inputs: [{ namespace, name, facets: { schema: { fields: [{ name: column }] } } }],
          outputs: [{ namespace: name, name: column, facets: { version: { datasetVersion: sql } } }],
        }),
      );

    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(event, { maxLength: 4, selector: bundleOf }), async (events) => {
        const journal = await aJournal();

        const handedOn = await journal.append(events.map((each) => entryOf(mapped(each), eventBytes(each))));

        expect(handedOn.map(seen)).toEqual([...journal.records()].map(seen));
        await journal.close();
      }),
      { numRuns: 30 },
    );
  });
});

function mapped(parsed: ParsedEvent) {
  return mapEvent(parsed, { iris: testIris, configuration: testConfiguration });
}

function bundleOf(parsed: ParsedEvent): string {
  return mapped(parsed).iri.value;
}
