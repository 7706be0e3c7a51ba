import { noTerm, type TermId } from "../quads/id-view.ts";
import type { Reading } from "./pair-cursors.ts";
import type { Directed } from "./relations.ts";

type Pattern = readonly [subject: TermId, object: TermId, graph: TermId];
type Position = "subject" | "object";

/** About how many quads of a predicate match: 0 only where there are none. */
export function estimateOf(predicate: TermId, pattern: Pattern, reading: Reading): number {
  const relation = reading.relations.of(predicate);
  if (relation !== undefined) return pairs({ relation, isInverse: false }, pattern, reading);
  const [subject, object, graph] = pattern;
  return reading.view.estimate(subject, predicate, object, graph);
}

/** About how many subjects or objects the quads of a predicate have. */
export function distinctOf(predicate: TermId, position: Position, reading: Reading): number {
  const relation = reading.relations.of(predicate);
  if (relation === undefined) return reading.view.distinct(predicate, position);
  return ends({ relation, isInverse: false }, position, reading);
}

function pairs({ relation, isInverse }: Directed, pattern: Pattern, reading: Reading): number {
  const [subject, object, graph] = isInverse ? turnedPattern(pattern) : pattern;
  const { links, chains, types } = relation;
  let sum = 0;
  for (const link of links)
    sum += link.isInverse
      ? reading.view.estimate(object, link.predicate, subject, graph)
      : reading.view.estimate(subject, link.predicate, object, graph);
  for (const type of types)
    sum += typed(
      type.isInverse ? turnedPattern([subject, object, graph]) : [subject, object, graph],
      reading,
    );
  for (const [first, second] of chains) sum += chained(first, second, [subject, object, graph], reading);
  return sum;
}

/** Of a class the instances of those below it; of none, each type with two classes above it. */
function typed([subject, object, graph]: Pattern, reading: Reading): number {
  const { stated, classes } = reading.relations;
  const relation = { relation: stated(), isInverse: false };
  if (object === noTerm) return classesOfType * pairs(relation, [subject, noTerm, graph], reading);
  return classes
    .below(object)
    .reduce((sum, each) => sum + pairs(relation, [subject, each, graph], reading), 0);
}

/** What the end that is bound leads to, by what the other part leads to on average. */
function chained(
  first: Directed,
  second: Directed,
  [subject, object, graph]: Pattern,
  reading: Reading,
): number {
  const isFromEnd = subject === noTerm && object !== noTerm;
  const middle = isFromEnd
    ? pairs(second, [noTerm, object, graph], reading)
    : pairs(first, [subject, noTerm, graph], reading);
  if (middle === 0) return 0;
  const rest = isFromEnd ? first : second;
  const all = pairs(rest, [noTerm, noTerm, graph], reading);
  const each = Math.ceil(all / Math.max(1, ends(rest, isFromEnd ? "object" : "subject", reading)));
  return subject !== noTerm && object !== noTerm ? Math.min(middle, each) : middle * each;
}

function ends({ relation, isInverse }: Directed, position: Position, reading: Reading): number {
  const { links, chains, types } = relation;
  const asked = (turns: boolean) => (turns === isInverse ? position : other(position));
  let sum = 0;
  for (const link of links) sum += reading.view.distinct(link.predicate, asked(link.isInverse));
  for (const type of types)
    sum += ends(
      { relation: reading.relations.stated(), isInverse: type.isInverse !== isInverse },
      position,
      reading,
    );
  for (const [first, second] of chains) {
    const end = asked(false);
    sum += ends(end === "subject" ? first : second, end, reading);
  }
  return sum;
}

function other(position: Position): Position {
  return position === "subject" ? "object" : "subject";
}

function turnedPattern([subject, object, graph]: Pattern): Pattern {
  return [object, subject, graph];
}

const classesOfType = 3;
