/** What the store itself takes: memory, opening, scans, and what a view costs that does not see everything. In a process of its own. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { repeated, rounded, summary, timed } from "../measure.mjs";
import { openTimes } from "./open-time.mjs";
import { replayedStore } from "./sides/muniment.mjs";
import { bytesOf, segmentsOf, watchedIndex } from "./store-memory.mjs";
import { comparedViews } from "./views.mjs";

const script = fileURLToPath(import.meta.url);

export function storeFacts(data, landmarks) {
  const output = execFileSync(
    process.execPath,
    ["--expose-gc", "--max-old-space-size=8192", script, JSON.stringify({ data, landmarks })],
    { encoding: "utf8" },
  );
  return { ...JSON.parse(output), opened: openTimes(data) };
}

async function measured({ data, landmarks }) {
  const index = watchedIndex();
  const { ms: openMs, value: opened } = await timed(() => replayedStore(data.store));
  const { store, positions } = opened;
  const view = store.view({ mode: "exact" });
  const segments = segmentsOf(index.current);
  const dictionaryBytes = view.ids.terms.sizeBytes;
  const rows = segments.reduce((sum, segment) => sum + segment.rows, 0);
  const segmentBytes = segments.reduce((sum, segment) => sum + bytesOf(segment), 0);
  const results = {
    replayMs: rounded(openMs),
    quads: store.size,
    rowsInSegments: rows,
    segments: segments.map((segment) => segment.rows),
    terms: view.ids.terms.size,
    bytesAQuad: {
      dictionary: rounded(dictionaryBytes / store.size),
      segments: rounded(segmentBytes / store.size),
      both: rounded((dictionaryBytes + segmentBytes) / store.size),
    },
    scans: await scans(view.ids),
    views: await comparedViews(store, index.current, positions, landmarks),
  };
  await opened.close();
  return results;
}

/** Rows a second of the cursor alone, over what all graphs say and over their union. */
async function scans(ids) {
  const iri = (value) => ids.terms.idOf({ termType: "NamedNode", value });
  const predicate = iri("http://www.w3.org/ns/prov#specializationOf");
  const patterns = {
    "all quads": [0, 0, 0, 0xffffffff],
    "all triples of the union": [0, 0, 0, 0],
    "one predicate, quads": [0, predicate, 0, 0xffffffff],
    "one predicate, union": [0, predicate, 0, 0],
  };
  const results = {};
  for (const [name, pattern] of Object.entries(patterns)) {
    const times = await repeated(5, () => timed(() => scanned(ids, pattern)));
    const { median } = summary(times.map(({ ms }) => ms));
    results[name] = {
      rows: times[0].value,
      ms: median,
      rowsASecond: rounded((times[0].value / median) * 1000),
    };
  }
  return results;
}

function scanned(ids, pattern) {
  const cursor = ids.cursor();
  cursor.seek(...pattern);
  let rows = 0;
  while (cursor.next()) rows++;
  return rows;
}

if (process.argv[1] === script)
  process.stdout.write(JSON.stringify(await measured(JSON.parse(process.argv[2]))));
