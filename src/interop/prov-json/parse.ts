import type { JsonObject, JsonValue } from "../../events/event.ts";
import { parseJson } from "../../events/json.ts";
import { isJsonArray, isJsonObject } from "../../events/json-value.ts";
import { type Bundle, elementTypes, type ProvDocument, type Statement } from "../../prov/document.ts";
import { openLineageInstead } from "../openlineage-instead.ts";
import { isStatementType } from "../prov-arguments.ts";
import { MalformedProvError } from "../prov-errors.ts";
import { declaredNamespace, namespaceFault, type Scope, scopeOf } from "../prov-scope.ts";
import { nameText } from "../prov-values.ts";
import { parseRecord } from "./parse-record.ts";
import { faultAt, nameAt, type Path } from "./parse-values.ts";

/**
 * Parses PROV-JSON (W3C Member Submission 24 April 2013): records by type and by identifier, an array where one identifier
 * has several. The `_:` identifier of a relation, which stands for none, is kept only where something refers to it.
 *
 * @throws {MalformedProvError} with a JSON pointer.
 * @throws {MalformedJsonError} when the text is no JSON.
 */
export function parseProvJson(text: string): ProvDocument {
  try {
    return documentIn(text);
  } catch (error) {
    const told = openLineageInstead(error, Buffer.from(text));
    throw told === undefined ? error : new MalformedProvError(told, {}, { cause: error });
  }
}

function documentIn(text: string): ProvDocument {
  const json = parseJson(Buffer.from(text));
  if (!isJsonObject(json)) throw faultAt([], "an object");
  const scope = scopeAt(json, []);
  const statements = statementsAt(json, scope, []);
  const bundles = Object.entries(objectAt(json.bundle, ["bundle"])).map(([name, value]): Bundle => {
    const path = ["bundle", name];
    const content = objectAt(value, path);
    if (content.bundle !== undefined) throw faultAt([...path, "bundle"], "no bundle within a bundle");
    const within = scopeAt(content, path, scope);
    const id = nameAt(name, scope, path);
    return {
      id,
      prefixes: Object.fromEntries(within.prefixes),
      statements: statementsAt(content, within, path),
    };
  });
  const isReferred = referredNames([statements, ...bundles.map((bundle) => bundle.statements)].flat());
  const named = (each: readonly Statement[]) => each.map((statement) => withoutLabel(statement, isReferred));
  return {
    prefixes: Object.fromEntries(scope.prefixes),
    statements: named(statements),
    bundles: bundles.map((bundle) => ({ ...bundle, statements: named(bundle.statements) })),
  };
}

function objectAt(value: JsonValue | undefined, path: Path): JsonObject {
  if (value === undefined) return {};
  if (isJsonObject(value)) return value;
  throw faultAt(path, "an object");
}

function scopeAt(json: JsonObject, path: Path, outer?: Scope): Scope {
  const prefixes = new Map<string, string>();
  for (const [prefix, iri] of Object.entries(objectAt(json.prefix, [...path, "prefix"]))) {
    const fault = typeof iri === "string" ? namespaceFault(iri) : "a string";
    if (fault !== undefined) throw faultAt([...path, "prefix", prefix], `${fault} as namespace`);
    prefixes.set(prefix === "default" ? "" : prefix, declaredNamespace(typeof iri === "string" ? iri : ""));
  }
  return scopeOf(prefixes, outer);
}

function statementsAt(json: JsonObject, scope: Scope, path: Path): Statement[] {
  return Object.entries(json).flatMap(([type, records]) => {
    if (type === "prefix" || (type === "bundle" && path.length === 0)) return [];
    const typePath = [...path, type];
    if (!isStatementType(type)) throw faultAt(typePath, 'a type of statement, "prefix" or "bundle"');
    return Object.entries(objectAt(records, typePath)).flatMap(([id, record]) => {
      const recordPath = [...typePath, id];
      const name = nameAt(id, scope, recordPath);
      const each = isJsonArray(record) ? record : [record];
      if (each.length === 0) throw faultAt(recordPath, "one record at least");
      return each.flatMap((one, index) => {
        const onePath = isJsonArray(record) ? [...recordPath, index] : recordPath;
        if (!isJsonObject(one)) throw faultAt(onePath, "an object");
        return parseRecord(type, name, one, scope, onePath);
      });
    });
  });
}

/** The labels to which arguments or values refer. */
function referredNames(statements: readonly Statement[]): (name: string) => boolean {
  const names = new Set<string>();
  for (const { args, attributes } of statements) {
    for (const argument of Object.values(args)) names.add(nameText(argument));
    for (const { value } of attributes) names.add(value.text);
  }
  return (name) => names.has(name);
}

function withoutLabel(statement: Statement, isReferred: (name: string) => boolean): Statement {
  const { id, ...rest } = statement;
  if (id?.startsWith("_:") !== true || elementTypes.has(statement.type) || isReferred(id)) return statement;
  return rest;
}
