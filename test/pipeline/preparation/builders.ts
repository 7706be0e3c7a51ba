import { RecentObjects } from "../../../src/events/recent-objects.ts";
import { sealFor } from "../../../src/journal/seal.ts";
import type { BodyContext } from "../../../src/pipeline/preparation/prepare-body.ts";
import { structuralValidation } from "../../../src/pipeline/shapes.ts";
import { aRunEvent, eventBytes, testConfiguration, testIris, testStoreKey } from "../../builders.ts";

export const sender = { id: "urn:tester" };

/** What bodies are prepared with, for tests that do not care. */
export const testContext: BodyContext = {
  iris: testIris,
  configuration: testConfiguration,
  validate: structuralValidation(),
  documentQuads: 1_000,
  jsonDepth: 100,
  batchEvents: 10,
  seal: sealFor(testStoreKey),
  recent: new RecentObjects(),
};

/** A body, received as JSON. */
export function received(bytes: Uint8Array) {
  return { bytes, mediaType: "application/json" };
}

/** The bytes of a run event about tables of that number, some of which many share. */
export function numbered(n: number): Uint8Array {
  return eventBytes(
    aRunEvent({
      runId: `0198f1d2-0000-7000-8000-${String(n).padStart(12, "0")}`,
      job: { name: `job ${n % 5}`, facets: { sql: { query: `SELECT "${n % 3}"\n` } } },
      inputs: [{ name: `input ${n % 7}`, facets: { schema: { fields: [{ name: "ключ", type: "int" }] } } }],
      outputs: [{ name: `output ${n}` }],
    }),
  );
}

function textOf(n: number): string {
  return Buffer.from(numbered(n)).toString();
}

/** Bodies of which some are refused, each for a reason of its own, and some hold several events. */
export const mixedBodies: readonly Uint8Array[] = [
  numbered(0),
  Buffer.from("{"),
  Buffer.from('{"eventTime":"yesterday"}'),
  Buffer.from(`[${textOf(1)}, {"a":1,"a":2}, 7, ${textOf(2)}]`),
  Buffer.from(`\ufeff ${textOf(3)}\n`),
  Buffer.from("[]"),
  Buffer.from(`[${Array.from({ length: 11 }, () => 1).join()}]`),
  Buffer.from(
    textOf(4)
      .replace('"COMPLETE"', "null")
      .replace(/"schemaURL":"[^"]*",?/, ""),
  ),
  numbered(0),
];
