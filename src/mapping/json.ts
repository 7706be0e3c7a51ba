import type { JsonObject, JsonValue } from "../events/event.ts";
import { isExactNumber, isJsonArray, isJsonObject } from "../events/json-value.ts";

/**
 * Reads of a facet that may break its schema: what has not the expected type is as good as absent here, and stays in
 * the snapshot as it was sent.
 */
export function textAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A text, or a number in the digits that were sent: a snapshot id is beyond 2^53. */
export function exactTextAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  if (isExactNumber(value)) return value.exactDecimal;
  return typeof value === "number" ? String(value) : textAt(object, key);
}

/** A whole number, in digits. */
export function integerAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  const text = isExactNumber(value) ? value.exactDecimal : typeof value === "number" ? String(value) : "";
  return /^-?\d+$/.test(text) ? text : undefined;
}

/** An object below a key. */
export function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object?.[key];
  return isJsonObject(value) ? value : undefined;
}

/** The objects of an array below a key, with their places in it; nothing where there is no array. */
export function objectsAt(object: JsonObject | undefined, key: string): (readonly [number, JsonObject])[] {
  const value = object?.[key];
  if (!isJsonArray(value)) return [];
  return [...value.entries()].filter((entry): entry is [number, JsonObject] => isJsonObject(entry[1]));
}

/** Whether an array is below a key, be it empty. */
export function hasArrayAt(object: JsonObject, key: string): boolean {
  return isJsonArray(object[key]);
}

/** The members of an object below a key that are objects. */
export function memberObjectsAt(object: JsonObject | undefined, key: string): [string, JsonObject][] {
  const value = objectAt(object, key) ?? {};
  return Object.entries(value).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]));
}

/** A copy with every member replaced; like all parsed objects it has no prototype. */
export function mapMembers(
  object: JsonObject,
  replace: (value: JsonValue, key: string) => JsonValue,
): JsonObject {
  const copy: Record<string, JsonValue> = Object.create(null);
  for (const [key, value] of Object.entries(object)) copy[key] = replace(value, key);
  return copy;
}
