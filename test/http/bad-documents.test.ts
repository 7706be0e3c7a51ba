import { describe, expect, it } from "vitest";
import { mediaTypeOfDocument } from "../../src/interop/document-media-types.ts";
import {
  type BadDocument,
  deepDocuments,
  hugeDocuments,
  malformedDocuments,
} from "../interop/bad-documents.ts";
import { contentsOf, post, problemIn, serving } from "./serving.ts";

const store = serving();

const sent = ({ format, text }: Pick<BadDocument, "format" | "text">) =>
  post(store, "/prov", Buffer.from(text), { "content-type": mediaTypeOfDocument[format] });

const titled = (documents: readonly BadDocument[]) =>
  documents.map((each) => [each.format, each.kind, each] as const);

describe("POST /prov", () => {
  it.each(titled([...malformedDocuments, ...deepDocuments, ...hugeDocuments]))(
    "refuses %s with %s, says where, and stores nothing",
    async (_format, _kind, bad) => {
      const before = await contentsOf(store);

      const answer = await sent(bad);

      const { code, line, pointer } = await problemIn(answer);
      expect(code).toBe(bad.code ?? (bad.format.startsWith("prov") ? "malformed-prov" : "malformed-rdf"));
      expect(answer.status).toBe(code === "remote-context" ? 422 : 400);
      if (typeof bad.at === "number") expect(line).toBe(bad.at);
      if (typeof bad.at === "string") expect(typeof pointer).toBe("string");
      expect((await contentsOf(store)).contents).toEqual(before.contents);
    },
  );

  it.each([
    ["collections", `<e:a> <e:b> ${"(".repeat(100_000)}${")".repeat(100_000)} .`],
    ["property lists", `<e:a> <e:b> ${"[ <e:b> ".repeat(100_000)}1${"]".repeat(100_000)} .`],
  ])("refuses what RDFC-1.0 cannot tell apart of 100,000 levels of %s", async (_kind, text) => {
    const answer = await sent({ format: "turtle", text });

    expect(answer.status).toBe(422);
    expect(await problemIn(answer)).toMatchObject({ code: "canonicalisation-limit" });
  });

  it("takes bundles that speak of each other", async () => {
    const text = `document default <e:>
      bundle b1 entity(b2, [prov:type='prov:Bundle']) mentionOf(e1, e2, b2) wasDerivedFrom(b1, b2) endBundle
      bundle b2 entity(b1, [prov:type='prov:Bundle']) mentionOf(e2, e1, b1) wasDerivedFrom(b2, b1) endBundle
      endDocument`;

    const [first, second] = [await sent({ format: "provn", text }), await sent({ format: "provn", text })];

    expect([first.status, second.status]).toEqual([201, 200]);
  });
});
