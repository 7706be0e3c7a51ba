import type { Quad, Quad_Graph, Quad_Object, Quad_Subject } from "@rdfjs/types";
import { DataFactory } from "n3";
import {
  type Argument,
  type ProvDocument,
  type Statement,
  timeArguments,
  type Value,
} from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import { UnwritableProvError } from "../prov-errors.ts";
import { freshLabels } from "../prov-labels.ts";
import { datatypes, nameText, needsLanguage } from "../prov-values.ts";
import { refuseConflicts } from "./conflicts.ts";
import {
  derivationSubtypes,
  dictionaryChanges,
  elementOfClass,
  propertyOfAttribute,
  provO,
  type Relation,
  relations,
  structuralProperties,
} from "./vocabulary.ts";

/**
 * Writes PROV-O. A relation is one property where that says all of it, and else a node that qualifies it, with the
 * property beside it for whoever asks for no more. Bundles are named graphs.
 *
 * @throws {UnwritableProvError} where RDF would say less, or something else.
 */
export function writeProvO(document: ProvDocument): Quad[] {
  refuseConflicts(document);
  const fresh = freshLabels(document);
  const written = (statements: readonly Statement[], graph: Quad_Graph) => {
    const writer: Writer = { quads: [], graph, fresh, plainOf: plainPairs(statements) };
    for (const statement of statements) writeStatement(writer, statement);
    return writer.quads;
  };
  return [
    ...written(document.statements, DataFactory.defaultGraph()),
    ...document.bundles.flatMap(({ id, statements }) => written(statements, nodeOf(id) as Quad_Graph)),
  ];
}

interface Writer {
  readonly quads: Quad[];
  readonly graph: Quad_Graph;
  readonly fresh: () => string;
  /** How many statements there are of each pair that a property can state: only one of one is written so. */
  readonly plainOf: ReadonlyMap<string, number>;
}

const relationOf: Readonly<Record<string, Relation>> = Object.fromEntries(
  relations.map((relation) => [relation.type, relation]),
);
const classOfElement: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(elementOfClass).map(([type, element]) => [element, type]),
);

function writeStatement(writer: Writer, statement: Statement): void {
  const { type, id, args, attributes } = statement;
  const elementClass = classOfElement[type];
  const relation = relationOf[type];
  if (elementClass !== undefined) {
    const node = id ?? "";
    add(writer, node, provO.type, elementClass);
    addTime(writer, node, provO.startTime, args.startTime);
    addTime(writer, node, provO.endTime, args.endTime);
    addAttributes(writer, node, statement);
  } else if (relation !== undefined) {
    writeRelation(writer, relation, statement);
  } else if (type === "derivedByInsertionFrom" || type === "derivedByRemovalFrom") {
    writeChange(writer, statement);
  } else {
    if (id !== undefined || attributes.length > 0)
      throw new UnwritableProvError("PROV-O", `that ${type} has an identifier or attributes`);
    writeBare(writer, statement);
  }
}

function writeRelation(writer: Writer, relation: Relation, statement: Statement): void {
  const { id, args, attributes } = statement;
  const subject = args[relation.subject];
  const object = args[relation.object];
  const plain = plainProperty(relation, statement);
  const hasPair = typeof subject === "string" && typeof object === "string";
  if (hasPair) add(writer, subject, plain, object);
  if (isPlain(relation, statement) && writer.plainOf.get(pairKey(plain, subject, object)) === 1) return;

  const node = id ?? writer.fresh();
  if (typeof subject === "string") add(writer, subject, relation.qualified, node);
  add(writer, node, provO.type, relation.node);
  for (const [argument, [property = ""]] of Object.entries(relation.properties)) {
    if (timeArguments.has(argument)) addTime(writer, node, property, args[argument]);
    else addName(writer, node, property, args[argument]);
  }
  addAttributes(writer, node, { ...statement, attributes });
}

/** Whether one property says all of a relation. */
function isPlain(relation: Relation, { id, args, attributes }: Statement): boolean {
  const names = Object.keys(args);
  const isPair = names.length === 2 && names.includes(relation.subject) && names.includes(relation.object);
  const isSubtype = attributes.length === 1 && subtypeOf(relation, attributes) !== undefined;
  return id === undefined && isPair && (attributes.length === 0 || isSubtype);
}

function subtypeOf({ type }: Relation, attributes: Statement["attributes"]) {
  if (type !== "wasDerivedFrom") return undefined;
  return derivationSubtypes.find(({ node }) =>
    attributes.some(
      ({ name, value }) =>
        propertyOfAttribute[name] === provO.type &&
        value.datatype === datatypes.qualifiedName &&
        value.text === node,
    ),
  );
}

function plainProperty(relation: Relation, { attributes }: Statement): string {
  return subtypeOf(relation, attributes)?.plain ?? relation.plain;
}

function pairKey(property: string, subject: Argument | undefined, object: Argument | undefined): string {
  return `${property} ${nameText(subject)} ${nameText(object)}`;
}

/** A property that is written beside a qualified relation makes no second statement, so a plain one beside it would be lost. */
function plainPairs(statements: readonly Statement[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const statement of statements) {
    const relation = relationOf[statement.type];
    if (relation === undefined) continue;
    const [subject, object] = [statement.args[relation.subject], statement.args[relation.object]];
    for (const property of new Set([relation.plain, plainProperty(relation, statement)])) {
      const key = pairKey(property, subject, object);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

function writeBare(writer: Writer, { type, args }: Statement): void {
  if (type === "mentionOf") {
    const specific = nameText(args.specificEntity);
    addName(writer, specific, provO.mentionOf, args.generalEntity);
    addName(writer, specific, provO.asInBundle, args.bundle);
  } else {
    const pair = writer.fresh();
    addName(writer, nameText(args.dictionary), provO.hadDictionaryMember, pair);
    addPair(writer, pair, args.key as Value, nameText(args.entity));
  }
}

function writeChange(writer: Writer, statement: Statement): void {
  const { type, id, args } = statement;
  const change = dictionaryChanges.find((each) => each.type === type);
  if (change === undefined) return;
  const node = id ?? writer.fresh();
  if (typeof args.after === "string") {
    addName(writer, args.after, change.plain, args.before);
    add(writer, args.after, change.qualified, node);
  }
  add(writer, node, provO.type, change.node);
  addName(writer, node, provO.dictionary, args.before);
  for (const item of (args[change.argument] ?? []) as readonly (Value | { key: Value; entity: string })[]) {
    if (!("key" in item)) {
      addValue(writer, node, provO.removedKey, item);
      continue;
    }
    const pair = writer.fresh();
    add(writer, node, provO.insertedPair, pair);
    addPair(writer, pair, item.key, item.entity);
  }
  addAttributes(writer, node, statement);
}

function addPair(writer: Writer, pair: string, key: Value, entity: string): void {
  add(writer, pair, provO.type, provO.keyEntityPair);
  addValue(writer, pair, provO.pairKey, key);
  add(writer, pair, provO.pairEntity, entity);
}

function addAttributes(writer: Writer, node: string, { attributes }: Statement): void {
  for (const { name, value } of attributes) {
    const property = propertyOfAttribute[name] ?? name;
    if (structuralProperties.has(property))
      throw new UnwritableProvError("PROV-O", `an attribute <${name}>, which is a relation there`);
    addValue(writer, node, property, value);
  }
}

function addName(writer: Writer, subject: string, property: string, name: Argument | undefined): void {
  if (typeof name === "string") add(writer, subject, property, name);
}

function addTime(writer: Writer, subject: string, property: string, time: Argument | undefined): void {
  if (typeof time === "string")
    addValue(writer, subject, property, { text: time, datatype: `${namespaceOf.xsd}dateTime` });
}

function addValue(
  writer: Writer,
  subject: string,
  property: string,
  { text, datatype, language }: Value,
): void {
  if (language === undefined && needsLanguage(datatype))
    throw new UnwritableProvError("PROV-O", `a value of datatype <${datatype}> without a language`);
  if (datatype === datatypes.qualifiedName) add(writer, subject, property, text);
  else
    addTerm(
      writer,
      subject,
      property,
      DataFactory.literal(text, language ?? DataFactory.namedNode(datatype)),
    );
}

function add(writer: Writer, subject: string, property: string, object: string): void {
  addTerm(writer, subject, property, nodeOf(object) as Quad_Object);
}

function addTerm({ quads, graph }: Writer, subject: string, property: string, object: Quad_Object): void {
  quads.push(
    DataFactory.quad(nodeOf(subject) as Quad_Subject, DataFactory.namedNode(property), object, graph),
  );
}

function nodeOf(name: string) {
  return name.startsWith("_:") ? DataFactory.blankNode(name.slice(2)) : DataFactory.namedNode(name);
}
