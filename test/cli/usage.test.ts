import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands/all.ts";
import { Muniment } from "../../src/muniment.ts";
import { aDirectory, documentOf, ran, removeDirectories } from "./command-line.ts";

removeDirectories();

describe("muniment", () => {
  it("lists its commands and their exit codes, and takes no command for bad use", async () => {
    const [none, help] = [await ran([]), await ran(["help"])];

    expect(none).toMatchObject({ exit: 2, stdout: help.stdout });
    expect(help.exit).toBe(0);
    for (const { name } of commands) expect(help.stdout).toContain(`  ${name} `);
    expect(help.stdout).toContain("Exit codes: 0 done, 1 the answer is no, 2 bad use");
  });

  it.each(commands.map(({ name }) => name))("explains %s with every option that it takes", async (name) => {
    const [help, option] = [await ran(["help", name]), await ran([name, "--help"])];

    expect(option).toEqual(help);
    expect(help.exit).toBe(0);
    const options = Object.keys(commands.find((command) => command.name === name)?.options ?? {});
    for (const each of [...options, "json"]) expect(help.stdout).toContain(`--${each}`);
  });

  it("says its version", async () => {
    expect((await ran(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [["frobnicate"], /no command "frobnicate"/],
    [["help", "frobnicate"], /no command "frobnicate"/],
    [["verify", "--frobnicate"], /--frobnicate/],
    [["verify", "--data"], /--data/],
    [["verify", "there", "--data", "x"], /"there"/],
    [["verify"], /--data DIR or --url URL is needed/],
    [["serve"], /--data DIR is needed/],
    [["verify", "--data", "x", "--url", "http://localhost:1"], /exclude each other/],
    [["verify", "--store-key", "x", "--url", "http://localhost:1"], /exclude each other/],
    [["verify", "--url", "localhost:3030"], /--url must be a URL/],
    [["ingest"], /Name the files/],
    [["ask"], /Name a question/],
    [["ask", "upstream", "of", "--data", "x"], /NAME=VALUE/],
    [["ask", "upstream", "of=a", "of=b", "--data", "x"], /given twice/],
    [["query"], /Give one query/],
    [["query", "@/nowhere.rq", "--data", "x"], /nowhere\.rq cannot be read: no such file or directory/],
    [["serve", "--data", "x", "--port", "70000"], /--port must be a whole number from 0 to 65535/],
    [["serve", "--data", "", "--port", "0"], /--data DIR is needed/],
    [["serve", "--data", "x", "--limit", "queryTime=5"], /no limit "queryTime"; there are bodyBytes, /],
    [["serve", "--data", "x", "--limit", "queryRows=0"], /queryRows=NUMBER needs a whole number from 1 to/],
    [["serve", "--data", "x", "--limit", "queryRows"], /queryRows=NUMBER needs a whole number/],
    [
      ["ingest", "e.json", "--data", "x", "--limit", "bodyBytes=5"],
      /Unknown option '--limit'; see "muniment ingest/,
    ],
    [["serve", "--data", "x", "--limit", "queryRows=5", "--limit", "queryRows=6"], /given twice/],
    [
      ["query", "ASK {}", "--data", "x", "--limit", "queryTimeoutMs=9e3"],
      /queryTimeoutMs=NUMBER needs a whole/,
    ],
    [["query", "ASK {}", "--url", "http://localhost:1", "--limit", "queryRows=5"], /exclude each other/],
    [["query", "ASK {}", "--mode", "asserted", "--mode", "exact", "--data", "x"], /--mode is given twice/],
    [["export", "--json", "--format", "trig", "--data", "x"], /jsonld/],
  ])("ends %j with 2 and one sentence", async (words, sentence) => {
    const { exit, stdout, stderr } = await ran(words);

    expect(exit).toBe(2);
    expect(stdout.startsWith("{") || stdout === "").toBe(true);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd()).toMatch(/^muniment: [^\n]+$/);
  });
});

describe("a store", () => {
  const key = "07".repeat(32);

  it("keeps the base IRI and the store key that it was made with", async () => {
    const files = aDirectory({ key, other: "08".repeat(32), short: "07", "e.ndjson": "" });
    const store = ["--data", join(files, "store")];
    const made = [...store, "--base-iri", "https://example.org/id/", "--store-key", join(files, "key")];
    expect((await ran(["ingest", join(files, "e.ndjson"), ...made])).exit).toBe(0);

    const codes: unknown[] = [];
    for (const words of [
      ["--store-key", join(files, "other")],
      ["--store-key", join(files, "short")],
      ["--store-key", join(files, "nowhere")],
      [],
      ["--store-key", join(files, "key"), "--base-iri", "https://example.org/other/"],
      ["--store-key", join(files, "key"), "--base-iri", "no-iri"],
      ["--store-key", join(files, "key")],
    ]) {
      const found = await ran(["verify", "--json", ...store, ...words]);
      codes.push([found.exit, documentOf(found).error?.code]);
    }

    expect(codes).toEqual([
      [2, "store-key-differs"],
      [2, "store-key-malformed"],
      [2, "bad-use"],
      [2, "store-key-missing"],
      [2, "base-iri-differs"],
      [2, "base-iri-invalid"],
      [0, undefined],
    ]);
  });

  it("takes its key from MUNIMENT_STORE_KEY too", async () => {
    const files = aDirectory({ key, "e.ndjson": "" });
    const store = ["--data", join(files, "store")];
    await ran(["ingest", join(files, "e.ndjson"), ...store, "--store-key", join(files, "key")]);

    process.env.MUNIMENT_STORE_KEY = key;
    const right = await ran(["verify", ...store]);
    process.env.MUNIMENT_STORE_KEY = "09".repeat(32);
    const wrong = await ran(["verify", ...store]);
    delete process.env.MUNIMENT_STORE_KEY;

    expect([right.exit, wrong.exit]).toEqual([0, 2]);
  });

  it("that another has open is an error that names the process, with 3", async () => {
    const directory = join(aDirectory(), "store");
    const holder = await Muniment.open({ directory });

    const found = await ran(["verify", "--data", directory, "--json"]);
    await holder.close();

    expect(found.exit).toBe(3);
    expect(documentOf(found).error.code).toBe("data-directory-locked");
    expect(found.stderr).toBe(
      `muniment: The data directory ${directory} is in use by process ${process.pid}; stop it first, or use --url\n`,
    );
  });

  it("whose directory may not be written is an error that names it, with 3 and without a stack", async () => {
    const directory = join(aDirectory(), "store");
    mkdirSync(join(directory, "writer.mdb-lock"), { recursive: true });

    const { exit, stderr } = await ran(["ingest", "-", "--data", directory], { stdin: "{}" });

    expect(exit).toBe(3);
    expect(stderr).toContain(`muniment: The journal in ${directory} cannot be written: `);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("is not made by a server that may not listen where it is told to", async () => {
    const directory = join(aDirectory(), "store");

    const { exit, stderr } = await ran(["serve", "--data", directory, "--host", "0.0.0.0"]);

    expect([exit, existsSync(directory)]).toEqual([2, false]);
    expect(stderr).toContain("0.0.0.0 is not");
  });

  it("names the file of a configuration that cannot be read", async () => {
    const files = aDirectory({ "c.json": '{"strict":' });
    const config = join(files, "c.json");

    const { exit, stderr } = await ran(["ingest", "-", "--data", join(files, "store"), "--config", config]);

    expect(exit).toBe(2);
    expect(stderr).toContain(config);
  });

  it("answers within the limits of the command line", async () => {
    const files = aDirectory({ "e.nt": "<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p> <urn:c> .\n" });
    const store = ["--data", join(files, "store")];
    await ran(["ingest", join(files, "e.nt"), ...store]);

    const found = await ran([
      "query",
      "SELECT * { <urn:a> ?p ?o }",
      ...store,
      "--limit",
      "queryRows=1",
      "--json",
    ]);

    expect([found.exit, found.stderr]).toEqual([3, expect.stringContaining("more than 1 rows")]);
  });

  it("is not made of a file", async () => {
    const files = aDirectory({ file: "" });

    const { exit, stderr } = await ran(["verify", "--data", join(files, "file")]);

    expect(exit).toBe(2);
    expect(stderr).toContain("is not a directory");
  });

  it("refuses a configuration that is none, with what is allowed", async () => {
    const files = aDirectory({ "config.json": '{"strickt":true}', "e.ndjson": "" });

    const { exit, stderr } = await ran([
      "ingest",
      join(files, "e.ndjson"),
      "--data",
      join(files, "store"),
      "--config",
      join(files, "config.json"),
    ]);

    expect(exit).toBe(2);
    expect(stderr).toMatch(/strickt/);
  });
});
