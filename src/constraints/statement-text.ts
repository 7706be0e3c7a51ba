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

/** A writer of names by prefixes; the longest namespace wins, and what none fits stays in angle brackets. */
export function nameTextBy(prefixes: Readonly<Record<string, string>>): NameText {
  const namespaces = Object.entries({
    prov: "http://www.w3.org/ns/prov#",
    xsd: "http://www.w3.org/2001/XMLSchema#",
    ...prefixes,
  }).sort(([, one], [, other]) => other.length - one.length);
  return (name) => {
    if (name.startsWith("_:")) return name;
    const fit = namespaces.find(([, namespace]) => name.startsWith(namespace));
    if (fit === undefined) return `<${name}>`;
    return `${fit[0]}${fit[0] === "" ? "" : ":"}${name.slice(fit[1].length)}`;
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
