/**
 * What a late event costs on a data set with many versions, of which every tenth was read by a run: a write in the middle
 * of the history, and a START that moves a read from one version to another.
 */
import { Muniment } from "../../dist/index.js";
import { repeated, summary } from "../measure.mjs";
import { ingestLines, sender, withDirectory } from "./store.mjs";

const schemaURL = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
const table = { namespace: "postgres://db.example:5432", name: "shop.public.orders" };
const report = { namespace: "s3://lake.example", name: "reports/orders" };
const firstMs = Date.parse("2025-01-01T00:00:00Z");

export function relink({ versions, repeats }) {
  return withDirectory(async (directory) => {
    const muniment = await Muniment.open({ directory });
    try {
      await ingestLines(muniment, history(versions));
      const write = await repeated(repeats, (i) =>
        late(muniment, written(versions / 2 + i + 0.5, `late-${i}`)),
      );
      const read = await repeated(repeats, (i) => late(muniment, startOfRead(10 * (i + 1), -30.5)));
      return {
        versions,
        lateWriteMs: summary(write.map(({ indexMs }) => indexMs)),
        lateStartMs: summary(read.map(({ indexMs }) => indexMs)),
        acknowledgedMs: summary([...write, ...read].map(({ ackMs }) => ackMs)),
      };
    } finally {
      await muniment.close();
    }
  });
}

function history(versions) {
  return Array.from({ length: versions }, (_, i) => [
    written(i, `write-${i}`),
    ...(i % 10 === 0 ? [finishedRead(i)] : []),
  ]).flat();
}

/** From the acknowledgement to the end of indexing. */
async function late(muniment, bytes) {
  const begin = performance.now();
  await muniment.ingest({ bytes, mediaType: "application/json" }, sender);
  const acknowledged = performance.now();
  await muniment.settled();
  return { ackMs: acknowledged - begin, indexMs: performance.now() - acknowledged };
}

function written(minute, key) {
  return event({ minute, type: "COMPLETE", job: "load_orders", key, inputs: [], outputs: [table] });
}

function finishedRead(minute) {
  return event({
    minute: minute + 0.5,
    type: "COMPLETE",
    job: "report_orders",
    key: `read-${minute}`,
    inputs: [table],
    outputs: [report],
  });
}

function startOfRead(minute, moved) {
  const at = Math.max(0, minute + moved);
  return event({
    minute: at,
    type: "START",
    job: "report_orders",
    key: `read-${minute}`,
    inputs: [table],
    outputs: [],
  });
}

function event({ minute, type, job, key, inputs, outputs }) {
  return Buffer.from(
    JSON.stringify({
      eventType: type,
      eventTime: new Date(firstMs + minute * 60_000).toISOString(),
      producer: "https://bench.example/1",
      schemaURL,
      run: { runId: key, facets: {} },
      job: { namespace: "bench", name: job, facets: {} },
      inputs,
      outputs,
    }),
  );
}
