/** What the store itself takes: memory, opening, scans, and what a view of an earlier position costs. In a process of its own. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { QuadIndex } from "../../dist/quads/segments/quad-index.js";
import { repeated, rounded, summary, timed } from "../measure.mjs";
import { lineageQueries } from "./queries.mjs";
import { engineSide, openedStore, ownEngine } from "./sides/muniment.mjs";

const script = fileURLToPath(import.meta.url);

export function storeFacts(data, landmarks) {
  const output = execFileSync(
    process.execPath,
    ["--expose-gc", "--max-old-space-size=8192", script, JSON.stringify({ data, landmarks })],
    { encoding: "utf8" },
  );
  return JSON.parse(output);
}

async function measured({ data, landmarks }) {
  const index = watchedIndex();
  const { ms: openMs, value: opened } = await timed(() => openedStore(data.store));
  const { store, positions } = opened;
  const view = store.view({ mode: "exact" });
  const { segments } = index.current.snapshot({ intervals: index.current.intervals, seesAll: () => true })();
  const dictionaryBytes = view.ids.terms.sizeBytes;
  const rows = segments.reduce((sum, segment) => sum + segment.rows, 0);
  const segmentBytes = segments.reduce((sum, segment) => sum + bytesOf(segment), 0);
  const half = Math.floor(positions / 2);
  const results = {
    openMs: rounded(openMs),
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
    asOfHalf: await comparedWithHalf(store, half, landmarks),
  };
  await opened.close();
  return results;
}

/** Hears of the index that the store makes for itself. */
function watchedIndex() {
  const watched = {};
  const add = Object.getOwnPropertyDescriptor(QuadIndex.prototype, "add").value;
  QuadIndex.prototype.add = function (...row) {
    watched.current = this;
    QuadIndex.prototype.add = add;
    return add.apply(this, row);
  };
  return watched;
}

/** Bytes of all columns below a value, each memory once. */
function bytesOf(value, seen = new Set()) {
  if (ArrayBuffer.isView(value)) {
    if (seen.has(value.buffer)) return 0;
    seen.add(value.buffer);
    return value.buffer.byteLength;
  }
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum, each) => sum + bytesOf(each, seen), 0);
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

/** Lineage queries over half of the journal, and as much of the store as that half is, against all of it. */
async function comparedWithHalf(store, half, landmarks) {
  const results = [];
  const engine = ownEngine();
  const isAsked = ({ id, isJson }) => !isJson && /^(headline|closure)/.test(id);
  for (const { id, text } of lineageQueries(landmarks).filter(isAsked)) {
    const [now, then] = [{}, { position: half }].map((options) => {
      const view = store.view({ mode: "exact", ...options });
      return engineSide(engine, () => view);
    });
    const row = { id };
    for (const [name, side] of Object.entries({ now, then })) {
      const rows = await side.answer(text);
      const times = await repeated(5, () => timed(() => side.answer(text)));
      row[name] = { rows, ms: summary(times.map(({ ms }) => ms)).median };
    }
    results.push({ ...row, ratio: rounded(row.then.ms / row.now.ms) });
  }
  return results;
}

if (process.argv[1] === script)
  process.stdout.write(JSON.stringify(await measured(JSON.parse(process.argv[2]))));
