import { elementTypes, type Statement } from "../prov/document.ts";

/**
 * A store names the blank nodes of a document (`interop/posted-document.ts`), and a name is a constant: two documents that
 * state one generation without identifier would contradict each other (24). So the nodes of relations among them are
 * variables again, by the label of their names.
 */
export function withAnonymousNodes(statements: readonly Statement[]): readonly Statement[] {
  const anonymous = new Set<string>();
  for (const { type, id, args } of statements)
    for (const node of [elementTypes.has(type) ? undefined : id, args.generation, args.usage])
      if (typeof node === "string" && namedByStore.test(node)) anonymous.add(node);
  if (anonymous.size === 0) return statements;
  const variableOr = <Given>(given: Given): Given | string =>
    typeof given === "string" && anonymous.has(given) ? `_:${given}` : given;
  return statements.map((statement) => ({
    ...statement,
    ...(statement.id === undefined ? {} : { id: variableOr(statement.id) }),
    args: Object.fromEntries(
      Object.entries(statement.args).map(([name, given]) => [name, variableOr(given)]),
    ),
  }));
}

/** What the store calls a variable that `withAnonymousNodes` made; any other name as it is. */
export function nameInStore(name: string): string {
  return variableOfStore.test(name) ? name.slice(2) : name;
}

const namedByStore = /\/bundle\/[0-9a-f]{64}\/node\/[^/]+$/;
const variableOfStore = /^_:[a-z][a-z0-9+.-]*:.*\/bundle\/[0-9a-f]{64}\/node\/[^/]+$/i;
