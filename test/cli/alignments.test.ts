import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aDirectory, documentOf, ran, twoStores } from "./command-line.ts";

const stores = twoStores();
const prefixes =
  "@prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n";
const directory = aDirectory({
  "activity.ttl": `${prefixes}<urn:ex:Step> rdfs:subClassOf prov:Activity .`,
  "plan.ttl": `${prefixes}<urn:ex:Step> rdfs:subClassOf prov:Plan .`,
  "bad.ttl": `${prefixes}<urn:ex:Step> rdfs:subClassOf "Plan" .`,
});
const file = (name: string) => join(directory, name);

describe("alignments, without a store", () => {
  it("lists those of the package", async () => {
    const { exit, stdout } = await ran(["alignments"]);

    expect(exit).toBe(0);
    expect(stdout).toMatch(/^p-plan +P-Plan and PROV-O \(1\.0\.0, \d+ mappings\)$/m);
  });

  it("finds no contradiction in any of them", async () => {
    const all = documentOf(await ran(["alignments", "--json"])).alignments as readonly { name: string }[];
    for (const { name } of all)
      expect(await ran(["alignments", "check", name])).toMatchObject({
        exit: 0,
        stdout: `consistent: ${name}\n`,
      });
  });

  it.each([
    [["check", "p-plan,nobody"], /There is no alignment "nobody"; there are .*p-plan/],
    [["check", "P-Plan"], /"alignments" must be names/],
    [["chek"], /list, check, add or remove/],
    [["add", "mine"], /add NAME FILE/],
    [["add", "mine", "activity.txt"], /must end in \.ttl/],
    [["add", "mine", file("activity.ttl")], /--data DIR or --url URL/],
    [["remove"], /remove NAME/],
    [["list", "p-plan"], /takes no names/],
  ])("refuses %j", async (words, message) => {
    const { exit, stderr } = await ran(["alignments", ...words]);

    expect(exit).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe.each(["--data", "--url"] as const)("alignments, with %s", (option) => {
  const at = () => [option, option === "--data" ? stores.data : stores.url];
  const alignments = (...words: string[]) => ran(["alignments", ...words, ...at()]);

  it("adds, lists, checks and removes those of the store", async () => {
    expect(await alignments("add", "as-activity", file("activity.ttl"))).toMatchObject({
      exit: 0,
      stdout: "as-activity: created, 1 mapping\n",
    });
    expect((await alignments("add", "as-plan", file("plan.ttl"))).stdout).toBe(
      "as-plan: created, 1 mapping\n",
    );
    expect((await alignments("add", "as-plan", file("plan.ttl"))).stdout).toBe(
      "as-plan: unchanged, 1 mapping\n",
    );
    expect((await alignments("list")).stdout).toMatch(/^as-plan +\(1 mapping, the store's own\)$/m);

    const { exit, stdout } = await alignments("check", "as-activity,as-plan");
    expect(exit).toBe(1);
    expect(stdout.split("\n")).toEqual([
      "Nothing can be a <urn:ex:Step>: it would be of prov:Activity and prov:Entity, which are disjoint.",
      "  as-activity: <urn:ex:Step> rdfs:subClassOf prov:Activity",
      "  as-plan: <urn:ex:Step> rdfs:subClassOf prov:Plan",
      "  prov-o: prov:Plan rdfs:subClassOf prov:Entity",
      "  prov-o: prov:Activity owl:disjointWith prov:Entity",
      "1 contradiction between PROV-O and as-activity, as-plan",
      "",
    ]);
    const json = documentOf(await alignments("check", "as-plan,as-activity", "--json"));
    expect(json).toMatchObject({ consistent: false, alignments: ["as-activity", "as-plan"] });

    expect((await alignments("remove", "as-plan")).stdout).toBe("as-plan: removed\n");
    expect((await alignments("check", "as-plan")).exit).toBe(2);
    expect((await alignments("remove", "as-activity")).exit).toBe(0);
  });

  it("checks those that are switched on by default, where none is named", async () => {
    expect(await alignments("check")).toMatchObject({
      exit: 0,
      stdout: "consistent: no alignment is switched on\n",
    });
  });

  it("tells the line at fault", async () => {
    const { exit, stderr } = await alignments("add", "mine", file("bad.ttl"));

    expect(exit).toBe(2);
    expect(stderr).toMatch(/not a literal, at line 2/);
  });
});
