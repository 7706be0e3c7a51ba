import type { JsonObject, JsonValue } from "./event.ts";
import { type JsonFault, MalformedJsonError } from "./json-error.ts";
import { maxNumberLength, readJsonNumber } from "./json-number.ts";
import { jsonPointer } from "./json-pointer.ts";
import { readJsonString } from "./json-string.ts";
import type { RecentObjects } from "./recent-objects.ts";

type MutableObject = Record<string, JsonValue>;
type Container = MutableObject | JsonValue[];

/** Told of every value that is put into a container, with its slice of the bytes. */
export type MemberListener = (
  container: object,
  key: string | number,
  value: JsonValue,
  start: number,
  end: number,
) => void;

/**
 * Reads JSON values out of bytes, one after the other, without recursion: how deep the text nests costs a byte a
 * level, and no stack. It works on bytes and not on a decoded text because the journal commits to exact slices, because
 * one bad string must not spoil its neighbours, and because a piece of a decoded text would keep the whole in memory.
 *
 * Broken syntax throws. What is well-formed but cannot be kept (`JsonFault`) is remembered as the `fault` of the value
 * that is being read, and reading goes on to its end.
 */
export class JsonReader {
  /** Where the next byte is read. */
  at = 0;
  /** The first fault within the last value; that value must not be used. */
  fault: MalformedJsonError | undefined;
  /** What precedes the pointer of a syntax error: the element of an array document. */
  pointerPrefix = "";

  readonly #bytes: Buffer;
  readonly #end: number;
  readonly #maxDepth: number;
  readonly #onMember: MemberListener | undefined;
  readonly #recent: RecentObjects | undefined;
  /** The level of the object that is read to be remembered; -1 for none. */
  #rememberedLevel = -1;
  /** The brackets that are open, as their opening bytes. */
  #brackets = new Uint8Array(64);
  #depth = 0;
  /** The containers being filled, where they begin, and the key of the member that is being read, by level. */
  readonly #containers: Container[] = [];
  readonly #starts: number[] = [];
  readonly #keys: (string | undefined)[] = [];
  /** Where the value that was read last begins. */
  #start = 0;
  /** The line of the last error, and where it ends; -1 when it is the last, undefined before any error. */
  #line = 1;
  #lineBreak: number | undefined;

  constructor(bytes: Uint8Array, maxDepth: number, onMember?: MemberListener, recent?: RecentObjects) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#end = bytes.byteLength;
    this.#maxDepth = maxDepth;
    this.#onMember = onMember;
    this.#recent = recent;
  }

  /** The next byte that is no white space, or -1 at the end; does not go past it. */
  peek(): number {
    const bytes = this.#bytes;
    let at = this.at;
    let byte = bytes[at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++at];
    this.at = at;
    return byte ?? -1;
  }

  /** Reads one value of any kind, after white space. */
  value(): JsonValue {
    this.fault = undefined;
    this.#depth = 0;
    this.#rememberedLevel = -1;
    let value: JsonValue | undefined;
    do {
      value = this.#begin();
      while (value !== undefined && this.#depth > 0) {
        this.#attach(value);
        value = this.#hasNext() ? undefined : this.#close();
      }
    } while (value === undefined);
    return value;
  }

  /** The error that the bytes here are not what JSON allows here. */
  syntaxError(expected: string): MalformedJsonError {
    const message = `Expected ${expected} but found ${this.#found()}`;
    return this.#errorAt("syntax", message, this.at, this.pointerPrefix);
  }

  /** What stands here, in words: also what a text that is no JSON most often is instead. */
  #found(): string {
    const byte = this.#bytes[this.at];
    if (byte === undefined) return "the end";
    if (this.at === 0) {
      const [first, second] = this.#bytes;
      if (first === 0x1f && second === 0x8b) return "gzip";
      if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return "UTF-16";
    }
    const isPrintable = byte > 0x20 && byte < 0x7f;
    return isPrintable
      ? `'${String.fromCharCode(byte)}'`
      : `the byte 0x${byte.toString(16).padStart(2, "0")}`;
  }

  /** Begins a value: a scalar or an empty container is complete, else undefined, ready for the first member. */
  #begin(): JsonValue | undefined {
    const byte = this.peek();
    this.#start = this.at;
    switch (byte) {
      case quote:
        return this.#string();
      case openBrace: {
        const again = this.#readBefore();
        if (again !== undefined) return again;
        this.#open(byte, Object.create(null));
        if (this.peek() === closeBrace) return this.#close();
        this.#key();
        return undefined;
      }
      case openBracket:
        this.#open(byte, []);
        return this.peek() === closeBracket ? this.#close() : undefined;
      case 0x74:
        return this.#literal("true", true);
      case 0x66:
        return this.#literal("false", false);
      case 0x6e:
        return this.#literal("null", null);
      default:
        return this.#number(byte);
    }
  }

  /** The object that begins here, if it is one to be remembered and its bytes were read before; goes past it then. */
  #readBefore(): JsonObject | undefined {
    const level = this.#depth;
    // Not within another, so that no byte is looked at more often than twice.
    if (this.#recent === undefined || this.#rememberedLevel >= 0 || level < 2 || level >= this.#maxDepth)
      return undefined;
    if (!this.#recent.holds(this.#keys[level - 2])) return undefined;
    const found = this.#recent.find(this.#bytes, this.at, level);
    if (found === undefined) this.#rememberedLevel = level;
    else this.at += this.#recent.sizeBytes;
    return found;
  }

  #open(bracket: number, container: Container): void {
    const depth = this.#depth++;
    if (depth === this.#brackets.length) {
      const longer = new Uint8Array(2 * depth);
      longer.set(this.#brackets);
      this.#brackets = longer;
    }
    this.#brackets[depth] = bracket;
    if (depth < this.#maxDepth) {
      this.#containers[depth] = container;
      this.#starts[depth] = this.at;
      this.#keys[depth] = undefined;
    } else this.#remember("too-deep", `More than ${this.#maxDepth} levels`, this.at);
    this.at++;
  }

  /** Goes past the closing bracket; the container is now the value that was read. */
  #close(): JsonValue {
    this.at++;
    const depth = --this.#depth;
    this.#start = this.#starts[depth] ?? this.at;
    const container = this.#containers[depth] ?? null;
    if (depth === this.#rememberedLevel) {
      this.#rememberedLevel = -1;
      if (this.fault === undefined)
        this.#recent?.remember(this.#bytes, this.#start, depth, container as JsonObject);
    }
    return container;
  }

  #attach(value: JsonValue): void {
    const level = this.#depth - 1;
    if (level >= this.#maxDepth) return;
    const container = this.#containers[level];
    if (container === undefined) return;
    const key = Array.isArray(container) ? container.length : (this.#keys[level] ?? "");
    if (Array.isArray(container)) container.push(value);
    else container[key] = value;
    this.#onMember?.(container, key, value, this.#start, this.at);
  }

  /** Whether a comma follows, past which (and past the key, in an object) the next value is; else a bracket closes. */
  #hasNext(): boolean {
    const isObject = this.#brackets[this.#depth - 1] === openBrace;
    const byte = this.peek();
    if (byte === (isObject ? closeBrace : closeBracket)) return false;
    if (byte !== comma) throw this.syntaxError(isObject ? '"," or "}"' : '"," or "]"');
    this.at++;
    if (isObject) {
      this.peek();
      this.#key();
    }
    return true;
  }

  /** Reads a key and its colon. */
  #key(): void {
    const level = this.#depth - 1;
    const start = this.at;
    if (level < this.#maxDepth) this.#keys[level] = undefined;
    if (this.#bytes[start] !== quote) throw this.syntaxError("a key in double quotes");
    const key = this.#string();
    if (this.peek() !== colon) throw this.syntaxError('":"');
    this.at++;
    if (level >= this.#maxDepth) return;
    this.#keys[level] = key;
    if (key in (this.#containers[level] ?? {}))
      this.#remember("duplicate-key", "A key twice in one object", start);
  }

  #string(): string {
    const start = this.at + 1;
    const bytes = this.#bytes;
    const length = this.#end;
    let at = start;
    let isPlain = true;
    for (; at < length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === quote) break;
      if (byte === backslash) {
        isPlain = false;
        at++;
      } else if (byte >= 0x80) isPlain = false;
      else if (byte < 0x20) {
        this.at = at;
        throw this.syntaxError("no control character in a string");
      }
    }
    if (at >= length) {
      this.at = length;
      throw this.syntaxError('the closing """');
    }
    this.at = at + 1;
    if (isPlain) return bytes.toString("latin1", start, at);

    const read = readJsonString(bytes, start, at);
    if (typeof read === "string") return read;
    if (read.fault === "syntax") {
      this.at = read.at;
      throw this.syntaxError("an escape of RFC 8259 §7");
    }
    this.#remember(
      read.fault,
      read.fault === "lone-surrogate" ? "A lone surrogate" : "Invalid UTF-8",
      read.at,
    );
    return "";
  }

  #number(first: number): JsonValue {
    const start = this.at;
    if (first === minus) this.at++;
    if (this.#bytes[this.at] === 0x30) this.at++;
    else this.#digits(first === minus ? "a digit" : "a value");
    if (this.#bytes[this.at] === 0x2e) {
      this.at++;
      this.#digits("a digit");
    }
    const exponent = this.#bytes[this.at];
    if (exponent === 0x65 || exponent === 0x45) {
      this.at++;
      const sign = this.#bytes[this.at];
      if (sign === minus || sign === 0x2b) this.at++;
      this.#digits("a digit");
    }
    const number = readJsonNumber(
      this.#bytes.toString("latin1", start, Math.min(this.at, start + maxNumberLength + 1)),
    );
    if (number === undefined)
      this.#remember("number-too-long", `A number of more than ${maxNumberLength} digits`, start);
    return number ?? 0;
  }

  #digits(expected: string): void {
    const start = this.at;
    let byte = this.#bytes[this.at];
    while (byte !== undefined && byte >= 0x30 && byte <= 0x39) byte = this.#bytes[++this.at];
    if (this.at === start) throw this.syntaxError(expected);
  }

  #literal<Value extends boolean | null>(text: string, value: Value): Value {
    for (let index = 0; index < text.length; index++)
      if (this.#bytes[this.at + index] !== text.charCodeAt(index)) throw this.syntaxError("a value");
    this.at += text.length;
    return value;
  }

  #remember(fault: JsonFault, message: string, offset: number): void {
    this.fault ??= this.#errorAt(fault, message, offset, "");
  }

  #errorAt(fault: JsonFault, message: string, offset: number, prefix: string): MalformedJsonError {
    const pointer = prefix + jsonPointer(this.#path());
    return new MalformedJsonError(fault, message, { pointer, offset, line: this.#lineAt(offset) });
  }

  /** Counts on from the line of the error before: many elements may be at fault, and they are met in order. */
  #lineAt(offset: number): number {
    this.#lineBreak ??= this.#bytes.indexOf(0x0a);
    while (this.#lineBreak !== -1 && this.#lineBreak < offset) {
      this.#lineBreak = this.#bytes.indexOf(0x0a, this.#lineBreak + 1);
      this.#line++;
    }
    return this.#line;
  }

  *#path(): Generator<string | number> {
    for (const [level, container] of this.#containers.slice(0, this.#depth).entries()) {
      const key = this.#keys[level];
      if (Array.isArray(container)) yield container.length;
      else if (key !== undefined) yield key;
    }
  }
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const minus = 0x2d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
