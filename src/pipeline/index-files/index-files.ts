import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Columns, isSettled } from "../../columns/columns.ts";
import { type ColumnsDamage, DamagedColumnsError, damageText } from "../../columns/errors.ts";
import { checkColumns, readColumns, severalAtOnce } from "../../columns/read-columns.ts";
import { writeColumns } from "../../columns/write-columns.ts";
import { OperationalError } from "../../errors.ts";
import type { Journal } from "../../journal/journal.ts";
import { syncDirectory } from "../../journal/store-key.ts";
import { linkerPart, type RestedColumns } from "../open-index.ts";
import { type IndexIdentity, indexIdentity, rootAt } from "./identity.ts";
import { type FileEntry, type Manifest, manifestFile, readManifest, writeManifest } from "./manifest.ts";

/** The state of an index at a position of the journal. */
export interface RestedIndex {
  readonly position: number;
  readonly columns: Columns;
}

/** As it was read: what only writing needs is read when it is asked for, and then checked. */
export interface ReadState extends RestedIndex, RestedColumns {}

/** What the files gave: an index, or why there is none to be used, or neither where there are no files. */
export interface ReadIndex {
  readonly rested?: ReadState;
  readonly fault?: string;
  /** The fault, where it is that a file is not as it was written. */
  readonly damage?: ColumnsDamage;
}

/** The files of the index could not be written, as on a full disk. The journal has all that is in them. */
export class IndexNotWrittenError extends OperationalError {
  override readonly name = "IndexNotWrittenError";
  readonly code = "index-not-written";

  constructor(directory: string, what: string) {
    super(`The index in ${directory} cannot be written: ${what}. Nothing is lost: the journal has it all`);
  }
}

/**
 * The index as it rests in the directory `index` beside the journal, so that a store opens by reading. All of it follows from the
 * journal: it may be deleted at any time, and is not used unless it is of this journal and this release, whole and undamaged.
 *
 * A manifest names the files and what they are of. What is settled is written to a file of its own once; the rest is written anew
 * each time. New files have new names, and the manifest is replaced last, so a crash leaves the index before, or the new one.
 */
export class IndexFiles {
  readonly directory: string;
  readonly #journal: Journal;
  readonly #identity: IndexIdentity;
  #generation = 0;
  /** The files that can be kept, each with the settled columns that are in it. */
  #settled = new Map<FileEntry, readonly string[]>();
  #manifest: Manifest | undefined;

  constructor(journal: Journal) {
    this.directory = join(journal.directory, "index");
    this.#journal = journal;
    this.#identity = indexIdentity(journal);
  }

  /** How many records of the journal the files have; -1 where there are no files. */
  get position(): number {
    return this.#manifest?.position ?? -1;
  }

  /** Reads and checks every byte, but for those of the linker, which are read by themselves. */
  async read(): Promise<ReadIndex> {
    try {
      const manifest = readManifest(this.directory);
      if (manifest === undefined) return this.#hasFiles() ? { fault: `It has no ${manifestFile}` } : {};
      this.#generation = manifest.generation;
      const fault = this.#faultOf(manifest);
      if (fault !== undefined) return { fault };
      const { position, files } = manifest;
      const columns = await this.#readFiles(files.filter((entry) => !isOfLinker(entry)));
      this.#manifest = manifest;
      const linkerColumns = () => this.#readFiles(files.filter(isOfLinker));
      return { rested: { position, columns, linkerColumns } };
    } catch (error) {
      if (!(error instanceof DamagedColumnsError)) throw error;
      return { fault: faultOf(error), damage: error.damage };
    }
  }

  /**
   * Writes the state of a position; settles once it is on the disk. One call at a time.
   * @throws {IndexNotWrittenError}
   */
  async write({ position, columns }: RestedIndex): Promise<void> {
    try {
      mkdirSync(this.directory, { recursive: true, mode: 0o700 });
      const generation = this.#generation + 1;
      const settled = this.#stillUsed(columns);
      const known = new Set([...settled.values()].flat());
      for (const [group, names] of newGroups(columns, known))
        settled.set(await this.#writeFile(group, position, pick(columns, names)), names);
      const changing = Object.keys(columns).filter((name) => !isSettled(name));
      const isLinkers = (name: string) => name.startsWith(`${linkerPart}/`);
      const changed: FileEntry[] = [];
      for (const part of ["state", linkerPart]) {
        const names = changing.filter((name) => isLinkers(name) === (part === linkerPart));
        if (names.length > 0) changed.push(await this.#writeFile(part, position, pick(columns, names)));
      }

      const root = rootAt(this.#journal, position);
      const files = [...settled.keys(), ...changed];
      const manifest = { identity: this.#identity, position, root, generation, files };
      writeManifest(this.directory, manifest);
      this.#generation = generation;
      this.#settled = settled;
      this.#manifest = manifest;
      this.#removeOthers(manifest);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && "syscall" in error)) throw error;
      throw new IndexNotWrittenError(this.directory, error.message);
    }
  }

  /** Removes all files, the manifest first; settles once that is on the disk. */
  discard(): void {
    this.#settled = new Map();
    this.#manifest = undefined;
    rmSync(join(this.directory, manifestFile), { force: true });
    rmSync(this.directory, { recursive: true, force: true });
    syncDirectory(this.#journal.directory);
  }

  /** Reads the files again, and says what is not as it was written. What is damaged will be written anew. */
  async check(): Promise<ColumnsDamage[]> {
    const manifest = this.#manifest;
    if (manifest === undefined) return [];
    const run = severalAtOnce();
    const found: ColumnsDamage[] = [];
    const note = (error: unknown) => {
      if (!(error instanceof DamagedColumnsError)) throw error;
      found.push(error.damage);
    };
    try {
      const file = join(this.directory, manifestFile);
      if (readManifest(this.directory) === undefined)
        found.push({ file, expected: "the file", found: "none" });
    } catch (error) {
      note(error);
    }
    for (const entry of manifest.files) {
      try {
        await checkColumns(join(this.directory, entry.name), entry, run);
      } catch (error) {
        note(error);
        this.#settled.delete(entry);
      }
    }
    return found;
  }

  #hasFiles(): boolean {
    return existsSync(this.directory) && readdirSync(this.directory).length > 0;
  }

  /** Why an index is not of this journal and this release; undefined when it is. */
  #faultOf({ identity, position, root }: Manifest): string | undefined {
    const names = Object.keys({ ...this.#identity, ...identity });
    const other = names.find((name) => identity[name] !== this.#identity[name]);
    if (other !== undefined) return `It is of another ${wordOf[other] ?? other}`;
    if (position > this.#journal.size || rootAt(this.#journal, position) !== root)
      return "It is of another state of the journal";
    // What was destroyed since may be in it.
    for (const { kind } of this.#journal.records(position))
      if (kind === "redaction") return "It is older than a redaction";
    return undefined;
  }

  /** @throws {DamagedColumnsError} */
  async #readFiles(files: readonly FileEntry[]): Promise<Columns> {
    const run = severalAtOnce();
    const read = await Promise.all(
      files.map(async (entry) => ({
        entry,
        columns: await readColumns(join(this.directory, entry.name), entry, run),
      })),
    );
    for (const { entry, columns } of read) {
      const names = Object.keys(columns);
      if (names.every(isSettled)) this.#settled.set(entry, names);
    }
    return Object.assign({}, ...read.map(({ columns }) => columns));
  }

  #stillUsed(columns: Columns): Map<FileEntry, readonly string[]> {
    return new Map([...this.#settled].filter(([, names]) => names.some((name) => name in columns)));
  }

  /** Writes columns to a file whose name no file of the manifest has. */
  async #writeFile(part: string, position: number, columns: Columns): Promise<FileEntry> {
    const name = `${part.replaceAll("/", "-")}.${this.#generation + 1}.columns`;
    const about = { part, position, journal: this.#identity.journal ?? "" };
    return { name, ...(await writeColumns(join(this.directory, name), columns, about)) };
  }

  /** What a write before left, and what a crash did. */
  #removeOthers({ files }: Manifest): void {
    const kept = new Set([manifestFile, ...files.map(({ name }) => name)]);
    for (const name of readdirSync(this.directory)) if (!kept.has(name)) rmSync(join(this.directory, name));
  }
}

/** Why files that are damaged are not used. */
export function faultOf({ damage }: DamagedColumnsError): string {
  return `It is damaged: ${damageText(damage)}`;
}

/** The files of the linker are named for it, as its columns are. */
function isOfLinker({ name }: FileEntry): boolean {
  return name.startsWith(linkerPart);
}

/** What differs, where the name of the identity's part does not say it. */
const wordOf: Readonly<Record<string, string>> = {
  storeKey: "store key",
  columns: "layout",
  mapper: "version of the mapper",
  rules: "set of rules",
};

/** The settled columns that are in no file yet, by the part of the state to which they belong. */
function newGroups(columns: Columns, known: ReadonlySet<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of Object.keys(columns)) {
    if (!isSettled(name) || known.has(name)) continue;
    const group = name.slice(0, name.lastIndexOf("/"));
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return groups;
}

function pick(columns: Columns, names: readonly string[]): Columns {
  return Object.fromEntries(names.map((name) => [name, columns[name] as Columns[string]]));
}
