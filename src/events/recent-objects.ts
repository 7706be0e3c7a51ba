/**
 * Producers send the same facets with every event of a job: of a hundred bytes of facets some ninety were there before, byte for
 * byte. Such an object is read once, and given out again as the same object, so that whoever comes after the reader can tell that it
 * has seen it: its canonical JSON, its breaches and its snapshot are made once too (`once-per.ts`).
 *
 * What is looked for is the end of an object and a hash of its bytes, in one pass; then the bytes themselves are compared.
 */
import { Recent } from "../recent.ts";
import { rememberCanonicalJson } from "./canonical-json.ts";
import type { JsonObject } from "./event.ts";

/** Keys of the objects whose members are remembered: those are facets. */
const holders: ReadonlySet<string | undefined> = new Set(["facets", "inputFacets", "outputFacets"]);

interface Remembered {
  readonly bytes: Buffer;
  readonly object: JsonObject;
  /** The level at which it was read: nearer to the top it is not too deep either. */
  readonly level: number;
}

/** A bounded memory of objects by their bytes. Nobody may change what it gives out. */
export class RecentObjects {
  readonly #recent = new Recent<number, Remembered>(mostBytes, ({ bytes }) => bytes.length);
  /** Of the object looked for last. */
  #hash = 0;
  /** How many bytes the object has that was looked for last; 0 for one that is not to be remembered. */
  sizeBytes = 0;

  /** Whether the members of an object below this key are remembered. */
  holds(key: string | undefined): boolean {
    return holders.has(key);
  }

  /** The object whose bytes begin here with its brace, if these were read before. */
  find(bytes: Buffer, start: number, level: number): JsonObject | undefined {
    this.#scan(bytes, start);
    const found = this.sizeBytes === 0 ? undefined : this.#recent.get(this.#hash);
    if (found === undefined || found.level < level || found.bytes.length !== this.sizeBytes) return undefined;
    const end = start + this.sizeBytes;
    return found.bytes.compare(bytes, start, end) === 0 ? found.object : undefined;
  }

  /** Remembers what was read of the bytes that were looked for last. */
  remember(bytes: Buffer, start: number, level: number, object: JsonObject): void {
    if (this.sizeBytes === 0) return;
    // A copy of its own, since a slice would keep the whole body in memory.
    const own = Buffer.from(bytes.subarray(start, start + this.sizeBytes));
    rememberCanonicalJson(object);
    this.#recent.set(this.#hash, { bytes: own, object, level });
  }

  /** Goes to the bracket that closes the one at `start`. What is between may be no JSON: then its bytes are none that were read. */
  #scan(bytes: Buffer, start: number): void {
    const end = Math.min(bytes.length, start + mostBytesOfOne);
    let depth = 0;
    let hash = 0;
    let isText = false;
    this.sizeBytes = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number;
      hash = (Math.imul(hash, 31) + byte) | 0;
      if (byte === quote) isText = !isText;
      else if (isText) {
        if (byte === backslash) {
          at++;
          hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
        }
      } else if (byte === openBrace) depth++;
      else if (byte === closeBrace && --depth === 0) {
        this.#hash = hash;
        this.sizeBytes = at + 1 - start;
        return;
      }
    }
  }
}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Bytes that are remembered, in each of two generations: some ten thousand facets of the usual size. */
const mostBytes = 4 * 1024 * 1024;
const mostBytesOfOne = 64 * 1024;
