import { describe, expect, it } from "vitest";
import { fewDocuments } from "../../src/http/few-documents.ts";

describe("fewDocuments", () => {
  it("makes RDF beside as many PROV documents as may be, and the next of these when one has ended, however it did", async () => {
    const few = fewDocuments(1);
    let fail: (error: Error) => void = () => undefined;
    const first = few("provn", () => new Promise((_, reject) => (fail = reject)));
    const made: string[] = [];
    const make = (format: "provxml" | "rdfxml") => few(format, async () => void made.push(format));

    await make("rdfxml");
    await expect(make("provxml")).rejects.toMatchObject({ code: "too-many-exports" });
    fail(new Error("It cannot be written"));
    await expect(first).rejects.toThrow("It cannot be written");
    await make("provxml");

    expect(made).toEqual(["rdfxml", "provxml"]);
  });
});
