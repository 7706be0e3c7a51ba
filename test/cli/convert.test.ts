import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aDirectory, ran, removeDirectories } from "./command-line.ts";

removeDirectories();

const provN = (body: string) => `document\n  prefix ex <http://example.org/>\n${body}endDocument\n`;
const usage = provN("  used(ex:u; ex:a, ex:e, 2011-11-16T16:00:00Z)\n");
const bundled = provN("  bundle ex:b\n    entity(ex:e)\n  endBundle\n");
const files = aDirectory({
  "usage.provn": usage,
  "bundled.txt": bundled,
  "more.ttl": `@prefix ex: <http://example.org/> . @prefix prov: <http://www.w3.org/ns/prov#> .
    ex:a prov:used ex:e . ex:x ex:y "no PROV" .`,
  "prose.txt": "42",
});
const file = (name: string) => join(files, name);

describe("muniment convert", () => {
  it.each(["provjson", "provxml", "turtle", "trig", "ntriples", "nquads", "jsonld"])(
    "writes %s, which is read by its first bytes and says the same",
    async (format) => {
      const written = await ran(["convert", file("usage.provn"), "--to", format]);
      const back = await ran(["convert", "-", "--to", "provn"], { stdin: written.stdout });

      expect(written).toMatchObject({ exit: 0, stderr: "" });
      expect(back).toMatchObject({ exit: 0, stderr: "" });
      expect(back.stdout.replaceAll(/ns1:|ex:/g, "")).toContain("used(u; a, e, 2011-11-16T16:00:00Z)");
    },
  );

  it("keeps bundles where the format has them, and refuses where it has not", async () => {
    const trig = await ran(["convert", file("bundled.txt"), "--to", "trig"]);
    const back = await ran(["convert", "-", "--to", "provn", "--from", "trig"], { stdin: trig.stdout });

    expect(back.stdout).toBe(bundled);
    expect(await ran(["convert", file("bundled.txt"), "--to", "turtle"])).toMatchObject({
      exit: 2,
      stderr: "muniment: turtle cannot say which statements are a bundle's: take trig or nquads\n",
    });
  });

  it("says what of RDF is not PROV, and keeps it where RDF is written", async () => {
    const { exit, stdout, stderr } = await ran(["convert", file("more.ttl"), "--to", "provn"]);
    expect(exit).toBe(0);
    expect(stdout).toBe(provN("  used(ex:a, ex:e, -)\n"));
    expect(stderr).toContain("Left out, as it is not PROV: 1 triples, such as <http://example.org/x>");

    const turtle = await ran(["convert", file("more.ttl"), "--to", "nquads"]);
    expect(turtle.stdout).toContain('"no PROV"');
    expect(turtle.stderr).toBe("");
  });

  it.each([
    [["convert"], /Name one PROV document/],
    [["convert", file("usage.provn")], /Say with --to which format to write: provn/],
    [["convert", file("usage.provn"), "--to", "prose"], /--to must be one of provn/],
    [["convert", file("usage.provn"), "--to", "turtle", "--from", "prose"], /--from must be one of provn/],
    [["convert", file("usage.provn"), "--to", "turtle", "--json"], /--json writes one JSON document/],
    [["convert", file("prose.txt"), "--to", "turtle"], /told neither by its name nor by how it begins/],
    [["convert", file("usage.provn"), "--to", "turtle", "--from", "provjson"], /found .d./],
    [["convert", file("usage.provn"), "--to", "turtle", "--from", "provxml"], /well-formed XML/],
    [["convert", file("none.provn"), "--to", "turtle"], /none\.provn cannot be read: no such file/],
  ])("ends %j with 2 and one sentence", async (words, sentence) => {
    const { exit, stderr } = await ran(words);

    expect(exit).toBe(2);
    expect(stderr).toMatch(sentence);
  });
});
