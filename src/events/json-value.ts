import type { ExactNumber, JsonObject, JsonValue } from "./event.ts";

/** Whether a value is an object, and neither null, an array nor a number kept as text. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isJsonArray(value) && !isExactNumber(value);
}

/** `Array.isArray`, which narrows a readonly array too. */
export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/**
 * Whether a value is a number kept as text. What tells it from an object that a producer sent with the key
 * `exactDecimal` is the prototype: parsed objects have none.
 */
export function isExactNumber(value: JsonValue | undefined): value is ExactNumber {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.hasOwn(value, "exactDecimal")
  );
}
