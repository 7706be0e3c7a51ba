import { describe, expect, it } from "vitest";
import { isExportFormat } from "../../src/interop/media-types.ts";

describe("media types", () => {
  it("takes no inherited name for a format", () => {
    expect(isExportFormat("toString")).toBe(false);
    expect(isExportFormat("canonical")).toBe(true);
  });
});
