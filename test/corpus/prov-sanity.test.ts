import { dirname } from "node:path";
import { expect, it } from "vitest";
import type { Muniment } from "../../src/muniment.ts";
import { sh } from "../../src/vocabulary.ts";
import { withStore } from "../laws/store.ts";
import { provFaults } from "../prov-sanity.ts";
import { corpusEvents, describeCorpus } from "./corpus.ts";

/** Folders whose events are known to contradict PROV by themselves: how many runs end before they start. */
const runsThatEndBeforeTheyStart: Readonly<Record<string, number>> = { derived: 36, everything: 36 };

describeCorpus("the current default graph of the corpora", () => {
  for (const [folder, events] of folders()) {
    it(`is sound PROV, or says by a finding where events make it unsound: ${folder}`, async () => {
      await withStore(async (muniment) => {
        const bytes = Buffer.from(
          `[${events.map((event) => Buffer.from(event).toString("utf8")).join(",")}]`,
        );
        await muniment.ingestAll({ bytes, mediaType: "application/json" }, { id: "test" });
        await muniment.settled();

        for (const mode of ["exact", "possible"] as const) {
          const quads = [...(await muniment.export({ mode, graphs: [], isCanonical: false }))];
          const contradictory = new Set(await foundBy(muniment, "startBeforeEnd"));
          const faults = provFaults(quads);

          expect(faults.filter(({ subject }) => !contradictory.has(subject))).toEqual([]);
          expect(contradictory.size).toBe(runsThatEndBeforeTheyStart[folder] ?? 0);
        }
      });
    });
  }

  it("holds no name of a person", async () => {
    await withStore(async (muniment) => {
      for (const { bytes } of corpusEvents((row) => !row.isTemplate))
        await muniment.ingestAll({ bytes, mediaType: "application/json" }, { id: "test" });
      const named = [
        ...(await muniment.export({
          mode: "possible",
          graphs: [muniment.iris.identityGraph.value],
          isCanonical: false,
        })),
      ];
      const names = named.map(({ object }) => object.value);
      const others = [...(await muniment.export({ mode: "possible", graphs: [], isCanonical: false }))];

      const shown = others.flatMap(({ subject, predicate, object }) =>
        names
          .filter((name) => [subject.value, object.value].some((text) => holdsWord(text, name)))
          .map((name) => `${name}: ${subject.value} ${predicate.value} ${object.value.slice(0, 200)}`),
      );

      expect(names).not.toEqual([]);
      expect([...new Set(shown)]).toEqual([]);
    });
  });
});

function holdsWord(text: string, name: string): boolean {
  return text.split(/[^\p{L}\p{N}_.@-]+/u).includes(name);
}

/** What a shape finds fault with. */
async function foundBy(muniment: Muniment, shape: string): Promise<string[]> {
  const view = await muniment.statements({ mode: "exact", predicate: sh.sourceShape });
  const suffix = `#${shape}>`;
  const nodes = view
    .filter(({ statement }) => statement.includes(suffix))
    .map(({ statement }) => statement.split(" ")[0] ?? "");
  const focus = await muniment.statements({ mode: "exact", predicate: sh.focusNode });
  const focusOf = new Map(
    focus.map(({ statement }) => [statement.split(" ")[0], statement.split(" ")[2]?.slice(1, -1) ?? ""]),
  );
  return nodes.map((node) => focusOf.get(node) ?? "");
}

/** The events of each folder, and those of all. */
function folders(): Map<string, Uint8Array[]> {
  const byFolder = new Map<string, Uint8Array[]>();
  for (const { file, bytes } of corpusEvents((row) => !row.isTemplate))
    for (const folder of [dirname(file), "everything"])
      byFolder.set(folder, [...(byFolder.get(folder) ?? []), bytes]);
  return byFolder;
}
