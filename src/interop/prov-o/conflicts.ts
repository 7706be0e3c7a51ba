import { elementTypes, type ProvDocument, type Statement } from "../../prov/document.ts";
import { UnwritableProvError } from "../prov-errors.ts";
import { datatypes, nameText } from "../prov-values.ts";
import { dictionaryChanges, propertyOfAttribute, provO, relations } from "./vocabulary.ts";

/**
 * Refuses what RDF would merge into something else: statements of one identifier with different arguments, an
 * identifier of two relations, two mentions of one entity, and bundles that are empty or that share a name.
 *
 * @throws {UnwritableProvError}
 */
export function refuseConflicts({ statements, bundles }: ProvDocument): void {
  const names = new Set<string>();
  for (const { id, statements: within } of bundles) {
    if (within.length === 0) throw refusal(`a bundle without statements (${id})`);
    if (names.has(id)) throw refusal(`two bundles of one name (${id})`);
    names.add(id);
    refuseWithin(within);
  }
  refuseWithin(statements);
}

const nodeClasses: ReadonlySet<string> = new Set(
  [...relations, ...dictionaryChanges].map(({ node }) => node),
);

function refuseWithin(statements: readonly Statement[]): void {
  const relationOf = new Map<string, Statement>();
  const timesOf = new Map<string, Statement>();
  const mentionOf = new Map<string, Statement>();
  const described = new Set(
    statements.flatMap(({ type, id }) => (elementTypes.has(type) && id !== undefined ? [id] : [])),
  );
  for (const statement of statements) {
    const { type, id, args, attributes } = statement;
    for (const { name, value } of attributes) {
      const isClass = propertyOfAttribute[name] === provO.type && value.datatype === datatypes.qualifiedName;
      if (isClass && nodeClasses.has(value.text))
        throw refusal(`that ${type} is of type <${value.text}>, which is a relation there`);
    }
    if (type === "mentionOf")
      refuseOther(mentionOf, nameText(args.specificEntity), statement, "two mentions");
    if (id === undefined) continue;
    if (type === "activity") refuseTimes(timesOf, id, statement);
    if (elementTypes.has(type)) continue;
    if (described.has(id) && attributes.length > 0)
      throw refusal(`whether attributes of ${id} are those of an element or of ${type}`);
    refuseOther(relationOf, id, statement, "two statements");
  }
}

function refuseOther(known: Map<string, Statement>, id: string, statement: Statement, what: string): void {
  const other = known.get(id);
  known.set(id, statement);
  if (other === undefined) return;
  if (other.type !== statement.type)
    throw refusal(`${other.type} and ${statement.type} of one identifier (${id})`);
  if (JSON.stringify(other.args) !== JSON.stringify(statement.args))
    throw refusal(`${what} of ${id} with different arguments`);
}

function refuseTimes(known: Map<string, Statement>, id: string, statement: Statement): void {
  const other = known.get(id) ?? statement;
  known.set(id, { ...statement, args: { ...other.args, ...statement.args } });
  for (const name of ["startTime", "endTime"]) {
    const [a, b] = [other.args[name], statement.args[name]];
    if (a !== undefined && b !== undefined && a !== b) throw refusal(`two times (${name}) of ${id}`);
  }
}

function refusal(what: string): UnwritableProvError {
  return new UnwritableProvError("PROV-O", what);
}
