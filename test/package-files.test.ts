import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { packageFile, packagePath } from "../src/package-files.ts";

describe("packageFile", () => {
  it("reads a file below the package's root", () => {
    expect(JSON.parse(packageFile("package.json"))).toMatchObject({ name: "muniment" });
  });

  it("finds the shipped folders beside the code", () => {
    expect(existsSync(packagePath("shapes"))).toBe(true);
    expect(existsSync(packagePath("ontology"))).toBe(true);
    expect(existsSync(packagePath("ontology/alignments/p-plan.ttl"))).toBe(true);
  });
});
