/** A JSON Schema, or what stands in the place of one. */
type Schema = Readonly<Record<string, unknown>>;

/**
 * What keeps a value from a schema of draft 07, by JSON pointers; empty when it is valid. Of the vocabulary it has what the
 * schema of PROV-JSONLD uses; a `format` is a note, as the draft has it by default.
 */
export function schemaFaults(value: unknown, schema: Schema, root: Schema = schema, path = ""): string[] {
  const check = (inner: unknown, within: Schema, place: string) => schemaFaults(inner, within, root, place);
  if (typeof schema.$ref === "string") return check(value, definition(schema.$ref, root), path);

  const faults: string[] = [];
  const { type, pattern, required, oneOf, anyOf, items } = schema;
  if (typeof type === "string" && type !== typeOf(value)) return [`${path} is no ${type}`];
  if (typeof pattern === "string" && typeof value === "string" && !new RegExp(pattern, "u").test(value))
    faults.push(`${path} is not of ${pattern}`);
  for (const [name, choices] of Object.entries({ oneOf, anyOf })) {
    if (choices === undefined) continue;
    const found = (choices as Schema[]).map((choice) => check(value, choice, path));
    const valid = found.filter(({ length }) => length === 0).length;
    if (valid === 0 || (name === "oneOf" && valid > 1))
      faults.push(`${path} is valid by ${valid} of ${found.length}`);
  }
  if (Array.isArray(value) && items !== undefined)
    faults.push(...value.flatMap((item, index) => check(item, items as Schema, `${path}/${index}`)));
  if (typeOf(value) !== "object") return faults;

  const entries = Object.entries(value as object) as [string, unknown][];
  for (const key of (required ?? []) as string[])
    if (!entries.some(([known]) => known === key)) faults.push(`${path} lacks ${key}`);
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
  const patterns = Object.entries((schema.patternProperties ?? {}) as Readonly<Record<string, Schema>>);
  for (const [key, member] of entries) {
    const named = Object.hasOwn(properties, key) ? [properties[key] ?? {}] : [];
    const matched = patterns.filter(([each]) => new RegExp(each, "u").test(key)).map(([, each]) => each);
    for (const each of [...named, ...matched]) faults.push(...check(member, each, `${path}/${key}`));
    if (named.length + matched.length > 0) continue;
    if (schema.additionalProperties === false) faults.push(`${path}/${key} may not be there`);
    else if (typeof schema.additionalProperties === "object")
      faults.push(...check(member, schema.additionalProperties as Schema, `${path}/${key}`));
  }
  return faults;
}

function definition(reference: string, root: Schema): Schema {
  const found = (root.definitions as Readonly<Record<string, Schema>>)[
    reference.replace("#/definitions/", "")
  ];
  if (found === undefined) throw new Error(`No ${reference}`);
  return found;
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
}
