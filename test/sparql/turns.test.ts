import { describe, expect, it } from "vitest";
import { inTurns } from "../../src/sparql/turns.ts";

describe("inTurns", () => {
  it("gives the same items", async () => {
    const items: number[] = [];
    for await (const item of inTurns([1, 2, 3])) items.push(item);

    expect(items).toEqual([1, 2, 3]);
  });

  it("lets the event loop have its turn between items that take their time", async () => {
    let isOthersTurn = false;
    const immediate = setImmediate(() => {
      isOthersTurn = true;
    });
    function* busy() {
      for (let item = 0; !isOthersTurn; item++) {
        for (const end = performance.now() + 5; performance.now() < end; );
        yield item;
      }
    }

    for await (const _ of inTurns(busy()));

    expect(isOthersTurn).toBe(true);
    clearImmediate(immediate);
  });

  it("ends its items with its reader", async () => {
    let isEnded = false;
    function* endless() {
      try {
        for (;;) yield 1;
      } finally {
        isEnded = true;
      }
    }

    for await (const _ of inTurns(endless())) break;

    expect(isEnded).toBe(true);
  });
});
