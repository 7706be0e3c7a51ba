import { checkInstance } from "../constraints/check.ts";
import { nameTextBy } from "../constraints/statement-text.ts";
import { type Argument, elementTypes, type Statement, type StatementType } from "../prov/document.ts";
import type { QuadView } from "../quads/quad-store.ts";
import { nameInStore } from "./anonymous-nodes.ts";
import { storedDocument } from "./stored-document.ts";

/** What a check of statements finds; it can be posted to another thread. */
export type Checked = ReturnType<typeof checkInstance>;

/** What a check of a whole store finds. */
export interface CheckedWhole extends Checked {
  /** Whether the next check is one of the whole again, see `areTangled`. */
  readonly isTangled: boolean;
}

/** Checks the default graph of a view. @throws {CheckTooLargeError} */
export function checkWhole(view: QuadView, mostQuads: number): CheckedWhole {
  const { statements, prefixes } = storedDocument(view, mostQuads);
  return { ...checkStatements(statements, prefixes), isTangled: areTangled(statements) };
}

/** Checks statements, and tells of nodes by the names that they have in the store. */
export function checkStatements(
  statements: readonly Statement[],
  prefixes: Readonly<Record<string, string>>,
): Checked {
  const nameText = nameTextBy(prefixes);
  const { violations, things } = checkInstance(statements, (name) => nameText(nameInStore(name)));
  const named = violations.map((violation) =>
    violation.focusNode === undefined
      ? violation
      : { ...violation, focusNode: nameInStore(violation.focusNode) },
  );
  return { violations: named, things };
}

/**
 * Whether an identifier is of relations of two types. As influences they are one (15), so what the one leaves open is what the
 * other says, and what is around a change is no longer told by properties: then a check is one of the whole.
 */
export function areTangled(statements: readonly Statement[]): boolean {
  const typeOf = new Map<string, StatementType>();
  const isOther = (id: Argument | undefined, type: StatementType) => {
    if (typeof id !== "string") return false;
    const known = typeOf.get(id);
    typeOf.set(id, type);
    return known !== undefined && known !== type;
  };
  return statements.some(
    ({ type, id, args }) =>
      (!elementTypes.has(type) && isOther(id, type)) ||
      (type === "wasDerivedFrom" &&
        (isOther(args.generation, "wasGeneratedBy") || isOther(args.usage, "used"))),
  );
}
