import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../src/events/json.ts";
import { parseEvent } from "../../src/events/parse-event.ts";
import { mapDocument } from "../../src/interop/posted-document.ts";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { packagePath } from "../../src/package-files.ts";
import { testIris } from "../builders.ts";
import { deliveriesIn, downstreamOf, governance, storyLines } from "./story-walk.ts";

describe("the files of the credit-scoring story", () => {
  it("are what story.mjs writes", () => {
    const directory = mkdtempSync(join(tmpdir(), "muniment-story-"));
    try {
      execFileSync(process.execPath, [packagePath("examples/credit-scoring/story.mjs"), directory]);

      expect(readFileSync(join(directory, "events.ndjson"), "utf8").trim().split("\n")).toEqual(storyLines);
      expect(readFileSync(join(directory, "governance.ttl"), "utf8")).toBe(governance);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it("are OpenLineage events that break nothing, even strictly", () => {
    for (const line of storyLines) {
      const { notes } = parseEvent(parseJson(new TextEncoder().encode(line)), { strict: true });

      expect(notes).toEqual([]);
    }
  });

  it("hold governance facts that may be posted", async () => {
    const quads = await readRdf(new TextEncoder().encode(governance), "text/turtle", { quads: 1000 });

    await expect(mapDocument(quads, { iris: testIris })).resolves.toMatchObject({ identities: [] });
  });

  it("tell scenario 7a: 16 poisoned deliveries, 18 artefacts, 19 possible, three models, 2,786 decisions", () => {
    const seeds = deliveriesIn("2026-10-20T00:00:00Z", "2026-11-03T06:00:00Z").map(({ id }) => id);
    const affected = downstreamOf(seeds, "from");
    const decisions = affected
      .filter(({ dataset }) => dataset.endsWith(".decisions"))
      .map(({ rows }) => rows);

    expect(seeds).toHaveLength(16);
    expect(affected).toHaveLength(18);
    expect(downstreamOf(seeds, "mayBeFrom")).toHaveLength(19);
    expect(affected.filter(({ isModel }) => isModel).map(({ versionId }) => versionId)).toEqual([
      "v42",
      "v43",
      "v44",
    ]);
    expect(decisions).toEqual([790, 655, 701, 640]);
  });
});
