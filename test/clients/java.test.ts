import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { removeDirectories } from "../cli/command-line.ts";
import { ofTheRun, served, theRun } from "./served.ts";
import { cache, reasonAgainst, tool } from "./tool.ts";

removeDirectories();

const directory = join(cache, "java-1.54.0");
mkdirSync(directory, { recursive: true });
cpSync(fileURLToPath(new URL("java", import.meta.url)), directory, { recursive: true });
const buildClasspath = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath";
const reason = await reasonAgainst(
  [
    ["javac", "-version"],
    ["mvn", "--batch-mode", "--quiet", buildClasspath, "-Dmdep.outputFile=classpath"],
  ],
  directory,
);
if (reason !== undefined) console.log(`skipped: the Java client cannot be had (${reason})`);

describe.skipIf(reason !== undefined)("the OpenLineage Java client", () => {
  it("sends START and COMPLETE gzipped, throws nothing, and both are answered for by SPARQL", async () => {
    const server = await served();
    const classpath = `${readFileSync(join(directory, "classpath"), "utf8").trim()}:${directory}`;
    expect(await tool("javac", ["-cp", classpath, "Emit.java"], directory)).toMatchObject({ isDone: true });

    const emit = ["-cp", classpath, "Emit", server.url, "0198f1d2-0000-7000-8000-000000000002"];
    const { output } = await tool("java", emit, directory);

    expect(output).toBe("sent\n");
    expect(server.exchanges).toMatchObject(
      [201, 201].map((status) => ({
        method: "POST",
        path: "/api/v1/lineage",
        encoding: "gzip",
        isChunked: true,
        status,
      })),
    );
    expect(await server.select(ofTheRun)).toEqual([theRun]);
  });
});
