import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "vitest";
import { parseJsonDocument } from "../../src/events/json.ts";

/**
 * Other people's test data, read from where it lies and never copied: the folder `MUNIMENT_CORPUS`, by default
 * `../shared/data` beside the project. Where it is missing, the suites say "skipped: no corpus"; under `CI=true`
 * they fail, so that a green build has really seen it.
 */
const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** A path inside the corpus: `corpusPath("openlineage", "INDEX.tsv")`. */
export function corpusPath(...segments: readonly string[]): string {
  return resolve(projectRoot, process.env.MUNIMENT_CORPUS ?? "../shared/data", ...segments);
}

/** Whether the corpus is there. */
export const hasCorpus = existsSync(corpusPath("openlineage", "INDEX.tsv"));

/** A `describe` whose tests read the corpus: skipped where there is none, failed where CI should have had it. */
export function describeCorpus(title: string, tests: () => void): void {
  if (hasCorpus) {
    describe(title, tests);
  } else if (process.env.CI === "true") {
    describe(title, () => {
      it("finds the corpus", () => {
        throw new Error(`There is no corpus at ${corpusPath()}: set MUNIMENT_CORPUS to its folder`);
      });
    });
  } else {
    console.warn(`skipped: no corpus (${title})`);
    describe.skip(`${title} (skipped: no corpus)`, () => {
      it("needs the corpus", () => {});
    });
  }
}

/** What `openlineage/INDEX.tsv` says of one event, found there with ajv against the core schema 2-0-2. */
export interface IndexRow {
  readonly file: string;
  readonly core: "valid" | "invalid";
  readonly kinds: string;
  readonly eventType: string;
  /** Holds placeholders of somebody's test harness, so it is no event as it stands. */
  readonly isTemplate: boolean;
  readonly facetErrors: number;
  readonly firstErrors: string;
}

/** One event of `openlineage/`, as the bytes that a producer would send. */
export interface CorpusEvent {
  /** Relative to `openlineage/`. */
  readonly file: string;
  /** The line of an NDJSON file or the element of an array, from 1; 1 in a file of one event. */
  readonly line: number;
  readonly bytes: Uint8Array;
  readonly indexRow: IndexRow;
}

/** The rows of `openlineage/INDEX.tsv`, in its order. */
export function indexRows(): readonly IndexRow[] {
  const [, ...lines] = readFileSync(corpusPath("openlineage", "INDEX.tsv"), "utf8").split("\n");
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const [file = "", core, kinds = "", eventType = "", template, facetErrors, firstErrors = ""] =
        line.split("\t");
      return {
        file,
        core: core === "valid" ? "valid" : "invalid",
        kinds,
        eventType,
        isTemplate: template === "template",
        facetErrors: Number(facetErrors),
        firstErrors,
      };
    });
}

/** Every event that `INDEX.tsv` lists, in its order; the rows of one file are its lines or elements in order. */
export function* corpusEvents(isWanted: (row: IndexRow) => boolean = () => true): Generator<CorpusEvent> {
  for (const [file, rows] of rowsByFile()) {
    const slices = slicesOf(file);
    if (slices.length !== rows.length)
      throw new Error(`${file} holds ${slices.length} events, INDEX.tsv has ${rows.length}`);
    for (const [index, indexRow] of rows.entries()) {
      const bytes = slices[index];
      if (bytes !== undefined && isWanted(indexRow)) yield { file, line: index + 1, bytes, indexRow };
    }
  }
}

/** Every file below a folder of the corpus, as paths relative to it, in code-point order. */
export function corpusFiles(...segments: readonly string[]): readonly string[] {
  const root = corpusPath(...segments);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

function rowsByFile(): ReadonlyMap<string, readonly IndexRow[]> {
  const byFile = new Map<string, IndexRow[]>();
  for (const row of indexRows()) byFile.set(row.file, [...(byFile.get(row.file) ?? []), row]);
  return byFile;
}

function slicesOf(file: string): readonly Uint8Array[] {
  const bytes = readFileSync(corpusPath("openlineage", file));
  if (file.endsWith(".ndjson"))
    return bytes
      .toString("utf8")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => Buffer.from(line, "utf8"));
  return parseJsonDocument(bytes).elements.map(({ start, end }) => bytes.subarray(start, end));
}
