import { createHash, createHmac, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  bodyCommitment,
  quadCommitment,
  quadKey,
  senderCommitment,
  sortedLines,
} from "../../src/journal/commitments.ts";
import { decodeLeaf, encodeLeaf } from "../../src/journal/leaf.ts";
import { leafHashOf } from "../../src/journal/merkle.ts";
import { quadsRoot } from "../../src/journal/quads-root.ts";
import { headBytes } from "../../src/journal/tree-head.ts";
import { nquadOf, parseNQuads } from "../../src/quads/nquads.ts";

const page = readFileSync(new URL("../../docs/log-format.md", import.meta.url), "utf8");
const example = new Map(
  [...page.matchAll(/^([a-zA-Z0-9 ]+?) += (.+)$/gm)].map(([, name = "", value = ""]) => [name, value]),
);
const text = (name: string) => example.get(name) ?? `no ${name}`;
const bytes = (name: string) => Buffer.from(text(name), "hex");
const hex = (value: Uint8Array) => Buffer.from(value).toString("hex");
const receivedAt = Date.parse("2026-11-01T00:00:00Z");

describe("the worked example of docs/log-format.md", () => {
  it("is what our code computes", () => {
    const salt = bytes("salt");
    const lines = sortedLines(parseNQuads(`${text("quad 1")}\n${text("quad 0")}\n`).map(nquadOf));
    const body = bodyCommitment(salt, bytes("body"));
    const sender = senderCommitment(salt, bytes("sender").toString());
    const root = quadsRoot(salt, lines);
    const rest = { version: 1, kind: "event", mediaType: "application/json", mapperVersion: "1" } as const;
    const content = encodeLeaf({ ...rest, receivedAt, body, sender, quadsRoot: root });
    const leaf = leafHashOf(content);

    expect(lines).toEqual([text("quad 0"), text("quad 1")]);
    expect(hex(body)).toBe(text("body commitment"));
    expect(hex(sender)).toBe(text("sender commitment"));
    expect(lines.map((_, i) => hex(quadKey(salt, i)))).toEqual([text("quad 0 key"), text("quad 1 key")]);
    expect(lines.map((line, i) => hex(quadCommitment(quadKey(salt, i), line)))).toEqual([
      text("quad 0 commitment"),
      text("quad 1 commitment"),
    ]);
    expect(hex(root)).toBe(text("quads root"));
    expect(hex(content)).toBe(text("C"));
    expect(hex(leaf)).toBe(text("leaf"));
    expect(hex(headBytes({ size: 1, root: leaf, at: receivedAt, previous: 0 }))).toBe(text("head bytes"));
    expect(decodeLeaf(content)).toMatchObject({ ...rest, receivedAt });
  });

  it("is what the page's own words give, without our code", () => {
    const hmac = (key: Buffer, message: Buffer | string) =>
      createHmac("sha256", key).update(message).digest();
    const sha = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
    const [zero, one] = [Buffer.of(0), Buffer.of(1)];
    const salt = bytes("salt");
    const quads = [0, 1].map((i) => {
      const key = hmac(salt, Buffer.from([...Buffer.from("quad"), 0, 0, 0, 0, 0, 0, 0, i]));
      return sha(zero, hmac(key, text(`quad ${i}`)));
    });
    const field = (key: string, value: Buffer) =>
      Buffer.concat([Buffer.of(0x60 + key.length), Buffer.from(key), value]);
    const hash = (value: Buffer) => Buffer.concat([Buffer.of(0x58, 32), value]);
    const word = (value: string) => Buffer.concat([Buffer.of(0x60 + value.length), Buffer.from(value)]);
    const time = Buffer.alloc(9, 0x1b);
    time.writeBigUInt64BE(BigInt(receivedAt), 1);
    const content = Buffer.concat([
      Buffer.of(0xa8),
      field("body", hash(hmac(hmac(salt, "body"), bytes("body")))),
      field("kind", word("event")),
      field("sender", hash(hmac(hmac(salt, "sender"), bytes("sender")))),
      field("version", Buffer.of(1)),
      field("mediaType", word("application/json")),
      field("quadsRoot", hash(sha(one, ...quads))),
      field("receivedAt", time),
      field("mapperVersion", word("1")),
    ]);

    expect(hex(content)).toBe(text("C"));
    expect(hex(sha(zero, content))).toBe(text("leaf"));
    expect(quads.map(hex)).toEqual([text("quad 0 leaf"), text("quad 1 leaf")]);
    expect(hex(hmac(salt, "body"))).toBe(text("body key"));
    expect(hex(hmac(salt, "sender"))).toBe(text("sender key"));
  });

  it("has a head that its key signed", () => {
    const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), bytes("public key")]);
    const key = createPublicKey({ key: der, format: "der", type: "spki" });

    expect(verify(null, bytes("head bytes"), key, bytes("signature"))).toBe(true);
  });
});
