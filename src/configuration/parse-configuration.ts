import { expectedName, isAlignmentName } from "../alignments/names.ts";
import { sortByCodePoint } from "../code-points.ts";
import type { Configuration, DatasetPattern, NameRewrite, TagRule, UserExtractor } from "../configuration.ts";
import { isReservedProperty } from "../interop/reserved.ts";
import { iriFault } from "../iri-grammar.ts";
import { namespaceOf } from "../vocabulary.ts";
import { defaultConfiguration } from "./default-configuration.ts";
import {
  boolean,
  type Field,
  fail,
  fieldsOf,
  listOf,
  name,
  type Read,
  required,
  text,
  textWithout,
} from "./fields.ts";
import { groupCount, patternFault } from "./patterns.ts";

/**
 * Parses a configuration, as a person writes it or as the journal keeps it. What is left out is as in
 * `defaultConfiguration`; a list that is given replaces the default list. Unknown keys are refused: a misspelt one
 * would otherwise change nothing, silently.
 *
 * @throws {MalformedConfigurationError}
 */
export function parseConfiguration(json: unknown): Configuration {
  const fields = fieldsOf({ value: json, path: [] }, configurationKeys);
  const or = <T>(field: Field | undefined, read: Read<T>, otherwise: T) =>
    field === undefined ? otherwise : read(field);
  const standard = defaultConfiguration;
  return {
    strict: or(fields.strict, boolean, standard.strict),
    nameRewrites: or(fields.nameRewrites, listOf(nameRewrite), standard.nameRewrites),
    userExtractors: or(fields.userExtractors, listOf(userExtractor), standard.userExtractors),
    serviceNames: or(fields.serviceNames, listOf(lowerCase), standard.serviceNames),
    secretNames: or(fields.secretNames, listOf(nonEmptyPattern), standard.secretNames),
    dropSecrets: or(fields.dropSecrets, boolean, standard.dropSecrets),
    tagRules: or(fields.tagRules, tagRules, standard.tagRules),
    replacingDatasets: or(fields.replacingDatasets, listOf(datasetPattern), standard.replacingDatasets),
    alignments: or(fields.alignments, alignments, standard.alignments),
  };
}

const configurationKeys = [
  "strict",
  "nameRewrites",
  "userExtractors",
  "serviceNames",
  "secretNames",
  "dropSecrets",
  "tagRules",
  "replacingDatasets",
  "alignments",
] as const satisfies readonly (keyof Configuration)[];

const pattern = textWithout(patternFault);
/** An empty pattern would be found in every name. */
const nonEmptyPattern: Read<string> = (field) => {
  const source = pattern(field);
  return new RegExp(source, "i").test("")
    ? fail(field, "a regular expression that does not match nothing")
    : source;
};
const lowerCase: Read<string> = (field) => text(field).toLowerCase();

function nameRewrite(field: Field): NameRewrite {
  const fields = fieldsOf(field, ["namespace", "name", "newNamespace", "newName"]);
  const namespace = required(fields.namespace, "namespace", field, pattern);
  const namePattern = fields.name === undefined ? undefined : pattern(fields.name);
  const newNamespace = required(fields.newNamespace, "newNamespace", field, replacementFor(namespace));
  const newName =
    fields.newName === undefined ? undefined : replacementFor(namePattern ?? "")(fields.newName);
  return {
    namespace,
    newNamespace,
    ...(namePattern === undefined ? {} : { name: namePattern }),
    ...(newName === undefined ? {} : { newName }),
  };
}

/** A replacement that speaks of no group that its pattern has not. */
function replacementFor(source: string): Read<string> {
  return (field) => {
    const groups = groupCount(source);
    const highest = Math.max(0, ...[...text(field).matchAll(/\$(\d+)/g)].map(([, digits]) => Number(digits)));
    return highest > groups
      ? fail(field, `a replacement without $${highest}: the pattern has ${groups} groups`)
      : text(field);
  };
}

function userExtractor(field: Field): UserExtractor {
  const fields = fieldsOf(field, ["facet", "path"]);
  const path = required(fields.path, "path", field, listOf(name));
  if (path.length === 0) fail(field, 'a "path" of at least one key');
  return { facet: required(fields.facet, "facet", field, name), path };
}

function datasetPattern(field: Field): DatasetPattern {
  const fields = fieldsOf(field, ["namespace", "name"]);
  return {
    namespace: required(fields.namespace, "namespace", field, pattern),
    name: required(fields.name, "name", field, pattern),
  };
}

function tagRules(field: Field): readonly TagRule[] {
  const rules = listOf(tagRule)(field);
  const ids = rules.map(({ id }) => id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  return repeated === undefined ? rules : fail(field, `rules of different ids, not "${repeated}" twice`);
}

function tagRule(field: Field): TagRule {
  const fields = fieldsOf(field, ["id", "key", "value", "source", "field", "property", "object"]);
  const optional = (key: "value" | "source" | "field") => {
    const given = fields[key];
    return given === undefined ? {} : { [key]: text(given) };
  };
  return {
    id: required(fields.id, "id", field, ruleId),
    key: required(fields.key, "key", field, name),
    ...optional("value"),
    ...optional("source"),
    ...optional("field"),
    property: required(fields.property, "property", field, property),
    object: required(fields.object, "object", field, iri),
  };
}

/** Their order means nothing, so there is one. */
function alignments(field: Field): readonly string[] {
  return sortByCodePoint([...new Set(listOf(alignmentName)(field))]);
}

const alignmentName = textWithout((text) => (isAlignmentName(text) ? undefined : expectedName));

const ruleId = textWithout((id) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(id) ? undefined : "letters, digits, dots and dashes, at most 100",
);

/** An IRI, in full or with a prefix of `vocabulary.ts`: `dpv:hasPersonalData`. */
function iri(field: Field): string {
  const given = text(field);
  const [prefix = "", local = ""] = given.split(/:(.*)/s, 2);
  const isShort = Object.hasOwn(namespaceOf, prefix) && !local.startsWith("//");
  const full = isShort ? namespaceOf[prefix as keyof typeof namespaceOf] + local : given;
  const fault = iriFault(full);
  return fault === undefined ? full : fail(field, fault);
}

function property(field: Field): string {
  const full = iri(field);
  return isReservedProperty(full) ? fail(field, "a property that is not the store's own") : full;
}
