/**
 * Looks at an LMDB file before LMDB does. LMDB trusts its file: a page number beyond the end or a broken page header
 * ends the process in native code, with no error to catch. So the trees are walked here first, reading each branch
 * and leaf page. What this cannot see are flipped bytes inside keys and values: those the hashes find.
 *
 * The layout is that of LMDB data version 2 as npm `lmdb` builds it, on 64 bits, little-endian. A page begins with
 * its number (8 bytes), transaction (8), pad (2), flags (2), and `lower` and `upper` (2 each, counted from behind
 * these 24 bytes) or, on an overflow page, its number of pages (4). Offsets of nodes follow, two bytes each. A node is
 * its size or page number in low and high part (2 each), flags (2), key size (2), key, data. Pages 0 and 1 are the
 * two meta pages, used in turn.
 */
import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { JournalDamagedError } from "./errors.ts";

/**
 * Does nothing when the file can be handed to LMDB, or does not exist yet.
 * @throws {JournalDamagedError} when it cannot.
 */
export function assertSoundFile(path: string): void {
  const damage = findFileDamage(path, { isDeep: false });
  if (damage !== undefined) throw new JournalDamagedError(path, damage);
}

/**
 * Does nothing when LMDB can write the file and its lock, or they do not exist yet. LMDB tells of some that it cannot by
 * ending the process.
 * @throws the error of the operating system when it cannot.
 */
export function assertWritableFile(path: string): void {
  for (const name of [path, `${path}-lock`]) if (existsSync(name)) closeSync(openSync(name, "r+"));
}

/** What is wrong with the structure of the file; `isDeep` reads the headers of overflow pages too. */
export function findFileDamage(path: string, { isDeep }: { isDeep: boolean }): string | undefined {
  const descriptor = openIfPresent(path);
  if (descriptor === undefined) return undefined;
  try {
    const sizeBytes = fstatSync(descriptor).size;
    if (sizeBytes === 0) return undefined;
    const meta = newestMeta(descriptor, sizeBytes);
    if (typeof meta === "string") return meta;
    const seen = new Uint8Array(Math.ceil(sizeBytes / meta.pageSize / 8));
    const walk: Walk = { descriptor, sizeBytes, isDeep, seen, spare: [], ...meta };
    walkTree(walk, meta.freeTree, "free");
    walkTree(walk, meta.mainTree, "main");
    return undefined;
  } catch (error) {
    if (error instanceof Damage) return error.message;
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

interface Tree {
  readonly depth: number;
  readonly root: number;
}

interface Meta {
  readonly pageSize: number;
  readonly lastPage: number;
  readonly freeTree: Tree;
  readonly mainTree: Tree;
}

interface Walk extends Meta {
  readonly descriptor: number;
  readonly sizeBytes: number;
  readonly isDeep: boolean;
  /** A bit for each page. */
  readonly seen: Uint8Array;
  /** Memory of pages that were looked at. */
  readonly spare: Buffer[];
}

/** Ends the walk; its message is the finding. */
class Damage extends Error {}

const headerBytes = 24;
const magic = 0xbeefc0de;
const dataVersion = 2;
const flag = { branch: 1, leaf: 2, overflow: 4 } as const;
const nodeFlag = { bigData: 1, subTree: 2 } as const;
const noPage = 2 ** 64;

function newestMeta(descriptor: number, sizeBytes: number): Meta | string {
  const first = readBytes(descriptor, 0, 168);
  if (first === undefined) return `it has ${sizeBytes} bytes, less than one page`;
  const pageSize = first.readUInt32LE(48);
  if (first.readUInt32LE(24) !== magic) return "it does not begin as an LMDB file does";
  if (pageSize < 512 || pageSize > 65_536 || !Number.isInteger(Math.log2(pageSize))) {
    return `its page size is said to be ${pageSize}`;
  }
  const second = readBytes(descriptor, pageSize, 168);
  if (second === undefined) return `it has ${sizeBytes} bytes, less than two pages`;
  for (const [i, page] of [first, second].entries()) {
    if (page.readUInt32LE(24) !== magic) return `meta page ${i} is not one`;
    if ((page.readUInt32LE(28) & 0xffff) !== dataVersion) return `meta page ${i} is of another LMDB version`;
  }
  const newest = readNumber(second, 152) > readNumber(first, 152) ? second : first;
  return {
    pageSize,
    lastPage: readNumber(newest, 144),
    freeTree: readTree(newest, 48),
    mainTree: readTree(newest, 96),
  };
}

function walkTree(walk: Walk, { root, depth }: Tree, name: string): void {
  if (root >= noPage) return;
  walkPage(walk, root, depth, name);
}

function walkPage(walk: Walk, number: number, depth: number, name: string): void {
  const page = readPage(walk, number, name);
  const flags = page.readUInt16LE(18);
  const lower = page.readUInt16LE(20);
  const upper = page.readUInt16LE(22);
  const wanted = depth > 1 ? flag.branch : flag.leaf;
  if ((flags & 7) !== wanted) throw new Damage(`page ${number} of tree ${name} has flags ${flags}`);
  if (lower % 2 !== 0 || lower > upper || upper > walk.pageSize - headerBytes || lower === 0) {
    throw new Damage(`page ${number} of tree ${name} has wrong bounds`);
  }
  for (let i = 0; i < lower / 2; i++) {
    const start = page.readUInt16LE(headerBytes + 2 * i) + headerBytes;
    if (start < upper + headerBytes || start + 8 > walk.pageSize) {
      throw new Damage(`node ${i} of page ${number} lies outside of the page`);
    }
    walkNode(walk, page, { start, number, depth, name });
  }
  walk.spare.push(page);
}

function walkNode(
  walk: Walk,
  page: Buffer,
  { start, number, depth, name }: { start: number; number: number; depth: number; name: string },
): void {
  const low = page.readUInt32LE(start);
  const flags = page.readUInt16LE(start + 4);
  const data = start + 8 + page.readUInt16LE(start + 6);
  const end = depth > 1 ? data : data + (flags & nodeFlag.bigData ? 24 : low);
  if (end > walk.pageSize) throw new Damage(`a node of page ${number} reaches beyond the page`);
  if (depth > 1) {
    walkPage(walk, low + flags * 2 ** 32, depth - 1, name);
  } else if (flags & nodeFlag.bigData) {
    checkOverflow(walk, {
      first: readNumber(page, data),
      pages: readNumber(page, data + 16),
      sizeBytes: low,
    });
  } else if (flags & nodeFlag.subTree) {
    if (low !== 48) throw new Damage(`a tree named on page ${number} has no record of its root`);
    walkTree(walk, readTree(page, data), page.toString("latin1", start + 8, data).replace(/\0/g, ""));
  }
}

function checkOverflow(
  walk: Walk,
  { first, pages, sizeBytes }: { first: number; pages: number; sizeBytes: number },
): void {
  if (sizeBytes + headerBytes > pages * walk.pageSize)
    throw new Damage(`the value at page ${first} is too long`);
  checkPageNumber(walk, first + pages - 1);
  checkPageNumber(walk, first);
  if (!walk.isDeep) return;
  const header = readBytes(walk.descriptor, first * walk.pageSize, headerBytes);
  const isRight =
    header !== undefined &&
    readNumber(header, 0) === first &&
    (header.readUInt16LE(18) & 7) === flag.overflow &&
    header.readUInt32LE(20) === pages;
  if (!isRight) throw new Damage(`page ${first} does not begin as the value that is said to be there`);
}

function readPage(walk: Walk, number: number, name: string): Buffer {
  checkPageNumber(walk, number);
  const { descriptor, pageSize, seen, spare } = walk;
  const [byte, bit] = [Math.floor(number / 8), 1 << (number % 8)];
  if (((seen[byte] as number) & bit) !== 0) throw new Damage(`page ${number} is in the trees twice`);
  seen[byte] = (seen[byte] as number) | bit;
  const page = spare.pop() ?? Buffer.alloc(pageSize);
  if (readSync(descriptor, page, 0, pageSize, number * pageSize) < pageSize)
    throw new Damage(`page ${number} of tree ${name} is missing: the file is too short`);
  if (readNumber(page, 0) !== number) throw new Damage(`page ${number} of tree ${name} bears another number`);
  return page;
}

function checkPageNumber({ lastPage, sizeBytes, pageSize }: Walk, number: number): void {
  if (number < 2 || number > lastPage)
    throw new Damage(`page ${number} is named, but the last is ${lastPage}`);
  if ((number + 1) * pageSize > sizeBytes) {
    throw new Damage(`it ends at byte ${sizeBytes}, before page ${number}: the file is too short`);
  }
}

function readTree(bytes: Buffer, at: number): Tree {
  return { depth: bytes.readUInt16LE(at + 6), root: readNumber(bytes, at + 40) };
}

/** Exact for page numbers, and 2^64 for the "no page" of all ones. */
function readNumber(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}

function readBytes(descriptor: number, at: number, count: number): Buffer | undefined {
  const bytes = Buffer.alloc(count);
  return readSync(descriptor, bytes, 0, count, at) === count ? bytes : undefined;
}

function openIfPresent(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
