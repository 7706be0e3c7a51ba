import { type Argument, argumentsOf, type Statement, timeArguments } from "../../prov/document.ts";
import { nameText } from "../prov-values.ts";
import {
  type Context,
  type Kind,
  takeAttributes,
  takeClasses,
  takeNames,
  takeTimes,
  typeAttribute,
  zipped,
} from "./context.ts";
import {
  derivationSubtypes,
  elementOfClass,
  impliedClasses,
  provO,
  type Relation,
  relations,
  type Subtype,
} from "./vocabulary.ts";

/** Reads the relations that PROV-O and `provext` can qualify: first their nodes, then the properties that say something new. */
export function readRelations(context: Context): Statement[] {
  const statements: Statement[] = [];
  for (const relation of relations) {
    const qualified = nodesOf(context, relation).flatMap((node) => readNode(context, relation, node));
    statements.push(...qualified, ...readPlain(context, relation, qualified));
  }
  for (const { args } of statements) noteKinds(context, args);
  return statements;
}

function subtypesOf({ type }: Relation): readonly Subtype[] {
  return type === "wasDerivedFrom" ? derivationSubtypes : [];
}

function nodesOf({ graph }: Context, relation: Relation): string[] {
  const subtypes = subtypesOf(relation);
  const properties = [relation.qualified, ...subtypes.map(({ qualified }) => qualified)];
  const linked = properties
    .flatMap((property) => graph.withPredicate(property))
    .flatMap(({ object }) => (object === undefined ? [] : [object]));
  const classes = [relation.node, ...subtypes.map(({ node }) => node)];
  const nodes = [...new Set([...linked, ...classes.flatMap((type) => graph.instancesOf(type))])];
  // Every other class is a kind of influence, and says more.
  return relation.type === "wasInfluencedBy"
    ? nodes.filter(
        (node) => !relations.some((other) => other !== relation && graph.isInstance(node, other.node)),
      )
    : nodes;
}

function readNode(context: Context, relation: Relation, node: string): Statement[] {
  const { graph, taken, usesOf } = context;
  const subtypes = subtypesOf(relation);
  const linkProperties = [
    relation.qualified,
    ...subtypes.map(({ qualified }) => qualified),
    provO.qualifiedInfluence,
  ];
  const links = graph.to(node).filter(({ predicate }) => linkProperties.includes(predicate));
  for (const link of links) taken.add(link);

  const lists: Record<string, readonly Argument[]> = {
    [relation.subject]: [...new Set(links.map(({ subject }) => subject))],
  };
  for (const [argument, properties] of Object.entries(relation.properties)) {
    lists[argument] = timeArguments.has(argument)
      ? takeTimes(context, node, properties[0] ?? "")
      : takeNames(context, node, properties);
  }
  const each = zipped(lists);

  const isImplied = (type: string) => type === relation.node || impliedClasses.has(type);
  const isElement = Object.keys(elementOfClass).some((type) => graph.isInstance(node, type));
  if (isElement) takeClasses(context, node, isImplied);
  const attributes = isElement ? [] : takeAttributes(context, node, isImplied);
  const linkedAs = subtypes.filter(
    ({ qualified, node: type }) =>
      links.some(({ predicate }) => predicate === qualified) && !graph.isInstance(node, type),
  );
  attributes.push(...linkedAs.map(({ node: type }) => typeAttribute(type)));

  const isNamed = !node.startsWith("_:") || each.length > 1 || usesOf(node) > links.length;
  const id = isNamed ? { id: node } : {};
  return each.map((args) => ({ type: relation.type, ...id, args: inOrder(relation, args), attributes }));
}

/** The arguments in the order of PROV-N. */
function inOrder({ type }: Relation, args: Readonly<Record<string, Argument>>): Record<string, Argument> {
  return Object.fromEntries(
    argumentsOf[type].flatMap((name) => (args[name] === undefined ? [] : [[name, args[name]] as const])),
  );
}

function readPlain(context: Context, relation: Relation, qualified: readonly Statement[]): Statement[] {
  const { subject, object, type } = relation;
  const forms = [{ plain: relation.plain, node: "" }, ...subtypesOf(relation)];
  const known = new Set(
    qualified.flatMap(({ args, attributes }) => {
      const pair = `${nameText(args[subject])} ${nameText(args[object])}`;
      return [` ${pair}`, ...attributes.map(({ value }) => `${value.text} ${pair}`)];
    }),
  );
  const said = forms.flatMap(({ plain, node }) =>
    context.graph.withPredicate(plain).flatMap((triple): Statement[] => {
      if (triple.object === undefined) return [];
      context.taken.add(triple);
      if (known.has(`${node} ${triple.subject} ${triple.object}`)) return [];
      const args = { [subject]: triple.subject, [object]: triple.object };
      return [{ type, args: inOrder(relation, args), attributes: node === "" ? [] : [typeAttribute(node)] }];
    }),
  );
  return [...said, ...readEventTimes(context, relation, qualified)];
}

/** `prov:generatedAtTime` and `prov:invalidatedAtTime`, which state an event of which only the time is known. */
function readEventTimes(
  context: Context,
  { type, subject }: Relation,
  qualified: readonly Statement[],
): Statement[] {
  const property =
    type === "wasGeneratedBy"
      ? provO.generatedAtTime
      : type === "wasInvalidatedBy"
        ? provO.invalidatedAtTime
        : undefined;
  if (property === undefined) return [];
  const known = new Set(qualified.map(({ args }) => `${nameText(args[subject])} ${nameText(args.time)}`));
  const entities = [...new Set(context.graph.withPredicate(property).map((triple) => triple.subject))];
  return entities.flatMap((entity) =>
    takeTimes(context, entity, property)
      .filter((time) => !known.has(`${entity} ${time}`))
      .map((time) => ({ type, args: { [subject]: entity, time }, attributes: [] })),
  );
}

function noteKinds({ kindOf }: Context, args: Statement["args"]): void {
  for (const [argument, name] of Object.entries(args)) {
    const kind = kindOfArgument[argument];
    if (kind === undefined || typeof name !== "string") continue;
    const known = kindOf.get(name);
    // Of what is several the same is said in whatever order statements come, and whatever else is read.
    if (known === undefined || kinds.indexOf(kind) < kinds.indexOf(known)) kindOf.set(name, kind);
  }
}

const kinds: readonly Kind[] = ["entity", "activity", "agent"];

/** PROV-CONSTRAINTS 50, of the arguments that have one type in every relation. */
export const kindOfArgument: Readonly<Record<string, Kind>> = {
  entity: "entity",
  trigger: "entity",
  plan: "entity",
  generatedEntity: "entity",
  usedEntity: "entity",
  specificEntity: "entity",
  generalEntity: "entity",
  alternate1: "entity",
  alternate2: "entity",
  collection: "entity",
  activity: "activity",
  informed: "activity",
  informant: "activity",
  starter: "activity",
  ender: "activity",
  agent: "agent",
  delegate: "agent",
  responsible: "agent",
};
