/** Where the time of an event goes: the stages of the pipeline one by one, over the same events. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseJsonDocument } from "../../dist/events/json.js";
import { parseEvent } from "../../dist/events/parse-event.js";
import { RecentObjects } from "../../dist/events/recent-objects.js";
import { defaultConfiguration as configuration, defaultLimits } from "../../dist/index.js";
import { Journal } from "../../dist/journal/journal.js";
import { sealFor } from "../../dist/journal/seal.js";
import { Linker } from "../../dist/linking/linker.js";
import { irisOf } from "../../dist/mapping/iris.js";
import { mapEvent } from "../../dist/mapping/map-event.js";
import { entriesOf } from "../../dist/pipeline/entries.js";
import { eventHashes } from "../../dist/pipeline/event-hash.js";
import { IndexWriter } from "../../dist/pipeline/index-writer.js";
import { sealedInput } from "../../dist/pipeline/preparation/prepare-body.js";
import { indexRecordOf } from "../../dist/pipeline/replay.js";
import { packagedDescriptionShapes, structuralValidation } from "../../dist/pipeline/shapes.js";
import { integerQuadStore } from "../../dist/quads/integer-quad-store.js";
import { repeated, rounded, summary } from "../measure.mjs";
import { eventLines, sender, withDirectory } from "./store.mjs";

const batchSize = 256;

/** Milliseconds an event by stage, over generated events or those of a file below `MUNIMENT_CORPUS`; medians of the repeats. */
export async function pipeline({ runs, corpus, repeats }) {
  const lines = corpus === undefined ? eventLines(runs) : corpusLines(corpus);
  if (lines === undefined) return { source: corpus, skipped: "no corpus" };
  const results = await repeated(repeats, () =>
    withDirectory(async (directory) => {
      const journal = await Journal.open({ directory });
      try {
        return await stagesOf(lines, journal);
      } finally {
        await journal.close();
      }
    }),
  );
  const [first] = results;
  const medians = Object.keys(first.msByStage).map((name) => [
    name,
    summary(results.map(({ msByStage }) => msByStage[name])).median,
  ]);
  return { source: corpus ?? `${runs} generated runs`, ...first, msByStage: Object.fromEntries(medians) };
}

async function stagesOf(lines, journal) {
  const iris = irisOf({ baseIri: journal.baseIri, storeKey: journal.storeKey });
  const { total, time } = stopwatch();
  const validate = structuralValidation();

  const reading = { maxDepth: defaultLimits.jsonDepth, recent: new RecentObjects() };
  const elements = await time("read JSON", () =>
    lines.map((bytes) => parseJsonDocument(bytes, reading).elements[0].value),
  );
  const parsed = await time("check event", () => elements.flatMap(parsedOrNothing));
  const bundles = await time("map to PROV-O", () =>
    parsed.map((event) => mapEvent(event, { iris, configuration })),
  );
  await time("structural SHACL", async () => {
    for (const bundle of bundles) await validate(bundle);
  });
  const once = [
    ...new Map(bundles.map((bundle, i) => [bundle.iri.value, { bundle, bytes: lines[i] }])).values(),
  ];
  const seal = sealFor(journal.storeKey);
  const inputs = await time("write and seal", () => once.map((each) => sealed(each, seal)));
  const batches = await time("append, to the disk", () => append(inputs, journal));
  const records = await time("read back", () =>
    batches.map((batch) => batch.map((record) => indexRecordOf(record, journal))),
  );
  const bare = await indexed(records, { iris, eventHash: eventHashes(journal) });
  const full = await indexed(records, {
    iris,
    eventHash: eventHashes(journal),
    shapes: packagedDescriptionShapes(),
  });
  const milliseconds = {
    ...total,
    "index quads": bare.storeMs,
    link: bare.allMs - bare.storeMs,
    "findings SHACL": Math.max(0, full.allMs - bare.allMs),
  };
  const perEvent = Object.entries(milliseconds).map(([name, ms]) => [name, rounded(ms / once.length)]);
  const sum = perEvent.reduce((all, [, ms]) => all + ms, 0);
  return {
    events: once.length,
    bytesAnEvent: Math.round(lines.reduce((size, line) => size + line.length, 0) / lines.length),
    quadsAnEvent: rounded(full.quads / once.length),
    msByStage: { ...Object.fromEntries(perEvent), sum: rounded(sum) },
  };
}

function parsedOrNothing(json) {
  try {
    return [parseEvent(json, { strict: false })];
  } catch {
    return [];
  }
}

function sealed({ bundle, bytes }, seal) {
  const received = { bytes, mediaType: "application/json" };
  return sealedInput({ kind: "event", id: bundle.iri.value, received, sender, bundle }, seal);
}

async function append(inputs, journal) {
  const batches = [];
  for (let i = 0; i < inputs.length; i += batchSize) {
    const batch = inputs.slice(i, i + batchSize).map((submission) => ({ submission, outcome: "accepted" }));
    batches.push(
      await journal.append(entriesOf(batch, { nextPosition: journal.size, positionOf: () => undefined })),
    );
  }
  return batches;
}

/** Indexes batches into a store whose own share of the time is measured apart. */
async function indexed(batches, { iris, ...options }) {
  const store = integerQuadStore({ iris });
  let storeMs = 0;
  const watched = {
    ...store,
    ...Object.fromEntries(
      ["open", "openDerived", "closeDerived"].map((name) => [
        name,
        (...parameters) => {
          const begin = performance.now();
          try {
            return store[name](...parameters);
          } finally {
            storeMs += performance.now() - begin;
          }
        },
      ]),
    ),
  };
  const linker = new Linker({ store: watched, iris, configuration, ...options });
  const writer = new IndexWriter({ store: watched, linker, iris });
  const begin = performance.now();
  for (const batch of batches) await writer.apply(batch);
  return { allMs: performance.now() - begin, storeMs, quads: store.size };
}

function stopwatch() {
  const total = {};
  const time = async (name, work) => {
    const begin = performance.now();
    const value = await work();
    total[name] = (total[name] ?? 0) + performance.now() - begin;
    return value;
  };
  return { total, time };
}

function corpusLines(name) {
  const file = join(
    process.env.MUNIMENT_CORPUS ?? fileURLToPath(new URL("../../../shared/data", import.meta.url)),
    name,
  );
  if (!existsSync(file)) return undefined;
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => Buffer.from(line));
}
