/**
 * One writer holds the data directory. Node has no `flock`, so the owner is an entry of a small LMDB file of its own,
 * read and written in one write transaction: LMDB's writer lock is an operating-system lock that dies with its
 * process, so two starters cannot both find the place free, and what a killed process left is taken over.
 *
 * A process is known by its number and the time it was started. Those of another container cannot be seen: never
 * give one data directory to two containers.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decode, encode } from "cborg";
import { open } from "lmdb";
import { JournalLockedError } from "./errors.ts";
import { assertSoundFile, findFileDamage } from "./lmdb-file.ts";

/** In the data directory. */
export const lockFile = "writer.mdb";

/** Holds the directory until `release`. */
export interface WriterLock {
  readonly release: () => Promise<void>;
}

interface Owner {
  readonly pid: number;
  /** Boot and start of the process where the system tells (Linux), else empty. */
  readonly started: string;
}

/**
 * Takes the directory for this process.
 * @throws {JournalLockedError} when a living process holds it, this one included.
 */
export async function acquireWriterLock(directory: string): Promise<WriterLock> {
  const path = join(directory, lockFile);
  await assertSettled(path);
  const file = open<Buffer, string>({ path, encoding: "binary", overlappingSync: false });
  const self: Owner = { pid: process.pid, started: startOf(process.pid) };
  const holder = file.transactionSync(() => {
    const owner = ownerOf(file.get("owner"));
    if (owner !== undefined && isAlive(owner)) return owner;
    file.putSync("owner", Buffer.from(encode(self)));
    return undefined;
  });
  if (holder !== undefined) {
    await file.close();
    throw new JournalLockedError(directory, holder.pid);
  }
  return {
    release: async () => {
      file.removeSync("owner");
      await file.close();
    },
  };
}

/** Another starter may be writing the file, and be seen half-way: only what stays damaged is. */
async function assertSettled(path: string): Promise<void> {
  for (let attempt = 1; attempt < 10; attempt++) {
    if (findFileDamage(path, { isDeep: false }) === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assertSoundFile(path);
}

function ownerOf(bytes: Uint8Array | undefined): Owner | undefined {
  if (bytes === undefined) return undefined;
  const value: unknown = decode(bytes);
  if (typeof value !== "object" || value === null || !("pid" in value) || !("started" in value))
    return undefined;
  const { pid, started } = value;
  return typeof pid === "number" && typeof started === "string" ? { pid, started } : undefined;
}

function isAlive({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
  }
  const found = startOf(pid);
  return found === "" || started === "" || found === started;
}

/** Boot id and start of a process, "dead" for a zombie, empty where there is no `/proc`. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return "dead";
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${rest[18]}`;
  } catch {
    return "";
  }
}
