import { parseConfiguration } from "../configuration/parse-configuration.ts";
import type { Configuration } from "../configuration.ts";
import { parseJson } from "../events/json.ts";
import type { JournalRecord } from "../journal/entry.ts";
import type { Journal } from "../journal/journal.ts";

/** The configuration of the newest configuration record; undefined in a new journal. Reads back from the end. */
export function configurationInForce(journal: Journal): Configuration | undefined {
  for (let position = journal.size - 1; position >= 0; position -= 1) {
    const record = journal.record(position);
    if (record.kind === "config") return recordedConfiguration(record);
  }
  return undefined;
}

/** The configuration that a record holds. */
export function recordedConfiguration(record: JournalRecord): Configuration {
  return parseConfiguration(parseJson(record.body() ?? new Uint8Array()));
}
