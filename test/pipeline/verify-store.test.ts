import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openTables } from "../../src/journal/tables.ts";
import { Muniment } from "../../src/muniment.ts";
import { aRunEvent, eventJson } from "../builders.ts";
import { aDirectory, removeDirectories } from "../cli/command-line.ts";

removeDirectories();

describe("verify", () => {
  it.each([
    ["that no parser reads", "<http:", "<ht\u0000tp:"],
    ["with an IRI that cannot be written", "localhost", "local\u007fhost"],
  ])("names the record whose quads are damaged to text %s", async (_, whole, broken) => {
    const directory = await aStoreWithOneEvent();
    const position = await changeLastQuads(directory, (text) => text.replace(whole, broken));

    const muniment = await Muniment.open({ directory, checkpoints: { leastRecords: 1 } });
    const { isVerified, journal } = await muniment.verify();
    await muniment.close();

    expect(isVerified).toBe(false);
    expect(journal.problems[0]).toMatchObject({ what: "quads", position });
  });
});

async function aStoreWithOneEvent(): Promise<string> {
  const directory = join(aDirectory(), "store");
  const muniment = await Muniment.open({ directory, checkpoints: { leastRecords: 1 } });
  const bytes = Buffer.from(eventJson(aRunEvent({ outputs: ["report"] })));
  await muniment.ingestAll({ bytes, mediaType: "application/json" }, { id: "test" });
  await muniment.close();
  return directory;
}

/** Changes the quads of the last record that has any, and says which that is. */
async function changeLastQuads(directory: string, change: (text: string) => string): Promise<number> {
  const tables = openTables(join(directory, "journal.mdb"));
  const position = [...tables.quads.getKeys()].at(-1) ?? 0;
  const text = tables.quads.get(position)?.toString() ?? "";
  await tables.quads.put(position, Buffer.from(change(text)));
  await tables.root.close();
  return position;
}
