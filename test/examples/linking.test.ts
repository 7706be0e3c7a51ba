import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { parseJson } from "../../src/events/json.ts";
import { isJsonArray, isJsonObject } from "../../src/events/json-value.ts";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { aDirectory, type Ran, ran, removeDirectories } from "../cli/command-line.ts";

removeDirectories();

const folder = fileURLToPath(new URL("../../examples/linking/", import.meta.url));
const text = (name: string) => readFileSync(join(folder, name), "utf8");
const soil = "https://soil.example/ns#";

/** The commands of the README in their order, each block with what it says that they print. */
const blocks = [...text("README.md").matchAll(/^```sh\n([\s\S]*?)^```\n(?:```\n([\s\S]*?)^```)?/gm)].map(
  ([, commands = "", printed]) => ({ commands: commands.trimEnd().split("\n"), printed }),
);

function wordsOf(command: string, store: string): string[] {
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
  return words
    .slice(1)
    .map((word) => (word === "./store" ? store : word.replace(/^examples\/linking\//, folder)));
}

/** The first line, then the rest sorted: SPARQL promises no order. */
function lines(printed: string): string[] {
  const [first = "", ...rest] = printed.trimEnd().split("\n");
  return [first, ...rest.sort()];
}

describe("examples/linking/README.md", () => {
  const outcomes: Ran[][] = [];
  beforeAll(async () => {
    const store = join(aDirectory(), "store");
    for (const { commands } of blocks) {
      const found: Ran[] = [];
      for (const command of commands) {
        let stdin = "";
        for (const part of command.split(" | ")) {
          found.push(await ran(wordsOf(part, store), { stdin }));
          stdin = found.at(-1)?.stdout ?? "";
        }
      }
      outcomes.push(found);
    }
  });

  it.each(blocks)("prints what it says for $commands.0", ({ printed, commands }) => {
    const found = outcomes[blocks.findIndex((block) => block.commands === commands)] ?? [];

    expect(found.length).toBeGreaterThanOrEqual(commands.length);
    for (const { exit, stderr } of found) expect([exit, stderr]).toEqual([0, ""]);
    if (printed !== undefined)
      expect(lines(found.map(({ stdout }) => stdout).join(""))).toEqual(lines(printed));
  });

  it("has a question of the library answered from both, with the bundles that state it", () => {
    const [asked] =
      outcomes[blocks.findIndex(({ commands }) => commands[0]?.startsWith("muniment ask") === true)] ?? [];
    const rows = asked?.stdout.trimEnd().split("\r\n").slice(1).sort() ?? [];

    expect(rows.map((row) => row.split(",")[1])).toEqual(
      ["map-4", "nitrogen-7", "nitrogen-8"].map((local) => `https://soil.example/lab/${local}`),
    );
    expect(rows.map((row) => row.split("/bundle/").length - 1)).toEqual([1, 2, 2]);
  });

  it("ends with the run of the crate as a document of PROV", () => {
    const document = JSON.parse(outcomes.at(-1)?.at(-1)?.stdout ?? "");

    expect(Object.keys(document.activity)).toHaveLength(1);
    expect(
      ["used", "wasGeneratedBy", "wasAssociatedWith"].map((type) => Object.keys(document[type]).length),
    ).toEqual([2, 1, 1]);
  });
});

describe("the laboratory's ontology", () => {
  const quadsOf = (name: string) => readRdf(Buffer.from(text(name)), "text/turtle");
  const own = async (name: string) =>
    new Set(
      (await quadsOf(name)).flatMap(({ subject, predicate, object }) =>
        [subject, predicate, object].map(({ value }) => value).filter((value) => value.startsWith(soil)),
      ),
    );

  it("declares what data and alignment speak of", async () => {
    const declared = new Set((await quadsOf("ontology.ttl")).map(({ subject }) => subject.value));

    for (const name of ["data.ttl", "alignment.ttl"])
      for (const term of await own(name))
        expect([name, declared.has(term), term]).toEqual([name, true, term]);
  });

  it("knows nothing of PROV, which ten lines align it to", async () => {
    expect(text("ontology.ttl") + text("data.ttl")).not.toContain("w3.org/ns/prov#");
    expect(await quadsOf("alignment.ttl")).toHaveLength(10);
  });
});

describe("the crate", () => {
  const json = parseJson(readFileSync(join(folder, "crate/ro-crate-metadata.json")));
  const graph = isJsonObject(json) && isJsonArray(json["@graph"]) ? json["@graph"] : [];
  const nodes = new Map(graph.flatMap((node) => (isJsonObject(node) ? [[node["@id"], node] as const] : [])));
  const idsIn = (value: unknown): unknown[] =>
    (Array.isArray(value) ? value : [value]).map((each) => each?.["@id"]);

  it("conforms to the profiles that it names: a run of its main workflow, with parameters of it", () => {
    const root = nodes.get("./");
    const [workflow] = idsIn(root?.mainEntity);
    const [action] = idsIn(root?.mentions);

    expect(idsIn(root?.conformsTo)).toEqual([
      "https://w3id.org/ro/wfrun/process/0.5",
      "https://w3id.org/ro/wfrun/workflow/0.5",
      "https://w3id.org/workflowhub/workflow-ro-crate/1.0",
    ]);
    expect(nodes.get(workflow as string)?.["@type"]).toEqual([
      "File",
      "SoftwareSourceCode",
      "ComputationalWorkflow",
    ]);
    const run = nodes.get(action as string);
    expect([run?.["@type"], idsIn(run?.instrument)]).toEqual(["CreateAction", [workflow]]);
    for (const [end, parameters] of [
      ["object", "input"],
      ["result", "output"],
    ] as const) {
      const [file] = idsIn(run?.[end]);
      expect(idsIn(nodes.get(file as string)?.exampleOfWork)).toEqual(
        idsIn(nodes.get(workflow as string)?.[parameters]),
      );
    }
  });

  it("has the files that it describes, and the result that the workflow makes of its input", () => {
    for (const part of idsIn(nodes.get("./")?.hasPart))
      expect(existsSync(join(folder, "crate", String(part)))).toBe(true);
    const [, ...plots] = text("crate/data/plots.csv").trimEnd().split("\n");
    const yields = plots.map((line) => {
      const [plot, , grain] = line.split(",");
      return `${plot},${(Number(grain) / 6).toFixed(2)}`;
    });

    expect(text("crate/results/yield.csv").trimEnd().split("\n").slice(1)).toEqual(yields);
  });
});
