/**
 * Servers over the same quads, each a process of its own on loopback: ours as `muniment serve` is, Fuseki over TDB2 with its statistics, and
 * Oxigraph's over RocksDB, optimised for reading.
 *
 * What a peer has as its default graph is `loaded`: each triple once, beside the named graphs, since that is the faster; or `computed`, by its
 * own option for the union of all graphs.
 */
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { rounded, timed } from "../../measure.mjs";
import { fusekiJar, oxigraphProgram, peerVersions } from "../peers/servers.mjs";

const cli = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** Starts a server and waits until it answers. `limitMs` is its own limit of a query. */
export const serverOf = {
  async muniment(data, { limitMs = 60_000, copy = "http-copy" } = {}) {
    const store = `${data.store}-${copy}`;
    rmSync(store, { recursive: true, force: true });
    cpSync(data.store, store, { recursive: true, filter: (file) => !file.endsWith("lock") });
    const port = await freePort();
    const parameters = ["--max-old-space-size=8192", cli, "serve", "--data", store, "--port", `${port}`];
    const url = `http://127.0.0.1:${port}/sparql?timeout=${limitMs}`;
    const server = await started("muniment", url, process.execPath, parameters);
    return {
      ...server,
      async stop() {
        await server.stop();
        rmSync(store, { recursive: true, force: true });
      },
    };
  },

  async fuseki(data, { limitMs, union }) {
    const jar = fusekiJar();
    const tools = (name, ...parameters) => ["-Xmx4G", "-cp", jar, name, ...parameters];
    const { folder, loadMs } = await loaded(data, `tdb2-${peerVersions.fuseki}-${union}`, (location) => {
      execFileSync("java", tools("tdb2.tdbloader", "--loc", location, ...filesOf(data, union)), quiet);
      const statistics = execFileSync("java", tools("tdb2.tdbstats", "--loc", location), {
        maxBuffer: 2 ** 28,
        stdio: ["ignore", "pipe", "ignore"],
      });
      writeFileSync(join(location, "Data-0001", "stats.opt"), statistics);
    });
    const port = await freePort();
    const computed = union === "computed" ? ["--set=tdb2:unionDefaultGraph=true"] : [];
    const options = [`--port=${port}`, "--localhost", `--timeout=${limitMs}`, ...computed];
    const parameters = tools("org.apache.jena.fuseki.main.cmds.FusekiMainCmd", ...options);
    const url = `http://127.0.0.1:${port}/ds/query`;
    const server = await started("fuseki", url, "java", [...parameters, `--loc=${folder}`, "/ds"]);
    return { ...server, loadMs, version: peerVersions.fuseki };
  },

  async oxigraph(data, { limitMs, union }) {
    const program = oxigraphProgram();
    const { folder, loadMs } = await loaded(
      data,
      `oxigraph-${peerVersions.oxigraphServer}-${union}`,
      (at) => {
        execFileSync(
          program,
          ["load", "--lenient", "--location", at, "--file", ...filesOf(data, union)],
          quiet,
        );
        execFileSync(program, ["optimize", "--location", at], quiet);
      },
    );
    const port = await freePort();
    const computed = union === "computed" ? ["--union-default-graph"] : [];
    const limit = ["--timeout-s", `${Math.ceil(limitMs / 1000)}`];
    const parameters = ["serve-read-only", "--location", folder, "--bind", `127.0.0.1:${port}`, ...limit];
    const url = `http://127.0.0.1:${port}/query`;
    const server = await started("oxigraph", url, program, [...parameters, ...computed]);
    return { ...server, loadMs, version: peerVersions.oxigraphServer };
  },
};

const quiet = { stdio: ["ignore", "ignore", "pipe"] };

function filesOf({ quadsFile, unionFile }, union) {
  return union === "loaded" ? [quadsFile, unionFile] : [quadsFile];
}

/** The folder of a peer's database beside the data, filled by `load` when it is not there, and how long that took. */
async function loaded({ quadsFile }, name, load) {
  const folder = join(dirname(quadsFile), name);
  const note = `${folder}.json`;
  if (!existsSync(note)) {
    const making = `${folder}.making`;
    for (const old of [folder, making]) rmSync(old, { recursive: true, force: true });
    mkdirSync(making, { recursive: true });
    const { ms } = await timed(() => load(making));
    renameSync(making, folder);
    writeFileSync(note, JSON.stringify({ loadMs: rounded(ms) }));
  }
  return { folder, ...JSON.parse(readFileSync(note, "utf8")) };
}

async function started(name, url, program, parameters) {
  const child = spawn(program, parameters, {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text) => {
    said = `${said}${text}`.slice(-2_000);
  });
  const exited = new Promise((resolve) => child.once("exit", (...ended) => resolve(ended)));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await exited;
    clearTimeout(late);
  };
  const { ms } = await timed(async () => {
    const end = performance.now() + 600_000;
    while (!(await answers(url))) {
      if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}: ${said}`);
      if (performance.now() > end) throw new Error(`${name} does not answer`);
      await sleep(100);
    }
  });
  return { name, url, pid: child.pid, startMs: rounded(ms), rssMiB: () => rssMiB(child.pid), stop };
}

async function answers(url) {
  try {
    const headers = { "content-type": "application/sparql-query" };
    const response = await fetch(url, { method: "POST", headers, body: "ASK {}" });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** What a process has in memory. */
function rssMiB(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
