import { describe, expect, it } from "vitest";
import { Recent } from "../src/recent.ts";

describe("Recent", () => {
  it("keeps what is in use, and forgets the rest a generation at a time", () => {
    const recent = new Recent<number, number>(10, () => 1);

    for (let i = 0; i < 100; i++) {
      recent.set(i, i);
      recent.get(0);
    }

    expect(recent.get(0)).toBe(0);
    expect(recent.get(99)).toBe(99);
    expect(recent.get(50)).toBeUndefined();
  });

  it("weighs what it keeps", () => {
    const recent = new Recent<string, string>(10, ({ length }) => length);

    recent.set("long", "0123456789");
    recent.set("next", "0123456789");
    recent.set("last", "0");

    expect(recent.get("long")).toBeUndefined();
    expect(recent.get("next")).toBe("0123456789");
  });
});
