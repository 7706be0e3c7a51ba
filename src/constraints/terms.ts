import { withoutTrailingZeros } from "../trailing-zeros.ts";

/** A constant, a placeholder or an existential variable, by its number in `Terms`. */
export type Term = number;

/** The placeholder `-` where nothing may be put for it: a constant like any other (PROV-CONSTRAINTS §4.1). */
export const placeholder: Term = 0;

/** Where a relation has no identifier at all, as `specializationOf`. */
export const noTerm: Term = -1;

/**
 * The terms of one instance, with what variables turned out to be: a union-find in which a constant always represents its
 * class. Lookups compress paths; the bindings as they were made are kept beside it, to explain them.
 */
export class Terms {
  readonly #terms = new Map<string, Term>();
  readonly #texts: (string | undefined)[] = ["-"];
  readonly #variables: boolean[] = [false];
  readonly #parents: Term[] = [placeholder];
  readonly #bound = new Map<Term, Term>();

  /** The constant, or for `_:label` the variable, that a name stands for. */
  named(name: string): Term {
    return this.#interned(`n${name}`, name, name.startsWith("_:"));
  }

  /** The constant of an instant, or for `_:label` the variable; two ways to write one instant are one constant. */
  time(text: string): Term {
    return this.#interned(`t${text.startsWith("_:") ? text : instantOf(text)}`, text, text.startsWith("_:"));
  }

  /** A variable that nothing else has. */
  fresh(): Term {
    return this.#made(undefined, true);
  }

  /** What stands for all that a term is equal to. */
  find(term: Term): Term {
    let root = term;
    for (let next = this.#parent(root); next !== root; next = this.#parent(root)) root = next;
    for (let at = term; at !== root; ) {
      const next = this.#parent(at);
      this.#parents[at] = root;
      at = next;
    }
    return root;
  }

  /** Whether a term stands for nothing known yet. */
  isVariable(term: Term): boolean {
    return this.#variables[this.find(term)] === true;
  }

  /** Makes a variable, which represents its class, equal to another representative. */
  bind(variable: Term, to: Term): void {
    this.#parents[variable] = to;
    this.#bound.set(variable, to);
  }

  /** The variables that were bound, one after the other, from a term to its representative. */
  *bindingsOf(term: Term): Iterable<Term> {
    let at = term;
    for (let next = this.#bound.get(at); next !== undefined; next = this.#bound.get(at)) {
      yield at;
      at = next;
    }
  }

  /** The name of what a term is, or undefined for a variable without label. */
  textOf(term: Term): string | undefined {
    return this.#texts[this.find(term)];
  }

  get size(): number {
    return this.#texts.length;
  }

  #interned(key: string, text: string, isVariable: boolean): Term {
    const known = this.#terms.get(key);
    if (known !== undefined) return known;
    const term = this.#made(text, isVariable);
    this.#terms.set(key, term);
    return term;
  }

  #made(text: string | undefined, isVariable: boolean): Term {
    const term = this.#texts.push(text) - 1;
    this.#variables.push(isVariable);
    this.#parents.push(term);
    return term;
  }

  #parent(term: Term): Term {
    return this.#parents[term] ?? term;
  }
}

const dateTime = /^(-?\d{4,})(-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/;

/** The calendar repeats after 400 years. */
const millisecondsOf400Years = 146_097n * 86_400_000n;

/** A key that two lexical forms of one xsd:dateTime value share; without a time zone, a value of its own kind. */
export function instantOf(text: string): string {
  const [, year, seconds, fraction = "", zone] = dateTime.exec(text.trim()) ?? [];
  if (year === undefined) return text;
  // `Date.parse` knows years of four digits alone.
  const sinceThen = ((BigInt(year) % 400n) + 400n) % 400n;
  const ms = Date.parse(`${2000n + sinceThen}${seconds}${zone ?? "Z"}`);
  if (Number.isNaN(ms)) return text;
  const whole = ((BigInt(year) - sinceThen) / 400n) * millisecondsOf400Years + BigInt(ms);
  return `${whole} ${withoutTrailingZeros(fraction)} ${zone === undefined ? "local" : "utc"}`;
}
