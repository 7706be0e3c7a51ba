import type { JsonValue } from "./event.ts";
import { isRfc3339, isUri, isUuid } from "./formats.ts";
import { isExactNumber, isJsonArray, isJsonObject } from "./json-value.ts";

/** The first place where a value is not as a check wants it. */
export interface Breach {
  readonly path: readonly (string | number)[];
  readonly expected: string;
}

/** Says how a value is not what it should be; undefined when it is. */
export type Check = (value: JsonValue) => Breach | undefined;

type Properties = Readonly<Record<string, Check>>;

/**
 * The few kinds of JSON Schema 2020-12 that the schemas of OpenLineage use, as functions. Like there, a property that
 * is not named is free, and null is a value.
 */
const kind =
  (expected: string, isOfKind: (value: JsonValue) => boolean): Check =>
  (value) =>
    isOfKind(value) ? undefined : { path: [], expected };

const textOf = (expected: string, isOfFormat: (text: string) => boolean): Check =>
  kind(expected, (value) => typeof value === "string" && isOfFormat(value));

export const text = textOf("a string", () => true);
export const uri = textOf("a URI", isUri);
export const uuid = textOf("a UUID", isUuid);
export const dateTime = textOf("a date and time (RFC 3339)", isRfc3339);
export const flag = kind("true or false", (value) => typeof value === "boolean");
export const number = kind("a number", (value) => typeof value === "number" || isExactNumber(value));
export const integer = kind("an integer", (value) =>
  isExactNumber(value) ? !value.exactDecimal.includes(".") : Number.isInteger(value),
);
export const positiveInteger = kind(
  "an integer above 0",
  (value) => integer(value) === undefined && isPositive(value),
);
export const anyObject = kind("an object", isJsonObject);

/** One of these texts. */
export const oneOf = (...texts: readonly string[]): Check =>
  textOf(texts.join(", "), (sent) => texts.includes(sent));

/** An object with all of the `required` properties and, where it has them, the `optional` ones as they should be. */
export function object(required: Properties, optional: Properties = {}): Check {
  const names = Object.keys(required);
  const checks = Object.entries({ ...required, ...optional });
  return (value) => {
    if (!isJsonObject(value)) return { path: [], expected: "an object" };
    for (const name of names)
      if (value[name] === undefined) return { path: [], expected: `an object with "${name}"` };
    for (const [name, check] of checks) {
      const member = value[name];
      const breach = member === undefined ? undefined : check(member);
      if (breach !== undefined) return below(name, breach);
    }
    return undefined;
  };
}

/** An object with no other properties than those of `optional` and `required`. */
export function closedObject(required: Properties, optional: Properties): Check {
  const inner = object(required, optional);
  return (value) => {
    const other = isJsonObject(value)
      ? Object.keys(value).find((name) => !(name in required || name in optional))
      : undefined;
    return other === undefined ? inner(value) : { path: [other], expected: "no such property" };
  };
}

/** An object with both of two properties or with neither, and otherwise as `check` says. */
export const together =
  (one: string, other: string, check: Check): Check =>
  (value) =>
    isJsonObject(value) && (value[one] === undefined) !== (value[other] === undefined)
      ? { path: [], expected: `"${one}" and "${other}" together` }
      : check(value);

/** An object whose property `type` says what else it has. */
export const byType =
  (checkOf: Properties): Check =>
  (value) => {
    if (!isJsonObject(value)) return { path: [], expected: "an object" };
    const type = value.type;
    const check = typeof type === "string" && Object.hasOwn(checkOf, type) ? checkOf[type] : undefined;
    return check === undefined
      ? { path: ["type"], expected: Object.keys(checkOf).join(" or ") }
      : check(value);
  };

/** An array of such values. */
export const listOf =
  (check: Check): Check =>
  (value) => {
    if (!isJsonArray(value)) return { path: [], expected: "an array" };
    for (const [index, element] of value.entries()) {
      const breach = check(element);
      if (breach !== undefined) return below(index, breach);
    }
    return undefined;
  };

/** An object that maps any key to such values. */
export const mapOf =
  (check: Check): Check =>
  (value) => {
    if (!isJsonObject(value)) return { path: [], expected: "an object" };
    for (const [key, member] of Object.entries(value)) {
      const breach = check(member);
      if (breach !== undefined) return below(key, breach);
    }
    return undefined;
  };

function below(key: string | number, { path, expected }: Breach): Breach {
  return { path: [key, ...path], expected };
}

function isPositive(value: JsonValue): boolean {
  return isExactNumber(value) ? !value.exactDecimal.startsWith("-") : typeof value === "number" && value > 0;
}
