import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands/all.ts";
import { aDirectory, removeDirectories } from "./command-line.ts";
import { ranShell, started } from "./started.ts";

removeDirectories();

const root = fileURLToPath(new URL("../..", import.meta.url));
const text = readFileSync(join(root, "docs", "cli.md"), "utf8");
const examples = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = ""]) =>
  block.trimEnd().split("\n"),
);

describe("docs/cli.md", () => {
  it("speaks of every command", () => {
    const headings = [...text.matchAll(/^## (.+)$/gm)].flatMap(([, names = ""]) => names.split(", "));

    expect(headings.slice(1).sort()).toEqual(commands.map(({ name }) => name).sort());
  });

  it("has examples that work, in their order", async () => {
    const directory = aDirectory();
    for (const folder of ["examples", "queries"]) symlinkSync(join(root, folder), join(directory, folder));
    const server = started(["serve", "--data", join(directory, "store"), "--port", "0", "--json"]);
    const { url } = JSON.parse(await server.said("\n}\n"));
    const tried = examples.filter((line) => !/muniment (serve|demo)/.test(line));

    for (const line of tried) {
      // By the server, which has the store open: that is what each command would spend its time on.
      const command = line.replace("--data ./store", `--url ${url}`);
      const { exit, stderr } = await ranShell(`cd ${directory}; muniment() { $M "$@"; }; ${command}`);

      expect([line, exit, stderr]).toEqual([line, line.includes("# exit code 1") ? 1 : 0, ""]);
    }
    expect(tried.length).toBeGreaterThan(20);
  });
});
