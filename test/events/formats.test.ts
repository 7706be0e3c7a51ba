import { describe, expect, it } from "vitest";
import { isRfc3339, isUri, isUuid } from "../../src/events/formats.ts";

describe("isUri", () => {
  it.each(["https://a.org/b?c=d#e", "urn:uuid:x", "s3://bucket/key%20", "http://[::1]:80/", "file:/x", "a:"])(
    "takes %s",
    (text) => {
      expect(isUri(text)).toBe(true);
    },
  );

  it.each([
    "file",
    "",
    "//a/b",
    "http://a b",
    "http://a/<b>",
    "http://a/é",
    "x:%zz",
    "a:#b#c",
    "1a:b",
    "http://a/[1]",
  ])("refuses %s", (text) => {
    expect(isUri(text)).toBe(false);
  });

  it("takes time in proportion to the length", () => {
    const started = performance.now();

    isUri(`http://${"a%20@".repeat(200_000)} `);

    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe("isUuid", () => {
  it("takes any version in either case, without braces or urn", () => {
    expect(isUuid("0198F1D2-0000-7000-8000-00000000000a")).toBe(true);
    expect(isUuid("urn:uuid:0198f1d2-0000-7000-8000-000000000001")).toBe(false);
    expect(isUuid("0198f1d2000070008000000000000001")).toBe(false);
  });
});

describe("isRfc3339", () => {
  it("asks for a zone and a day of the calendar", () => {
    expect(isRfc3339("2026-02-28T23:59:60.123456789-23:59")).toBe(true);
    expect(isRfc3339("2026-02-28T00:00:00")).toBe(false);
    expect(isRfc3339("2026-02-29T00:00:00Z")).toBe(false);
  });
});
