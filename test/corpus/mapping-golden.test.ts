import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Parser } from "n3";
import { expect, it } from "vitest";
import type { MappedBundle } from "../../src/mapping/bundle.ts";
import { mapEvent } from "../../src/mapping/map-event.ts";
import { testConfiguration, testIris } from "../builders.ts";
import { describeCorpus } from "./corpus.ts";
import { acceptedEvents } from "./mapping-events.ts";
import { goldenTrig } from "./mapping-trig.ts";

const goldenFolder = fileURLToPath(new URL("../golden/", import.meta.url));
const scenarioPattern = /^compatibility-tests\/consumer\/scenarios\/([^/]+)\//;

/**
 * OpenLineage's own corpus for consumers, as the graph that we make of it, a file a scenario. After a change that is
 * meant, `UPDATE_GOLDEN=1 npm run test:corpus` writes them anew, and the difference is read before it is committed.
 */
describeCorpus("the consumer scenarios", () => {
  const scenarios = bundlesByScenario();

  it("are all there", () => {
    expect([...scenarios.keys()].sort()).toEqual([
      "CLL",
      "airflow",
      "simple_run_event",
      "spark_dataproc_bigquery_shakespare",
      "spark_dataproc_simple_producer_test",
      "spark_dataproc_simple_producer_test_complete",
    ]);
  });

  it.each([...scenarios])("map to their golden TriG: %s", (scenario, bundles) => {
    const file = `${goldenFolder}${scenario}.trig`;
    const quads = bundles.flatMap((bundle) => [
      ...bundle.quads,
      ...bundle.facets.flatMap((facet) => facet.quads),
    ]);

    const trig = goldenTrig(quads, testIris);

    if (process.env.UPDATE_GOLDEN === "1") {
      mkdirSync(goldenFolder, { recursive: true });
      writeFileSync(file, trig);
    }
    expect(new Parser({ format: "TriG" }).parse(trig).length).toBeGreaterThan(0);
    expect(trig).toBe(readFileSync(file, "utf8"));
  });
});

function bundlesByScenario(): ReadonlyMap<string, readonly MappedBundle[]> {
  const byScenario = new Map<string, MappedBundle[]>();
  for (const { file, parsed } of acceptedEvents()) {
    const scenario = scenarioPattern.exec(file)?.[1];
    if (scenario === undefined) continue;
    const bundle = mapEvent(parsed, { iris: testIris, configuration: testConfiguration });
    byScenario.set(scenario, [...(byScenario.get(scenario) ?? []), bundle]);
  }
  return byScenario;
}
