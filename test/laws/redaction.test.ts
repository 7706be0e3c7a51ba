import { describe, expect, it } from "vitest";
import type { Muniment } from "../../src/muniment.ts";
import { mun } from "../../src/vocabulary.ts";
import type { AnyEvent } from "./histories.ts";
import { canonicalLines, openStore, send, sender, withStore } from "./store.ts";

describe("a facet that two events cite", () => {
  it("stays while one of them does, and is nowhere when the last is redacted, at no time and after another open", async () => {
    await withStore(async (muniment, directory) => {
      const [first, second] = [
        await send(muniment, anEvent("START")),
        await send(muniment, anEvent("COMPLETE")),
      ];

      await muniment.redact(first.bundle, "Art. 17", sender);
      const citedOnce = await facetsIn(muniment);
      await muniment.redact(second.bundle, "Art. 17", sender);
      const citedByNone = await facetsIn(muniment);
      const lines = await canonicalLines(muniment);
      await muniment.close();
      const reopened = await openStore(directory);
      const linesAgain = await canonicalLines(reopened);
      const isVerified = (await reopened.verify()).isVerified;
      await reopened.close();

      expect(citedOnce).toHaveLength(1);
      expect(citedByNone).toEqual([]);
      expect(lines).toEqual([]);
      expect(linesAgain).toEqual([]);
      expect(isVerified).toBe(true);
    });
  });
});

/** The graphs of facets that any time sees. */
async function facetsIn(muniment: Muniment): Promise<string[]> {
  const quads = [...(await muniment.export({ mode: "possible", graphs: [], isCanonical: true }))];
  return quads.filter(({ predicate }) => predicate.equals(mun.facetName)).map(({ graph }) => graph.value);
}

function anEvent(eventType: string): AnyEvent {
  return {
    eventType,
    eventTime: "2026-10-01T00:00:00Z",
    producer: "https://producer.example/1",
    schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    run: { runId: "01900000-0000-7000-8000-000000000001", facets: {} },
    job: {
      namespace: "jobs",
      name: "j",
      facets: {
        documentation: {
          _producer: "https://producer.example/1",
          _schemaURL:
            "https://openlineage.io/spec/facets/1-1-0/DocumentationJobFacet.json#/$defs/DocumentationJobFacet",
          description: "Copies orders",
        },
      },
    },
    inputs: [],
    outputs: [],
  };
}
