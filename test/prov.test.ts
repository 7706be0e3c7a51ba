import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageFile } from "../src/package-files.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const [, example = ""] = /^```ts\n(.*?)^```/ms.exec(packageFile("docs/prov-formats.md")) ?? [];

const compilerOptions = {
  target: "es2023",
  module: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  types: ["node"],
  typeRoots: [join(root, "node_modules/@types")],
};

/** A use of the types, and one that they forbid. */
const typed = `
import { checkConstraints, type ConstraintReport, type ProvDocument, readProv } from "muniment/prov";
const { document } = await readProv(new TextEncoder().encode("document endDocument"), "provn");
const known: ProvDocument = document;
const report: ConstraintReport = checkConstraints(known);
// @ts-expect-error: a report is no number, so the types are there.
const wrong: number = report;
console.log(report.valid, typeof wrong);
`;

describe("muniment/prov in another package", () => {
  let other: string;

  beforeAll(() => {
    other = mkdtempSync(join(tmpdir(), "muniment-prov-"));
    mkdirSync(join(other, "node_modules"));
    symlinkSync(root, join(other, "node_modules/muniment"));
    writeFileSync(join(other, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(other, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    writeFileSync(join(other, "example.ts"), example);
    writeFileSync(join(other, "typed.ts"), typed);
    execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", other], { encoding: "utf8" });
  });

  afterAll(() => {
    rmSync(other, { recursive: true });
  });

  const run = (program: string) =>
    execFileSync(process.execPath, [join(other, program)], { encoding: "utf8" });

  it("compiles and runs the five lines of docs/prov-formats.md", () => {
    expect(example.trim().split("\n")).toHaveLength(5);
    expect(run("example.js")).toContain("prov:used ex:e");
  });

  it("has types", () => {
    expect(run("typed.js")).toBe("true object\n");
  });
});
