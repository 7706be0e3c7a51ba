import { type Columns, partOf } from "../../columns/columns.ts";
import { DamagedColumnsError, damageText } from "../../columns/errors.ts";
import type { Configuration } from "../../configuration.ts";
import type { Journal } from "../../journal/journal.ts";
import { recordedConfiguration } from "../configuration-in-force.ts";
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

/**
 * The index of a journal: read from its files and brought up to the end of the journal, or where that cannot be, made from the
 * journal alone. Files that cannot be used are removed.
 */
export async function openIndex(opening: Opening): Promise<Index> {
  const { journal, dependencies } = opening;
  const empty = emptyIndex(dependencies);
  const rested = empty.columns === undefined ? undefined : await restedIndexOf(opening);
  const index = rested?.index ?? empty;
  await replay(journal, index.writer, rested?.position ?? 0);
  return index;
}

async function restedIndexOf({
  journal,
  files,
  dependencies,
  notice,
}: Opening): Promise<{ readonly index: Index; readonly position: number } | undefined> {
  const { rested, fault } = await files.read();
  let found = fault;
  if (rested !== undefined) {
    const { position, columns } = rested;
    try {
      const configuration = configurationIn(columns, journal) ?? dependencies.configuration;
      return { index: restedIndex({ ...dependencies, configuration }, columns), position };
    } catch (error) {
      if (!(error instanceof DamagedColumnsError)) throw error;
      found = damageText(error.damage);
    }
  }
  if (found === undefined) return undefined;
  notice(`The index in ${files.directory} is made anew from the journal. ${found}`);
  files.discard();
  return undefined;
}

function configurationIn(columns: Columns, journal: Journal): Configuration | undefined {
  const position = configurationPositionIn(partOf(columns, "writer"));
  return position < 0 ? undefined : recordedConfiguration(journal.record(position));
}
