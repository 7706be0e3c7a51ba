import {
  type Argument,
  argumentsOf,
  elementTypes,
  type Statement,
  timeArguments,
  type Value,
} from "../prov/document.ts";

/** Writes names short by declared prefixes, for people to read. */
export type NameText = (name: string) => string;

const qualifiedName = "http://www.w3.org/ns/prov#QUALIFIED_NAME";

/**
 * A writer of names by prefixes, of which those handed over later hide earlier ones; the longest namespace wins, and what none
 * fits stays in angle brackets. p prefixes cost nothing before the first name, then O(p log p), and each name O(log p) and the
 * namespaces that begin with each other.
 */
export function nameTextBy(...scopes: readonly Readonly<Record<string, string>>[]): NameText {
  let fits: PrefixFinder | undefined;
  return (name) => {
    if (name.startsWith("_:")) return name;
    fits ??= longestNamespace(Object.assign({}, predeclared, ...scopes));
    const [prefix, namespace] = fits(name) ?? [];
    if (prefix === undefined || namespace === undefined) return `<${name}>`;
    return `${prefix}${prefix === "" ? "" : ":"}${name.slice(namespace.length)}`;
  };
}

const predeclared = { prov: "http://www.w3.org/ns/prov#", xsd: "http://www.w3.org/2001/XMLSchema#" };

/** The prefix and namespace of a name. */
type PrefixFinder = (name: string) => readonly [prefix: string, namespace: string] | undefined;

/** In the order of texts, what begins a name is its predecessor, or begins that. */
function longestNamespace(prefixes: Readonly<Record<string, string>>): PrefixFinder {
  const prefixOf = new Map<string, string>();
  for (const [prefix, namespace] of Object.entries(prefixes))
    if (!prefixOf.has(namespace)) prefixOf.set(namespace, prefix);
  const sorted = [...prefixOf.keys()].sort();
  /** By index in `sorted`, the index of the longest other that begins it; -1 for none. */
  const beginnings: number[] = [];
  const fitting = (name: string, from: number): number => {
    let at = from;
    while (at >= 0 && !name.startsWith(sorted[at] ?? "")) at = beginnings[at] ?? -1;
    return at;
  };
  for (const [index, namespace] of sorted.entries()) beginnings.push(fitting(namespace, index - 1));
  return (name) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? "") <= name) low = middle + 1;
      else high = middle;
    }
    const namespace = sorted[fitting(name, low - 1)];
    return namespace === undefined ? undefined : [prefixOf.get(namespace) ?? "", namespace];
  };
}

/** A statement much as PROV-N writes it: `used(ex:u1; ex:a, ex:e, -)`. */
export function statementText({ type, id, args, attributes }: Statement, nameText: NameText): string {
  const names: readonly string[] = argumentsOf[type];
  const texts = names.map((name) => argumentText(args[name], timeArguments.has(name), nameText));
  while (names.length > 2 && texts.length > 2 && texts.at(-1) === "-") texts.pop();
  const isElement = elementTypes.has(type);
  if (isElement && texts.every((text) => text === "-")) texts.length = 0;
  const pairs = attributes.map(({ name, value }) => `${nameText(name)}=${valueText(value, nameText)}`);
  if (pairs.length > 0) texts.push(`[${pairs.join(", ")}]`);
  const list = texts.join(", ");
  if (id === undefined) return `${type}(${list})`;
  const head = nameText(id);
  if (!isElement) return `${type}(${head}; ${list})`;
  return list === "" ? `${type}(${head})` : `${type}(${head}, ${list})`;
}

function argumentText(argument: Argument | undefined, isTime: boolean, nameText: NameText): string {
  if (argument === undefined) return "-";
  if (typeof argument === "string") return isTime ? argument : nameText(argument);
  if ("text" in argument) return valueText(argument, nameText);
  const items = argument.map((item) =>
    "key" in item
      ? `(${valueText(item.key, nameText)}, ${nameText(item.entity)})`
      : valueText(item, nameText),
  );
  return `{${items.join(", ")}}`;
}

function valueText({ text, datatype, language }: Value, nameText: NameText): string {
  if (datatype === qualifiedName) return `'${nameText(text)}'`;
  if (language !== undefined) return `${JSON.stringify(text)}@${language}`;
  if (datatype.endsWith("XMLSchema#string")) return JSON.stringify(text);
  return `${JSON.stringify(text)} %% ${nameText(datatype)}`;
}
