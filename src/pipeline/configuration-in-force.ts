import { parseConfiguration } from "../configuration/parse-configuration.ts";
import type { Configuration } from "../configuration.ts";
import { parseJson } from "../events/json.ts";
import type { JournalRecord } from "../journal/entry.ts";
import type { Journal } from "../journal/journal.ts";

/** The configuration that the record at a position holds; undefined where the position is -1, since there was none yet. */
export function configurationAt(journal: Journal, position: number): Configuration | undefined {
  return position < 0 ? undefined : recordedConfiguration(journal.record(position));
}

/** The configuration that a record holds. */
export function recordedConfiguration(record: JournalRecord): Configuration {
  return parseConfiguration(parseJson(record.body() ?? new Uint8Array()));
}
