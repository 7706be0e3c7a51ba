/**
 * The data of the engine's bench: generated events through the real ingest, and what the store then exports. Both take minutes,
 * so they are kept below the system's temporary folder, by the size and by the text of the generator.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { rules } from "../../dist/linking/rules.js";
import { rounded, timed } from "../measure.mjs";
import { filledStore } from "../stages/store.mjs";

/** How many runs make about so many quads, derived ones included. */
const runsOf = { "20k": 85, "200k": 830, "1M": 4200, "5M": 20_600, "20M": 83_000 };

/** What the generator is made of: other text, other data. */
const generator = [
  "generate",
  "generator/estate",
  "generator/facets",
  "generator/governance",
  "generator/random",
];

/** Where the store and its N-Quads of mode `exact` are; made by a process of its own where they are not yet. */
export function benchData(size) {
  if (!Object.hasOwn(runsOf, size)) throw new Error(`--quads is one of ${Object.keys(runsOf).join(", ")}`);
  const hash = createHash("sha256");
  for (const name of generator) hash.update(readFileSync(new URL(`../${name}.mjs`, import.meta.url)));
  // A store derives anew by other rules, and its N-Quads would say what the old ones derived.
  hash.update(rules.map(({ name, version }) => `${name} ${version}`).join());
  const directory = join(tmpdir(), "muniment-engine-bench", `${hash.digest("hex").slice(0, 12)}-${size}`);
  if (!existsSync(join(directory, "facts.json")))
    execFileSync(
      process.execPath,
      [
        "--max-old-space-size=16384",
        "--max-semi-space-size=64",
        fileURLToPath(import.meta.url),
        directory,
        size,
      ],
      { stdio: "inherit" },
    );
  return {
    size,
    store: join(directory, "store"),
    quadsFile: join(directory, "exact.nq"),
    unionFile: join(directory, "union.nt"),
    ...JSON.parse(readFileSync(join(directory, "facts.json"), "utf8")),
  };
}

async function prepare(directory, runs) {
  const making = `${directory}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const { ms, value: muniment } = await timed(() => filledStore(join(making, "store"), runs));
  const { records, quads } = muniment.stats();
  await muniment.close();
  const file = openSync(join(making, "exact.nq"), "w");
  const cli = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
  const parameters = ["export", "--data", join(making, "store"), "--mode", "exact", "--format", "nquads"];
  execFileSync(process.execPath, ["--max-old-space-size=8192", cli, ...parameters], {
    stdio: ["ignore", file, "inherit"],
  });
  closeSync(file);
  await writeUnion(join(making, "exact.nq"), join(making, "union.nt"));
  const facts = { runs, records, quadsInStore: quads, ingestSeconds: rounded(ms / 1000) };
  writeFileSync(join(making, "facts.json"), `${JSON.stringify(facts)}\n`);
  rmSync(directory, { recursive: true, force: true });
  renameSync(making, directory);
}

/** The same without graphs, each triple as often as it was stated: what the peers have as their default graph. */
async function writeUnion(from, to) {
  async function* lines() {
    for await (const line of createInterface({ input: createReadStream(from) }))
      yield line.replace(/ <[^<>]*> \.$/, " .\n");
  }
  await pipeline(Readable.from(lines()), createWriteStream(to));
}

const [, script, directory, size] = process.argv;
if (script === fileURLToPath(import.meta.url)) await prepare(directory, runsOf[size]);
