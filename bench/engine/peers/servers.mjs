/**
 * The peers that are servers, from Maven Central and from PyPI, whose wheel `oxigraph` is the program of the crate `oxigraph-cli`: pinned,
 * checked, and kept outside of the repository, in `$MUNIMENT_BENCH_CACHE` or `~/.cache/muniment-bench`. `node bench/engine/peers/servers.mjs`
 * brings them. It needs Java 17, `mvn` and `pip`.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const peerVersions = { fuseki: "5.6.0", oxigraphServer: "0.5.13" };
const hashOf = {
  fuseki: "d28c1eaf703122ee628895a460c20fa4aa60a892f435d403ea8c036f241da1f8",
  /** The wheel for Linux on x86-64. */
  oxigraphServer: "dbb295a905adda409f18ce154b1353d07d20954ca3ea65dc546fc153c95c2c05",
};
const cache = process.env.MUNIMENT_BENCH_CACHE ?? join(homedir(), ".cache", "muniment-bench");

/** The jar of Apache Jena Fuseki with TDB2 and its command-line tools. */
export function fusekiJar() {
  const name = `jena-fuseki-server-${peerVersions.fuseki}.jar`;
  const jar = join(cache, name);
  if (existsSync(jar)) return jar;
  const brought = making("fuseki");
  const artifact = `org.apache.jena:jena-fuseki-server:${peerVersions.fuseki}`;
  const plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy";
  run("mvn", ["-q", "-B", plugin, `-Dartifact=${artifact}`, `-DoutputDirectory=${brought}`]);
  const found = createHash("sha256")
    .update(readFileSync(join(brought, name)))
    .digest("hex");
  if (found !== hashOf.fuseki) throw new Error(`${name} has the hash ${found} instead of ${hashOf.fuseki}`);
  renameSync(join(brought, name), jar);
  rmSync(brought, { recursive: true });
  return jar;
}

/** The program of Oxigraph's server. */
export function oxigraphProgram() {
  const version = peerVersions.oxigraphServer;
  const folder = join(cache, `oxigraph-${version}`);
  const program = join(folder, "bin", "oxigraph");
  if (existsSync(program)) return program;
  const brought = making("oxigraph");
  const requirements = join(brought, "requirements.txt");
  writeFileSync(requirements, `oxigraph==${version} --hash=sha256:${hashOf.oxigraphServer}\n`);
  const options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes"];
  run("pip", ["install", ...options, "--target", brought, "--requirement", requirements]);
  renameSync(brought, folder);
  return program;
}

function making(name) {
  const folder = join(cache, `${name}.making`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

function run(program, parameters) {
  execFileSync(program, parameters, { stdio: ["ignore", "inherit", "inherit"] });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(`${fusekiJar()}\n${oxigraphProgram()}\n`);
