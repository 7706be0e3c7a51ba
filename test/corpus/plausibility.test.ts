import { expect, it } from "vitest";
import { withStore } from "../laws/store.ts";
import { corpusEvents, describeCorpus } from "./corpus.ts";

describeCorpus("the plausibility of the events of all corpora", () => {
  it("is what is known of them: runs whose times were put in by hand, and nothing else", async () => {
    const texts = [...corpusEvents((row) => !row.isTemplate)].map(({ bytes }) =>
      Buffer.from(bytes).toString("utf8"),
    );
    await withStore(
      async (muniment) => {
        const bytes = Buffer.from(`[${texts.join(",")}]`);
        await muniment.ingestAll({ bytes, mediaType: "application/json" }, { id: "test" });
        await muniment.settled();

        const { implausibilities } = await muniment.plausibility();

        const counts: Record<string, number> = {};
        for (const { name } of implausibilities) counts[name] = (counts[name] ?? 0) + 1;
        expect(counts).toEqual({ "start-after-end": 36 });
      },
      { clock: () => Date.parse("2026-11-23T12:00:00Z") },
    );
  });
});
