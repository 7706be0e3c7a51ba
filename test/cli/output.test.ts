import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { outputOf } from "../../src/cli/output.ts";

describe("the output of a command", () => {
  it("is finished when a slow reader has the last of it, little as that was", async () => {
    let taken = "";
    const stdout = new Writable({
      write(chunk: Buffer, _encoding, done) {
        setTimeout(() => {
          taken += chunk.toString();
          done();
        }, 5);
      },
    });
    const output = outputOf({ stdout, stderr: stdout }, false);
    output.print("a");
    output.print("b");

    await output.finished();

    expect(taken).toBe("a\nb\n");
  });

  it("is finished when its reader has gone", async () => {
    const stdout = new Writable({
      write(_chunk, _encoding, done) {
        setTimeout(() => done(Object.assign(new Error("gone"), { code: "EPIPE" })), 5);
      },
    });
    const output = outputOf({ stdout, stderr: new Writable() }, false);
    output.print("a");
    output.print("b");

    await expect(output.finished()).resolves.toBeUndefined();
  });
});
