import { describe, expect, it } from "vitest";
import type { Muniment } from "../../src/muniment.ts";
import { namespaceOf } from "../../src/vocabulary.ts";
import { sender, withStore } from "../laws/store.ts";

const clock = () => Date.parse("2026-11-23T12:00:00Z");
const runId = "0198f1d2-0000-7000-8000-000000000001";

function said(eventType: string, eventTime: string, producer: string): object {
  return {
    eventType,
    eventTime,
    producer: `https://${producer}.example/1`,
    schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    run: { runId, facets: {} },
    job: { namespace: "etl", name: "nightly", facets: {} },
    inputs: [],
    outputs: [{ namespace: "lake", name: "report", facets: {} }],
  };
}

async function sent(muniment: Muniment, ...inputs: readonly (object | string)[]): Promise<void> {
  for (const input of inputs) {
    const isText = typeof input === "string";
    const bytes = Buffer.from(
      isText ? `@prefix prov: <${namespaceOf.prov}> . ${input}` : JSON.stringify(input),
    );
    if (isText) await muniment.ingestDocument({ bytes, mediaType: "text/turtle" }, sender);
    else await muniment.ingest({ bytes, mediaType: "application/json" }, sender);
  }
}

const dateTime = (text: string) => `"${text}"^^<${namespaceOf.xsd}dateTime>`;

describe("the plausibility of a store", () => {
  it("is there where producers agree about the clock", async () => {
    await withStore(
      async (muniment) => {
        await sent(
          muniment,
          said("START", "2026-11-01T06:00:00Z", "airflow"),
          said("START", "2026-11-01T06:04:00Z", "spark"),
          said("COMPLETE", "2026-11-01T07:00:00Z", "spark"),
        );

        expect(await muniment.plausibility()).toEqual({ plausible: true, implausibilities: [] });
      },
      { clock },
    );
  });

  it("is not where two producers tell the start of one run at times too far apart", async () => {
    await withStore(
      async (muniment) => {
        await sent(
          muniment,
          said("START", "2026-11-01T06:00:00Z", "airflow"),
          said("START", "2026-11-01T06:04:00Z", "spark"),
          said("START", "2026-11-01T06:20:00Z", "spark"),
          said("COMPLETE", "2026-11-01T07:00:00Z", "spark"),
          said("COMPLETE", "2026-11-01T08:30:00Z", "airflow"),
        );

        const { plausible, implausibilities } = await muniment.plausibility();

        expect(plausible).toBe(false);
        expect(implausibilities).toMatchObject([{ name: "clock-skew", statements: { length: 2 } }]);
        expect(implausibilities[0]?.focusNode).toContain(runId);
        expect(implausibilities[0]?.message).toMatch(
          / ended, .*2026-11-01T07:00:00Z.*2026-11-01T08:30:00Z: 2 hours apart/,
        );
      },
      { clock },
    );
  });

  it("is not where documents disagree with each other, with the order of things, or with the time of the check", async () => {
    await withStore(
      async (muniment) => {
        await sent(
          muniment,
          `<urn:x:e> prov:wasGeneratedBy <urn:x:a> ; prov:generatedAtTime ${dateTime("2026-11-01T06:00:00Z")} .`,
          `<urn:x:e> prov:qualifiedGeneration [ prov:activity <urn:x:a> ; prov:atTime ${dateTime("2026-11-02T06:00:00Z")} ] .`,
          `<urn:x:b> prov:qualifiedUsage [ prov:entity <urn:x:e> ; prov:atTime ${dateTime("2026-10-01T06:00:00Z")} ] .`,
          `<urn:x:c> prov:startedAtTime ${dateTime("2026-12-01T06:00:00Z")} ; prov:endedAtTime ${dateTime("2026-11-30T06:00:00Z")} .`,
        );

        const { implausibilities } = await muniment.plausibility();

        expect(implausibilities.map(({ name, focusNode }) => [name, focusNode])).toEqual([
          ["start-after-end", "urn:x:c"],
          ["use-before-generation", "urn:x:e"],
          ["future-time", "urn:x:c"],
          ["future-time", "urn:x:c"],
          ["clock-skew", "urn:x:e"],
        ]);
      },
      { clock },
    );
  });
});
