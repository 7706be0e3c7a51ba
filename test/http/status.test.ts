import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultLimits } from "../../src/config.ts";
import { retryAfterSeconds, statusOf } from "../../src/http/status.ts";

const root = resolve(import.meta.dirname, "../..");
const source = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && file !== "http/status.ts")
  .map((file) => readFileSync(join(root, "src", file), "utf8"))
  .join("\n");
const documentation = readFileSync(join(root, "docs/http-api.md"), "utf8");

/** Every code of an error that a class of ours bears, or that HTTP alone can say. */
function codesInSource(): readonly string[] {
  const declared = [...source.matchAll(/^ {2}readonly code(?:: ([^=;]+))?(?: = ("[a-z-]+"))?;/gm)];
  const inClasses = declared.flatMap(([, type = "", value = ""]) => [
    ...`${type}${value}`.matchAll(/"([a-z-]+)"/g),
  ]);
  const made = [...source.matchAll(/(?:new HttpError|super|problem)\(\s*"([a-z-]+)"/g)];
  return [...new Set([...inClasses, ...made].map(([, code = ""]) => code))].sort();
}

/** The rows of the first table below a heading, as their cells. */
function tableBelow(heading: string): readonly (readonly string[])[] {
  const section = documentation.split(`## ${heading}\n`)[1]?.split(/\n## /)[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const plain = (cell = "") => cell.replaceAll("`", "");

describe("statusOf", () => {
  it("has every code of the source, and no other", () => {
    const codes = codesInSource();

    expect(codes).toContain("malformed-event");
    expect(codes).toContain("store-key-missing");
    expect(codes).toContain("misdirected-host");
    expect(codes.filter((code) => !Object.hasOwn(statusOf, code))).toEqual([]);
    expect(Object.keys(statusOf).filter((code) => !source.includes(`"${code}"`))).toEqual([]);
  });

  it("is what the documentation says, code by code", () => {
    const documented = tableBelow("Errors").flatMap(([codes = "", status]) =>
      plain(codes)
        .split(", ")
        .map((code) => [code, Number(status)] as const),
    );

    expect(Object.fromEntries(documented)).toEqual(statusOf);
  });

  it("makes a client try again that may", () => {
    expect(Object.keys(retryAfterSeconds).map((code) => statusOf[code])).toEqual([503, 503, 503, 503]);
  });
});

describe("the limits", () => {
  it("are documented with their names and defaults", () => {
    const documented = tableBelow("Limits").map(([name, value]) => [
      plain(name),
      Number(value?.replaceAll(",", "")),
    ]);

    expect(Object.fromEntries(documented)).toEqual(defaultLimits);
  });
});

describe("the routes", () => {
  it("are documented, every one", () => {
    const paths = [...source.matchAll(/router\.(?:get|post)\(\s*\[?("\/[^"]*")/g)].map(([, path = ""]) =>
      path.slice(1, -1),
    );

    expect(paths.length).toBeGreaterThan(12);
    for (const path of paths) expect(documentation).toContain(path.replace(/:(\w+)/g, "{$1}"));
  });
});
