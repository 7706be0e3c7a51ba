import { type Columns, partOf } from "../../columns/columns.ts";
import { type ColumnsDamage, DamagedColumnsError } from "../../columns/errors.ts";
import type { Configuration } from "../../configuration.ts";
import type { Journal } from "../../journal/journal.ts";
import { configurationAt } from "../configuration-in-force.ts";
import { configurationPositionIn } from "../index-writer.ts";
import { emptyIndex, type Index, type IndexDependencies, restedIndex } from "../open-index.ts";
import { replay } from "../replay.ts";
import { faultOf, type IndexFiles } from "./index-files.ts";

export interface Opening {
  readonly journal: Journal;
  readonly files: IndexFiles;
  readonly dependencies: IndexDependencies;
  /** Told why an index had to be made anew from the journal. */
  readonly notice: (text: string) => void;
}

export interface OpenedIndex {
  readonly index: Index;
  /** Where the files were not as they had been written. */
  readonly damage?: ColumnsDamage;
}

/**
 * The index of a journal: read from its files and brought up to the end of the journal, or where that cannot be, made from the
 * journal alone. Files that cannot be used are removed.
 */
export async function openIndex(opening: Opening): Promise<OpenedIndex> {
  const { journal, files, dependencies } = opening;
  const empty = emptyIndex(dependencies);
  if (empty.columns === undefined) return { index: await replayed(empty, journal) };
  const { rested, fault, damage } = await files.read();
  if (fault !== undefined)
    return { index: await indexAnew(opening, fault), ...(damage === undefined ? {} : { damage }) };
  if (rested === undefined) return { index: await replayed(empty, journal) };

  const configuration = configurationIn(rested.columns, journal) ?? dependencies.configuration;
  const index = restedIndex({ ...dependencies, configuration }, rested);
  try {
    if (rested.position < journal.size) await replay(journal, index.writer, rested.position);
    return { index };
  } catch (error) {
    if (!(error instanceof DamagedColumnsError)) throw error;
    return { index: await indexAnew(opening, faultOf(error)), damage: error.damage };
  }
}

/** The index of a journal made from that alone, since its files cannot be used; they are removed. */
export async function indexAnew(
  { journal, files, dependencies, notice }: Opening,
  fault: string,
): Promise<Index> {
  notice(`The index in ${files.directory} is made anew from the journal. ${fault}`);
  files.discard();
  return replayed(emptyIndex(dependencies), journal);
}

async function replayed(empty: Index, journal: Journal): Promise<Index> {
  await replay(journal, empty.writer);
  return empty;
}

function configurationIn(columns: Columns, journal: Journal): Configuration | undefined {
  return configurationAt(journal, configurationPositionIn(partOf(columns, "writer")));
}
