import { ProvenanceError } from "../errors.ts";
import type { JsonValue } from "../events/event.ts";
import { parseJsonDocument } from "../events/json.ts";
import { isJsonObject } from "../events/json-value.ts";

/**
 * What is told, in the place of an error, where a document that cannot be read is OpenLineage events: one, an array of them, or
 * one a line. Where they belong, nobody would guess from what PROV expects. Undefined where it is anything else.
 */
export function openLineageInstead(error: unknown, bytes: Uint8Array): string | undefined {
  return error instanceof ProvenanceError && isOpenLineage(bytes)
    ? 'Expected PROV, not OpenLineage events, which are taken in by "muniment ingest" or POST /api/v1/lineage'
    : undefined;
}

function isOpenLineage(bytes: Uint8Array): boolean {
  const value = firstOf(bytes) ?? firstOf(firstLineOf(bytes));
  return (
    value !== undefined &&
    isJsonObject(value) &&
    typeof value.eventTime === "string" &&
    ["run", "job", "dataset"].some((part) => Object.hasOwn(value, part))
  );
}

/** The first value of a JSON document; undefined where it is none. */
function firstOf(bytes: Uint8Array): JsonValue | undefined {
  const [first] = parseJsonDocument(bytes).elements;
  return first === undefined || "error" in first ? undefined : first.value;
}

function firstLineOf(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(10);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
