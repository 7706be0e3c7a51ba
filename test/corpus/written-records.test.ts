import { expect, it } from "vitest";
import { mapEvent } from "../../src/mapping/map-event.ts";
import { eventBytes, testConfiguration, testIris } from "../builders.ts";
import { aJournal } from "../journal/builders.ts";
import { entryOf, seen } from "../journal/seen-record.ts";
import { describeCorpus } from "./corpus.ts";
import { acceptedEvents } from "./mapping-events.ts";

describeCorpus("the records that an append hands on", () => {
  it("are those that a replay reads, for every event of the corpora", async () => {
    const context = { iris: testIris, configuration: testConfiguration };
    const entries = [...acceptedEvents()].map(({ parsed }) =>
      entryOf(mapEvent(parsed, context), eventBytes(parsed)),
    );
    const once = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
    const journal = await aJournal();

    const handedOn = await journal.append(once);

    for (const record of handedOn) expect(seen(record)).toEqual(seen(journal.record(record.position)));
  });
});
