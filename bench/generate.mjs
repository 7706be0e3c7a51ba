/**
 * OpenLineage events of a made-up company, for benchmarks: Airflow, Spark, dbt and a trainer run the same pipelines
 * again and again, each run sends START and COMPLETE, facets repeat, some events come late, some twice, some runs fail.
 *
 *     node bench/generate.mjs --runs 1000 [--seed 1] [--pipelines 10] > events.ndjson
 *
 * Always the same events for the same options. Each run is a function of its place in the schedule, so the generator
 * remembers nothing but the few events that are late: it can go on for millions of runs.
 */
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { columnsOf, datasetOf, jobOf, steps } from "./generator/estate.mjs";
import {
  columnLineage,
  datasetFacets,
  facet,
  jobFacets,
  producerOf,
  runFacets,
  wholeLineage,
} from "./generator/facets.mjs";
import { between, chance, uuid } from "./generator/random.mjs";

const runEventSchema = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
const cycleMs = 3_600_000;
const stepMs = 240_000;

/** As many pipelines as a company with that many runs might have, so that both width and depth grow. */
export function pipelinesFor(runs) {
  return Math.max(2, Math.round(Math.sqrt(runs) / 3));
}

/** Events of `runs` runs, in the order in which a server would get them. Iterate with `for` or `for await`. */
export function* generateEvents({
  runs,
  seed = 1,
  pipelines = pipelinesFor(runs),
  lateShare = 0.02,
  duplicateShare = 0.02,
  firstInstant = "2026-01-01T00:00:00Z",
}) {
  const context = { seed, pipelines, firstMs: Date.parse(firstInstant) };
  const delayed = [];
  let sent = 0;
  const isDue = ({ at }) => at <= sent;
  for (const event of inOrder(runs, context)) {
    const key = [event.run.runId, event.eventType];
    const delay = between(5, 500, seed, "delay", ...key);
    const fate = chance(seed, "fate", ...key);
    if (fate < lateShare) delayed.push({ at: sent + delay, event });
    else yield event;
    if (fate > 1 - duplicateShare / 2) yield event;
    else if (fate > 1 - duplicateShare) delayed.push({ at: sent + delay, event });
    sent += 1;
    for (let i = delayed.findIndex(isDue); i !== -1; i = delayed.findIndex(isDue))
      yield delayed.splice(i, 1)[0].event;
  }
  for (const { event } of delayed) yield event;
}

/** By cycle and step; the pipelines run side by side. A DAG run begins before its tasks and ends after them. */
function* inOrder(runs, context) {
  let left = runs;
  for (let cycle = 0; left > 0; cycle++) {
    for (const [index, step] of steps.entries()) {
      const count = Math.min(context.pipelines, left);
      left -= count;
      for (let pipeline = 0; pipeline < count; pipeline++)
        yield eventOf({ ...context, cycle, index, step, pipeline }, "START");
      if (index === 0) continue;
      for (let pipeline = 0; pipeline < count; pipeline++)
        yield eventOf({ ...context, cycle, index, step, pipeline }, "COMPLETE");
      if (index < steps.length - 1) continue;
      for (let pipeline = 0; pipeline < count; pipeline++)
        yield eventOf({ ...context, cycle, index: 0, step: steps[0], pipeline }, "COMPLETE");
    }
  }
}

function eventOf(place, phase) {
  const { seed, cycle, index, step, pipeline } = place;
  const startMs = startOf(place, index);
  const durationMs =
    index === 0 ? stepMs * steps.length : between(20_000, 200_000, seed, cycle, index, pipeline);
  const hasFailed = phase !== "START" && index > 0 && chance(seed, "fail", cycle, index, pipeline) < 0.01;
  const { tool } = step;
  const columns = step.writes === undefined ? [] : columnsOf(step.writes, cycle);
  const parent =
    index === 0 ? undefined : { run: { runId: runIdOf(place, 0) }, job: jobOf(pipeline, steps[0]) };
  const isStart = phase === "START";
  return {
    eventType: hasFailed ? "FAIL" : phase,
    eventTime: new Date(isStart ? startMs : startMs + durationMs).toISOString(),
    producer: producerOf(tool),
    schemaURL: runEventSchema,
    run: {
      runId: runIdOf(place, index),
      facets: runFacets({ seed, tool, pipeline, step: step.name, startMs, parent, isStart, hasFailed }),
    },
    job: {
      ...jobOf(pipeline, step),
      facets: jobFacets({ tool, pipeline, step: step.name, columns, cycle }),
    },
    ...(isStart && tool === "dbt" ? { inputs: [], outputs: [] } : dataOf(place, columns, isStart)),
  };
}

function dataOf({ seed, cycle, index, step, pipeline }, columns, isStart) {
  const { tool } = step;
  const inputs = step.reads.map((kind) => datasetOf(pipeline, kind)).filter((input) => input !== undefined);
  const rows = between(10_000, 5_000_000, seed, "rows", cycle, index, pipeline);
  const described = ({ kind, namespace, name }) => ({
    namespace,
    name,
    facets: datasetFacets(tool, { kind, namespace, name }, columnsOf(kind, cycle)),
  });
  return {
    inputs: inputs.map(described),
    outputs: step.writes === undefined ? [] : [outputOf(datasetOf(pipeline, step.writes))],
  };

  function outputOf(output) {
    const lineage =
      columns.length === 0 || tool === "trainer"
        ? { lineage: wholeLineage(tool, inputs) }
        : { columnLineage: columnLineage(tool, inputs, columns, ({ kind }) => columnsOf(kind, cycle)) };
    const { facets, ...names } = described(output);
    const replaces = tool === "dbt" || tool === "airflow" ? lifecycle(tool) : {};
    const versionId = between(10 ** 12, 10 ** 13, seed, "snapshot", cycle, index, pipeline);
    const version =
      output.namespace.startsWith("s3://") && !isStart ? { version: versionFacet(tool, versionId) } : {};
    return {
      ...names,
      facets: { ...facets, ...replaces, ...version, ...(isStart ? {} : lineage) },
      outputFacets: isStart
        ? {}
        : {
            outputStatistics: facet(tool, "OutputStatisticsOutputDatasetFacet", "1-0-2", {
              rowCount: rows,
              size: rows * 118,
            }),
          },
    };
  }
}

function lifecycle(tool) {
  const content = { lifecycleStateChange: "OVERWRITE" };
  return { lifecycleStateChange: facet(tool, "LifecycleStateChangeDatasetFacet", "1-0-1", content) };
}

function versionFacet(tool, id) {
  return facet(tool, "DatasetVersionDatasetFacet", "1-0-1", { datasetVersion: String(id) });
}

function startOf({ seed, firstMs, cycle, pipeline }, index) {
  const waited = between(0, 20_000, seed, "wait", cycle, index, pipeline);
  return firstMs + cycle * cycleMs + index * stepMs + waited;
}

function runIdOf(place, index) {
  return uuid(startOf(place, index), place.seed, "run", place.cycle, index, place.pipeline);
}

async function main() {
  const { values } = parseArgs({
    options: { runs: { type: "string" }, seed: { type: "string" }, pipelines: { type: "string" } },
  });
  const numbers = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
  for (const event of generateEvents({ runs: 1000, ...numbers }))
    if (!process.stdout.write(`${JSON.stringify(event)}\n`)) await once(process.stdout, "drain");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
