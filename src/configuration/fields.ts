import { ProvenanceError } from "../errors.ts";
import { jsonPointer } from "../events/json-pointer.ts";

/** The configuration is not one. */
export class MalformedConfigurationError extends ProvenanceError {
  override readonly name = "MalformedConfigurationError";
  readonly code = "malformed-configuration";
  /** Where, as an RFC 6901 JSON pointer. */
  readonly pointer: string;

  constructor(pointer: string, expected: string) {
    super(`Expected ${expected} at "${pointer}" of the configuration`);
    this.pointer = pointer;
  }
}

/** A value and where it stands. */
export interface Field {
  readonly value: unknown;
  readonly path: readonly (string | number)[];
}

export type Read<T> = (field: Field) => T;

/** Fails at the place of a field. */
export function fail({ path }: Field, expected: string): never {
  throw new MalformedConfigurationError(jsonPointer(path), expected);
}

export function boolean(field: Field): boolean {
  return typeof field.value === "boolean" ? field.value : fail(field, "true or false");
}

export function text(field: Field): string {
  return typeof field.value === "string" ? field.value : fail(field, "a text");
}

/** A text that is not empty. */
export function name(field: Field): string {
  return text(field) === "" ? fail(field, "a text that is not empty") : text(field);
}

/** A text that `faultOf` finds nothing wrong with. */
export function textWithout(faultOf: (text: string) => string | undefined): Read<string> {
  return (field) => {
    const fault = faultOf(text(field));
    return fault === undefined ? text(field) : fail(field, fault);
  };
}

/** Most elements of one list. */
const maxElements = 10_000;

export function listOf<T>(read: Read<T>): Read<readonly T[]> {
  return (field) => {
    if (!Array.isArray(field.value)) fail(field, "a list");
    const values: readonly unknown[] = field.value;
    if (values.length > maxElements) fail(field, `a list of at most ${maxElements} elements`);
    return values.map((value, index) => read({ value, path: [...field.path, index] }));
  };
}

/** The fields of an object, of which none may have another name than these. */
export function fieldsOf<Key extends string>(
  field: Field,
  keys: readonly Key[],
): Readonly<Partial<Record<Key, Field>>> {
  const { value, path } = field;
  if (typeof value !== "object" || value === null || Array.isArray(value)) fail(field, "an object");
  const fields: Partial<Record<Key, Field>> = {};
  for (const [key, member] of Object.entries(value)) {
    const known = keys.find((each) => each === key);
    if (known === undefined)
      fail({ value: member, path: [...path, key] }, `one of ${keys.join(", ")} as a key, not another`);
    fields[known] = { value: member, path: [...path, key] };
  }
  return fields;
}

/** Reads a field that must be there. */
export function required<T>(field: Field | undefined, key: string, owner: Field, read: Read<T>): T {
  return field === undefined ? fail(owner, `an object with "${key}"`) : read(field);
}
