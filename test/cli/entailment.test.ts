import { describe, expect, it } from "vitest";
import { documentOf, ran, twoStores } from "./command-line.ts";

const stores = twoStores();
const report = "http://localhost:3030/id/dataset/warehouse/report";
const count = "SELECT (COUNT(*) AS ?n) { ?x <http://www.w3.org/ns/prov#wasInfluencedBy> ?y }";

describe.each(["--data", "--url"] as const)("entailment, with %s", (option) => {
  const at = () => [option, option === "--data" ? stores.data : stores.url];
  const counted = async (...words: string[]) =>
    Number(documentOf(await ran(["query", count, ...words, ...at(), "--json"])).results.bindings[0].n.value);

  it("answers a query from what follows", async () => {
    expect(await counted()).toBe(0);
    expect(await counted("--entailment", "prov")).toBeGreaterThan(0);
    expect(await counted("--entailment", "aligned", "--alignments", "p-plan,wfprov")).toBe(
      await counted("--entailment", "prov"),
    );
  });

  it("explains it", async () => {
    const words = ["query", count, "--explain", "--entailment", "prov", ...at(), "--json"];

    expect(documentOf(await ran(words))).toMatchObject({ answeredBy: "native", rows: 1 });
  });

  it("answers a question from what follows, and says so", async () => {
    const words = ["ask", "upstream", `of=${report}`, "--entailment", "aligned", "--alignments", "wfprov"];

    const asJson = documentOf(await ran([...words, ...at(), "--json"]));
    const asTable = await ran([...words, ...at()]);

    expect(asJson.entailment).toEqual({ kind: "aligned", alignments: ["wfprov"] });
    expect(asTable.stdout).toContain("entailment aligned (wfprov)");
  });

  it.each([
    [["--entailment", "owl"], '"--entailment" must be one of none, prov, aligned'],
    [["--alignments", "p-plan"], '"--alignments" must be given with --entailment aligned alone'],
    [["--entailment", "aligned", "--alignments", "nope"], 'There is no alignment "nope"; there are'],
  ])("refuses %j", async (words, message) => {
    for (const command of [
      ["query", count],
      ["ask", "upstream", `of=${report}`],
    ]) {
      const found = await ran([...command, ...words, ...at()]);

      expect(found.exit).toBe(2);
      expect(found.stderr).toContain(message);
    }
  });
});
