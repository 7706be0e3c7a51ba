import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { removeDirectories } from "../cli/command-line.ts";
import { ofTheRun, served, theRun } from "./served.ts";
import { cache, reasonAgainst, tool } from "./tool.ts";

removeDirectories();

const environment = join(cache, "python-1.54.0");
const python = join(environment, "bin", "python");
const reason = await reasonAgainst([
  ...(existsSync(python) ? [] : [["python3", "-m", "venv", environment] as const]),
  [python, "-m", "pip", "install", "--quiet", "openlineage-python==1.54.0"],
]);
if (reason !== undefined) console.log(`skipped: the Python client cannot be had (${reason})`);

describe.skipIf(reason !== undefined)("the OpenLineage Python client", () => {
  it("sends START and COMPLETE gzipped, and both are answered for by SPARQL", async () => {
    const server = await served();
    const script = fileURLToPath(new URL("emit.py", import.meta.url));

    const { output } = await tool(python, [script, server.url, "0198f1d2-0000-7000-8000-000000000001"]);

    expect(output).toBe("sent\n");
    expect(server.exchanges).toMatchObject(
      [201, 201].map((status) => ({ method: "POST", path: "/api/v1/lineage", encoding: "gzip", status })),
    );
    expect(await server.select(ofTheRun)).toEqual([theRun]);
  });
});
