import type { Bundle, ProvDocument, Statement } from "../prov/document.ts";
import { givenStatements } from "./fact.ts";
import type { Finding, Words } from "./finding.ts";
import { impossibilities } from "./impossibility.ts";
import type { Instance } from "./instance.ts";
import { normalised } from "./normalise.ts";
import { disorders } from "./ordering.ts";
import type { ConstraintReport, Violation } from "./report.ts";
import { nameOf } from "./rules.ts";
import { type NameText, nameTextBy, statementText } from "./statement-text.ts";
import type { Term } from "./terms.ts";
import { typingOf } from "./typing.ts";

/**
 * Checks a document against PROV-CONSTRAINTS (W3C Recommendation 30 April 2013): the top level and each bundle by itself
 * (§6.2), and no two bundles of one identifier. n statements take O(n log n) steps.
 * @throws {MalformedStatementError} when a statement lacks what PROV-DM requires of it.
 */
export function checkConstraints({ prefixes, statements, bundles }: ProvDocument): ConstraintReport {
  const nameText = nameTextBy(prefixes);
  const nameTextWithin = (own: Bundle["prefixes"]) =>
    Object.keys(own).length === 0 ? nameText : nameTextBy(prefixes, own);
  const violations = [
    ...repeatedBundles(bundles, nameText),
    ...checkInstance(statements, nameText).violations,
    ...bundles.flatMap(
      (bundle) => checkInstance(bundle.statements, nameTextWithin(bundle.prefixes), bundle.id).violations,
    ),
  ];
  return { valid: violations.length === 0, violations };
}

/** A document is valid only if no bundle identifier is repeated (§6.2); one violation for each that is. */
function repeatedBundles(bundles: readonly Bundle[], nameText: NameText): readonly Violation[] {
  const counts = new Map<string, number>();
  for (const { id } of bundles) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([id, count]) => ({
      constraint: 6.2,
      name: nameOf[6.2],
      bundle: id,
      focusNode: id,
      statements: [],
      message: `${nameText(id)} identifies ${count} bundles, and may identify one.`,
    }));
}

/** What is found of one instance. */
interface CheckedInstance {
  readonly violations: readonly Violation[];
  /** The names of all that violations are about: while what is said of these stays, so do they. */
  readonly things: ReadonlySet<string>;
}

/**
 * Checks the statements of one instance, the top level of a document or a bundle.
 * @throws {MalformedStatementError}
 */
export function checkInstance(
  statements: readonly Statement[],
  nameText: NameText,
  bundle?: string,
): CheckedInstance {
  const instance = normalised(statements, false);
  const findings = [
    ...instance.findings,
    ...impossibilities(instance, typingOf(instance)),
    ...disorders(instance),
  ];
  const textOf = statementTextsBy(nameText);
  const words = wordsOf(instance, nameText);
  const violations = findings.map(({ constraint, facts, about, message, also = [] }) => ({
    constraint,
    name: nameOf[constraint],
    ...(bundle === undefined ? {} : { bundle }),
    ...focusOf(about, instance),
    statements: [...new Set(givenStatements(facts).map(textOf))],
    message: message(words),
    ...(also.length === 0 ? {} : { also }),
  }));
  return { violations: [...distinct(violations)], things: thingsOf(findings, instance) };
}

function thingsOf(findings: readonly Finding[], { terms }: Instance): ReadonlySet<string> {
  const things = new Set<string>();
  for (const { about, facts } of findings)
    for (const term of [...about, ...facts.flatMap(({ id, args }) => [id, ...args])]) {
      const name = terms.textOf(term);
      if (name !== undefined && name !== "-") things.add(name);
    }
  return things;
}

function focusOf(about: readonly Term[], { terms }: Instance): { readonly focusNode?: string } {
  const names = about.flatMap((term) => terms.textOf(term) ?? []).filter((name) => name !== "-");
  const [focusNode] = [...names.filter((name) => !name.startsWith("_:")), ...names];
  return focusNode === undefined ? {} : { focusNode };
}

/** Without those of the same statements that 23 says twice: what a relation breaks, the influence that it is breaks again. */
function* distinct(violations: readonly Violation[]): Iterable<Violation> {
  const seen = new Set<string>();
  for (const violation of violations) {
    const { constraint, message, statements } = violation;
    const key = JSON.stringify([constraint, constraint === 23 ? "" : message, [...statements].sort()]);
    if (!seen.has(key)) yield violation;
    seen.add(key);
  }
}

/** Writes statements, each once: of one statement there may be many violations. */
function statementTextsBy(nameText: NameText): (statement: Statement) => string {
  const texts = new Map<Statement, string>();
  return (statement) => {
    const text = texts.get(statement) ?? statementText(statement, nameText);
    texts.set(statement, text);
    return text;
  };
}

function wordsOf({ terms }: Instance, nameText: NameText): Words {
  const textOr = (term: number, text: (known: string) => string, unknown: string) => {
    const known = terms.textOf(term);
    return known === undefined ? unknown : known === "-" ? "-" : text(known);
  };
  return {
    name: (term) => textOr(term, nameText, "something unnamed"),
    time: (term) => textOr(term, (text) => text, "an unknown time"),
  };
}
