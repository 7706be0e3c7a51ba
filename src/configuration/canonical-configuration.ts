import type { Configuration } from "../configuration.ts";
import { canonicalJson } from "../events/canonical-json.ts";
import type { JsonValue } from "../events/event.ts";

/**
 * The configuration as RFC 8785 JSON: the body of its record in the journal. Equal configurations have equal texts,
 * and every field is written, so a later release with other defaults reads back what was in force.
 */
export function canonicalConfiguration(configuration: Configuration): string {
  return canonicalJson(JSON.parse(JSON.stringify(configuration)) as JsonValue);
}
