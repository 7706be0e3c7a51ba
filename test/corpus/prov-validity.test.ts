import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { packagePath } from "../../src/package-files.ts";
import { withStore } from "../laws/store.ts";
import { corpusEvents, describeCorpus } from "./corpus.ts";

const sender = { id: "test" };

describeCorpus("the current default graph is valid by PROV-CONSTRAINTS", () => {
  for (const [folder, events] of folders()) {
    it(`of ${folder}, ${events.length} events`, async () => {
      await withStore(async (muniment) => {
        const texts = events.map((event) => Buffer.from(event).toString("utf8"));
        const bytes = Buffer.from(`[${texts.join(",")}]`);
        const outcomes = await muniment.ingestAll({ bytes, mediaType: "application/json" }, sender);
        const areAllRefused = outcomes.every(({ outcome }) => outcome === "refused");

        await muniment.settled();
        expect(muniment.stats().quads === 0).toBe(areAllRefused);
        expect(await muniment.check()).toEqual({ valid: true, violations: [] });
      });
    });
  }

  it("of everything, when it is checked in between after every twenty events", async () => {
    await withStore(async (muniment) => {
      const texts = (folders().get("everything") ?? []).map((event) => Buffer.from(event).toString("utf8"));
      for (let i = 0; i < texts.length; i += 20) {
        const bytes = Buffer.from(`[${texts.slice(i, i + 20).join(",")}]`);
        await muniment.ingestAll({ bytes, mediaType: "application/json" }, sender);
        expect(await muniment.check()).toEqual({ valid: true, violations: [] });
      }
    });
  });

  it("of the demo", async () => {
    const file = (name: string) => readFileSync(packagePath(`examples/credit-scoring/${name}`));
    await withStore(async (muniment) => {
      const lines = file("events.ndjson").toString("utf8").trimEnd().split("\n");
      const bytes = Buffer.from(`[${lines.join(",")}]`);
      await muniment.ingestAll({ bytes, mediaType: "application/json" }, sender);
      await muniment.ingestDocument({ bytes: file("governance.ttl"), mediaType: "text/turtle" }, sender);

      expect(await muniment.check()).toEqual({ valid: true, violations: [] });
      expect(muniment.stats().quads).toBeGreaterThan(1000);
    });
  });
});

/** The events of each folder, and those of all. */
function folders(): Map<string, Uint8Array[]> {
  const byFolder = new Map<string, Uint8Array[]>();
  for (const { file, bytes } of corpusEvents((row) => !row.isTemplate))
    for (const folder of [dirname(file), "everything"])
      byFolder.set(folder, [...(byFolder.get(folder) ?? []), bytes]);
  return byFolder;
}
