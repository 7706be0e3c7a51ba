import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyedHashing } from "../src/keyed-hash.ts";

describe("keyedHashing", () => {
  it("is HMAC-SHA-256, whatever the key, and one message after another", () => {
    const text = fc.string({ unit: "binary" });
    const long = fc.constantFrom("x".repeat(6_000), "é".repeat(20_000));
    const message = fc.oneof(text, fc.uint8Array({ maxLength: 200 }), long);

    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), text, fc.array(message), (key, prefix, messages) => {
        const hashOf = keyedHashing(key, prefix);

        for (const each of messages)
          expect(hashOf(each)).toBe(createHmac("sha256", key).update(prefix).update(each).digest("hex"));
      }),
    );
  });
});
