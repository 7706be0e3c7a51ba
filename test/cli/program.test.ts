import { cpSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { aDirectory, anEvent, documentOf, ran, removeDirectories } from "./command-line.ts";
import { ranProgram, ranShell, started } from "./started.ts";

removeDirectories();

const events = Array.from({ length: 80 }, (_, n) => `${JSON.stringify(anEvent(n))}\n`).join("");
const file = join(aDirectory({ "events.ndjson": events }), "events.ndjson");
const store = join(aDirectory(), "store");
beforeAll(async () => {
  await ran(["ingest", file, "--data", store]);
});

describe("the program", () => {
  it("ends with the code of what became of it", async () => {
    const [version, bad, no] = await Promise.all([
      ranProgram("version"),
      ranProgram("verify", "--frobnicate"),
      ranShell("echo '{}' | $M validate -"),
    ]);

    expect([version.exit, bad.exit, no.exit]).toEqual([0, 2, 1]);
  });

  it("is quiet when nobody reads on", async () => {
    const found = await ranShell(`$M export --format nquads --data ${store} | head -n 1`);

    expect(found).toMatchObject({ exit: 0, stderr: "" });
    expect(found.stdout.split("\n")).toHaveLength(2);
    expect((await ran(["verify", "--data", store])).exit).toBe(0);
  });

  it.skipIf(!existsSync("/dev/full"))("says that the disk is full, and ends with 3", async () => {
    const found = await ranShell("$M questions > /dev/full");

    expect(found.exit).toBe(3);
    expect(found.stderr).toMatch(/^muniment: ENOSPC[^\n]*\n$/);
  });

  it("reads what a pipe gives it", async () => {
    const files = aDirectory({
      "q.rq": "SELECT (COUNT(*) AS ?n) { ?run a <http://www.w3.org/ns/prov#Activity> }",
    });

    const query = await ranShell(`cat ${files}/q.rq | $M query - --data ${store}`);
    const taken = await ranShell(`gzip -c ${file} | $M ingest - --data ${join(files, "store")}`);

    expect(query.stdout).toBe('?n\n"80"^^<http://www.w3.org/2001/XMLSchema#integer>\n');
    expect(taken.stdout).toBe("80 accepted, 0 duplicate, 0 with findings, 0 refused\n");
  });
});

describe("a served store", () => {
  it("is said in one document, is held, and is left in order on SIGTERM", async () => {
    const directory = join(aDirectory({ "e.json": JSON.stringify(anEvent(1)) }));
    const server = started(["serve", "--data", join(directory, "store"), "--port", "0", "--json"]);
    const { url, base } = JSON.parse(await server.said("\n}\n"));

    const sent = await ran(["ingest", join(directory, "e.json"), "--url", url]);
    const held = await ranProgram("verify", "--data", join(directory, "store"));
    const taken = await ranProgram(
      "serve",
      "--data",
      join(directory, "other"),
      "--port",
      String(new URL(url).port),
    );
    server.child.kill("SIGTERM");
    const { exit, stdout } = await server.ended();

    expect(base).toBe("http://localhost:3030/id/");
    expect(sent.stdout).toBe("1 accepted, 0 duplicate, 0 with findings, 0 refused\n");
    expect(held.exit).toBe(3);
    expect(held.stderr).toContain(`is in use by process ${server.child.pid}; stop it first, or use --url`);
    expect(taken).toMatchObject({
      exit: 3,
      stderr: expect.stringMatching(/^muniment: Cannot listen on [^\n]+\n$/),
    });
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ url, base });
    expect((await ran(["verify", "--data", join(directory, "store")])).stdout).toMatch(/^2 records/);
  });

  it("is not reachable from other machines", async () => {
    const found = await ranProgram("serve", "--data", join(aDirectory(), "store"), "--host", "0.0.0.0");

    expect(found).toMatchObject({ exit: 2, stdout: "" });
    expect(found.stderr).toMatch(/loopback/);
  });
});

describe("a damaged file", () => {
  it("is reported with what and where, and no stack, when a byte of a record was changed", async () => {
    const copy = copied();
    const bytes = readFileSync(join(copy, "journal.mdb"));
    bytes.write("Y", bytes.lastIndexOf('"eventType":') + 1);
    writeFileSync(join(copy, "journal.mdb"), bytes);

    const text = await ranProgram("verify", "--data", copy);
    const json = await ranProgram("verify", "--data", copy, "--json");

    expect([text.exit, json.exit]).toEqual([1, 1]);
    expect(text.stdout).toMatch(/^record \d+: body: expected [0-9a-f]{64}, found [0-9a-f]{64}\n/);
    expect(text.stderr).not.toMatch(/\n {4}at /);
    expect(documentOf(json)).toMatchObject({ isVerified: false, journal: { problems: [{ what: "body" }] } });
  });

  it("is reported when it is cut off, by every command, and stays as it is", async () => {
    const copy = copied();
    const size = statSync(join(copy, "journal.mdb")).size;
    truncateSync(join(copy, "journal.mdb"), size >> 1);

    const verify = await ranProgram("verify", "--data", copy);
    const query = await ranProgram("query", "ASK {}", "--data", copy);

    expect([verify.exit, query.exit]).toEqual([1, 3]);
    for (const { stderr } of [verify, query])
      expect(stderr).toMatch(/^muniment: [^\n]*journal\.mdb is damaged: [^\n]+\n$/);
    expect(statSync(join(copy, "journal.mdb")).size).toBe(size >> 1);
  });

  function copied(): string {
    const copy = join(aDirectory(), "store");
    cpSync(store, copy, { recursive: true });
    return copy;
  }
});

describe("the demo", () => {
  it("tells the story, and what it says to try next works", async () => {
    const directory = join(aDirectory(), "kept");

    const { exit, stdout, stderr } = await ranProgram("demo", "--data", directory);

    expect([exit, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(
      "16 poisoned deliveries, 18 artefacts affected (mode exact), models v42, v43, v44; last good version v41",
    );
    expect(stdout).toContain("19 artefacts affected (mode possible)");
    expect(stdout.split("\n").filter((line) => line.includes("macro-report"))).toHaveLength(1);
    const next = stdout
      .slice(stdout.indexOf("What to try next"))
      .split("\n")
      .flatMap((line) => /^ {2}node dist\/cli\/main\.js (.+)$/.exec(line)?.[1] ?? []);
    expect(next).toHaveLength(5);
    for (const words of next.filter((line) => !line.startsWith("serve")))
      expect(await ranShell(`$M ${words}`)).toMatchObject({ exit: 0, stderr: "" });
  });
});
