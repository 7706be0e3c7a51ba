import { pieceMemory } from "./piece-memory.ts";

/** About how many bytes a piece has; its memory has room for the row during which it becomes full. */
const pieceBytes = 64 * 1024;
/** The first piece begins with so many and grows, since most answers are short. */
const firstBytes = 4096;
/** Up to here a loop is faster than a call. */
const fewBytes = 8;

/** Collects the bytes of an answer into pieces. A piece that was taken is its reader's, who may give its memory back. */
export class PieceBuilder {
  bytes = Buffer.allocUnsafeSlow(firstBytes);
  length = 0;

  get isFull(): boolean {
    return this.length >= pieceBytes;
  }

  /** Makes room for so many bytes from `length` on. */
  reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(2 * this.bytes.length, this.length + count));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  /** Adds bytes for which there is room. */
  add(part: Uint8Array): void {
    const { bytes, length } = this;
    const count = part.length;
    if (count > fewBytes) bytes.set(part, length);
    else for (let i = 0; i < count; i++) bytes[length + i] = part[i] as number;
    this.length = length + count;
  }

  addText(text: string): void {
    this.reserve(mostBytesOfUnit * text.length);
    this.length += this.bytes.write(text, this.length);
  }

  take(): Uint8Array {
    const piece = this.last();
    this.bytes = pieceMemory();
    this.length = 0;
    return piece;
  }

  /** What is there, as the last piece. */
  last(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

/** UTF-8 has at most three bytes for a unit of UTF-16. */
const mostBytesOfUnit = 3;
