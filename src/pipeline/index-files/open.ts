import { type Columns, partOf } from "../../columns/columns.ts";
import type { ColumnsDamage } from "../../columns/errors.ts";
import type { Configuration } from "../../configuration.ts";
import type { Journal } from "../../journal/journal.ts";
import { configurationAt } from "../configuration-in-force.ts";
import { configurationPositionIn } from "../index-writer.ts";
import { emptyIndex, type Index, type IndexDependencies, restedIndex } from "../open-index.ts";
import { replay } from "../replay.ts";
import type { IndexFiles } from "./index-files.ts";

interface Opening {
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
export async function openIndex({ journal, files, dependencies, notice }: Opening): Promise<OpenedIndex> {
  const empty = emptyIndex(dependencies);
  const { rested, fault, damage } = empty.columns === undefined ? {} : await files.read();
  if (rested !== undefined) {
    const { position, columns } = rested;
    const configuration = configurationIn(columns, journal) ?? dependencies.configuration;
    const index = restedIndex({ ...dependencies, configuration }, columns);
    await replay(journal, index.writer, position);
    return { index };
  }
  if (fault !== undefined) {
    notice(`The index in ${files.directory} is made anew from the journal. ${fault}`);
    files.discard();
  }
  await replay(journal, empty.writer);
  return { index: empty, ...(damage === undefined ? {} : { damage }) };
}

function configurationIn(columns: Columns, journal: Journal): Configuration | undefined {
  return configurationAt(journal, configurationPositionIn(partOf(columns, "writer")));
}
