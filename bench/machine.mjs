import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";

/** What the figures were measured on. */
export function machineFacts() {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const names = Object.keys(manifest.dependencies);
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    muniment: manifest.version,
    packages: Object.fromEntries(names.map((name) => [name, versionOf(name)])),
    commit: git("rev-parse", "--short", "HEAD"),
    isClean: git("status", "--porcelain", "--", "src", "shapes", "queries") === "",
    at: new Date().toISOString(),
  };
}

/** The load of the machine over the last minute, which belongs beside every figure. */
export function load() {
  return Number(loadavg()[0]?.toFixed(2));
}

function versionOf(name) {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).version;
}

function git(...parameters) {
  const directory = new URL("..", import.meta.url);
  try {
    return execFileSync("git", parameters, { cwd: directory, encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}
