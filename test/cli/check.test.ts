import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aDirectory, documentOf, ran, removeDirectories } from "./command-line.ts";

removeDirectories();

const provN = (...lines: readonly string[]) =>
  `document\nprefix ex <http://example.org/>\n${lines.join("\n")}\nendDocument\n`;
const clash = provN("entity(ex:e)", "activity(ex:e)");
const turtle = `@prefix prov: <http://www.w3.org/ns/prov#> . @prefix ex: <http://example.org/> .
ex:e a prov:Entity, prov:Activity .`;
const files = aDirectory({
  "valid.provn": provN("entity(ex:e)"),
  "clash.provn": clash,
  "bundled.provn": provN("bundle ex:b", "specializationOf(ex:e, ex:e)", "endBundle"),
  "twice.provn": provN("bundle ex:b", "endBundle", "bundle ex:b", "endBundle"),
  "broken.provn": "document entity( endDocument",
  "clash.ttl": turtle,
  "unknown.txt": "42",
  "a.ttl": "@prefix prov: <http://www.w3.org/ns/prov#> . <http://example.org/x> a prov:Entity .",
  "b.ttl":
    "@prefix prov: <http://www.w3.org/ns/prov#> . <http://example.org/x> prov:used <http://example.org/y> .",
});
const file = (name: string) => join(files, name);

describe("muniment check", () => {
  it("ends with 0 and says so when a document is valid", async () => {
    expect(await ran(["check", file("valid.provn")])).toEqual({
      exit: 0,
      stdout: `${file("valid.provn")}: valid\n`,
      stderr: "",
    });
    expect(documentOf(await ran(["check", file("valid.provn"), "--json"]))).toEqual({
      valid: true,
      violations: [],
    });
  });

  it("ends with 1 and tells constraint, reason and statements when it is not", async () => {
    const { exit, stdout } = await ran(["check", file("clash.provn")]);

    expect(exit).toBe(1);
    expect(stdout.split("\n")).toEqual([
      "Constraint 55 (entity-activity-disjoint): ex:e would be an entity (as an entity) and an activity (as an activity) at once.",
      "  entity(ex:e)",
      "  activity(ex:e)",
      `${file("clash.provn")}: invalid, 1 violation`,
      "",
    ]);
  });

  it("tells of a bundle that is there twice by the section that forbids it", async () => {
    const { exit, stdout } = await ran(["check", file("twice.provn")]);

    expect(exit).toBe(1);
    expect(stdout).toBe(
      "Section 6.2 (unique-bundle-identifiers): ex:b identifies 2 bundles, and may identify one.\n" +
        `${file("twice.provn")}: invalid, 1 violation\n`,
    );
  });

  it("tells in JSON the bundle in which it is", async () => {
    const result = await ran(["check", file("bundled.provn"), "--json"]);

    expect(result.exit).toBe(1);
    expect(documentOf(result)).toEqual({
      valid: false,
      violations: [
        {
          constraint: 52,
          name: "impossible-specialization-reflexive",
          bundle: "http://example.org/b",
          focusNode: "http://example.org/e",
          statements: ["specializationOf(ex:e, ex:e)"],
          message: "ex:e would be a specialization of itself.",
        },
      ],
    });
  });

  it("reads RDF as PROV-O, and says names by its prefixes", async () => {
    const { exit, stdout } = await ran(["check", file("clash.ttl")]);

    expect(exit).toBe(1);
    expect(stdout).toContain("Constraint 55 (entity-activity-disjoint): ex:e would");
  });

  it("reads standard input in the format that it is told", async () => {
    expect((await ran(["check", "-", "--from", "provn"], { stdin: clash })).exit).toBe(1);
    expect((await ran(["check", "-", "--from", "turtle"], { stdin: turtle })).exit).toBe(1);
  });

  it("writes SHACL results, with the exit code of the verdict", async () => {
    const { exit, stdout } = await ran(["check", file("clash.provn"), "--shacl", "turtle"]);

    expect(exit).toBe(1);
    expect(stdout).toMatch(/sh:conforms "?false/);
    expect(stdout).toContain("sh:focusNode <http://example.org/e>");
    expect((await ran(["check", file("clash.provn"), "--shacl", "rdfxml"])).stdout).toContain("<rdf:RDF");
    expect(
      documentOf(await ran(["check", file("valid.provn"), "--shacl", "jsonld", "--json"])),
    ).toMatchObject({
      "@graph": expect.anything(),
    });
  });

  it("checks the graphs of a store as one document", async () => {
    const [one, other] = ["a", "b"].map((name) => join(files, `${name}.ttl`));
    const store = join(files, "store");
    await ran(["ingest", one ?? "", "--data", store]);
    expect(await ran(["check", "--data", store])).toMatchObject({ exit: 0, stdout: `${store}: valid\n` });

    await ran(["ingest", other ?? "", "--data", store]);
    const { exit, stdout } = await ran(["check", "--data", store, "--json"]);

    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      valid: false,
      violations: [{ constraint: 55, name: "entity-activity-disjoint", focusNode: "http://example.org/x" }],
    });
  });

  it("says only where it is asked what clocks say and can hardly be", async () => {
    const stdin =
      "document prefix ex <http://example.org/> activity(ex:a, 2011-11-16T16:00:00Z, 2011-11-16T15:00:00Z) endDocument";
    const words = ["check", "-", "--from", "provn"];

    expect((await ran(words, { stdin })).exit).toBe(0);
    const { exit, stdout } = await ran([...words, "--plausibility"], { stdin });
    expect([exit, stdout.split("\n")]).toEqual([
      1,
      [
        "-: valid",
        "Implausible (start-after-end): ex:a starts at 2011-11-16T16:00:00Z, after it ends at 2011-11-16T15:00:00Z.",
        "  activity(ex:a, 2011-11-16T16:00:00Z, 2011-11-16T15:00:00Z)",
        "-: implausible, 1 finding",
        "",
      ],
    ]);
    expect(documentOf(await ran([...words, "--plausibility", "--json"], { stdin }))).toMatchObject({
      valid: true,
      violations: [],
      plausible: false,
      implausibilities: [{ name: "start-after-end", focusNode: "http://example.org/a" }],
    });
    expect(await ran(["check", file("valid.provn"), "--plausibility"])).toMatchObject({ exit: 0 });
  });

  it.each([
    [["check"], /Name one PROV document/],
    [["check", file("valid.provn"), "--plausibility", "--shacl", "turtle"], /--shacl has constraints alone/],
    [["check", file("valid.provn"), "--data", files], /but not both/],
    [["check", "--data", files, "--from", "turtle"], /but not both/],
    [["check", file("valid.provn"), "--shacl", "csv"], /--shacl must be one of turtle/],
    [["check", file("valid.provn"), "--shacl", "turtle", "--json"], /--json writes one JSON document/],
    [["check", file("valid.provn"), file("clash.provn")], /Name one PROV document/],
    [["check", file("unknown.txt")], /say it with --from/],
    [["check", "-", "--from", "prose"], /--from must be one of provn/],
    [["check", file("none.provn")], /none\.provn cannot be read: no such file/],
    [["check", file("broken.provn")], /at line 1, column/],
  ])("ends %j with 2 and one sentence", async (words, sentence) => {
    const { exit, stderr } = await ran(words);

    expect(exit).toBe(2);
    expect(stderr).toMatch(sentence);
  });
});
