import { OperationalError } from "../errors.ts";

/** Where columns are not as they were written, and how. */
export interface ColumnsDamage {
  /** Absent where they do not come from a file. */
  readonly file?: string;
  /** Absent where the damage is not in one column. */
  readonly column?: string;
  readonly expected: string;
  readonly found: string;
}

/** Columns are not as they were written. What they were made from still is: they can be made anew. */
export class DamagedColumnsError extends OperationalError {
  override readonly name = "DamagedColumnsError";
  readonly code = "index-damaged";
  readonly damage: ColumnsDamage;

  constructor(damage: ColumnsDamage) {
    super(damageText(damage));
    this.damage = damage;
  }
}

/** The damage in a sentence without its stop. */
export function damageText({ file, column, expected, found }: ColumnsDamage): string {
  const place = [file, column === undefined ? undefined : `column ${column}`].filter(Boolean).join(", ");
  return `${place === "" ? "" : `${place}: `}expected ${expected}, found ${found}`;
}
