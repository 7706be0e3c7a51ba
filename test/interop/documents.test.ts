import { describe, expect, it } from "vitest";
import { parseConfiguration } from "../../src/configuration/parse-configuration.ts";
import { mapDocument } from "../../src/interop/posted-document.ts";
import { postableProperties } from "../../src/interop/reserved.ts";
import { packageFile } from "../../src/package-files.ts";
import { namespaceOf } from "../../src/vocabulary.ts";
import { read, someIris } from "./helpers.ts";

const governance = packageFile("docs/governance.md");
const examples = blocks(governance, "turtle|trig");

describe("docs/governance.md", () => {
  it("has examples", () => {
    expect(examples).toHaveLength(5);
  });

  it.each(examples)("shows a document that is accepted: %#", async (text) => {
    await expect(mapDocument(await read(text, "trig"), { iris: someIris })).resolves.toBeDefined();
  });

  it("names every property that may be posted", () => {
    for (const iri of postableProperties)
      expect(governance).toContain(`\`${iri.slice(namespaceOf.mun.length)}\``);
  });
});

describe("docs/configuration.md", () => {
  it("shows a configuration that is one", () => {
    const [example = ""] = blocks(packageFile("docs/configuration.md"), "json");

    expect(parseConfiguration(JSON.parse(example)).tagRules).toHaveLength(2);
  });
});

function blocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`(?:${language})\n(.*?)^\`\`\``, "gms"))].map(
    ([, block = ""]) => block,
  );
}
