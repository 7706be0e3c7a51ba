import { type NameText, nameTextBy, statementText } from "../constraints/statement-text.ts";
import type { ProvDocument, Statement } from "../prov/document.ts";
import { clockSkews } from "./clock-skew.ts";
import type { Implausibility, PlausibilityOptions, PlausibilityReport } from "./report.ts";
import { eventsOf, type Telling, type TellingEvent, tellingsIn } from "./tellings.ts";
import { isBefore, type Time, timeOf } from "./times.ts";

/**
 * Finds what the clocks in a document say and can hardly be. PROV-CONSTRAINTS compares no two times by the clock, so a valid
 * document may be implausible, and the reverse. The top level and each bundle are judged by themselves, but for clocks that
 * differ, which show where they are told together: in `tellings`, if the document is not all that there is. O(n).
 */
export function checkPlausibility(
  document: ProvDocument,
  options: PlausibilityOptions,
  tellings: Iterable<Telling> = tellingsIn(document),
): PlausibilityReport {
  const { prefixes, statements, bundles } = document;
  const nameText = nameTextBy(prefixes);
  const implausibilities = [
    ...withinOne(statements, nameText, options),
    ...bundles.flatMap(({ id, prefixes: own, statements: within }) =>
      withinOne(within, nameTextBy(prefixes, own), options).map((each) => ({
        ...each,
        bundle: id,
      })),
    ),
    ...clockSkews(tellings, { ...options, nameText }),
  ];
  return { plausible: implausibilities.length === 0, implausibilities };
}

/** A time, and the statement that says it. */
interface Said {
  readonly time: Time;
  readonly statement: Statement;
}

function withinOne(
  statements: readonly Statement[],
  nameText: NameText,
  { nowMs }: PlausibilityOptions,
): Implausibility[] {
  const textOf = (statement: Statement) => statementText(statement, nameText);
  const first = extremes(statements, isBefore);
  const last = extremes(statements, (one, other) => isBefore(other, one));
  return [
    ...startsAfterEnds(first, last, nameText),
    ...usesBeforeGenerations(statements, first, last, nameText),
    ...futureTimes(statements, nowMs, nameText),
  ].map(({ said, ...rest }) => ({ ...rest, statements: [...new Set(said.map(textOf))] }));
}

type Found = Omit<Implausibility, "statements"> & { readonly said: readonly Statement[] };
/** By event and thing, the time that stands before all others of it. */
type Extremes = ReadonlyMap<string, Said>;

function keyOf(event: TellingEvent, thing: string): string {
  return `${event} ${thing}`;
}

function extremes(statements: readonly Statement[], stands: (one: Time, other: Time) => boolean): Extremes {
  const found = new Map<string, Said>();
  for (const statement of statements) {
    for (const { thing, event, time } of eventsOf(statement)) {
      const known = found.get(keyOf(event, thing));
      if (known === undefined || stands(time, known.time))
        found.set(keyOf(event, thing), { time, statement });
    }
  }
  return found;
}

function startsAfterEnds(first: Extremes, last: Extremes, nameText: NameText): Found[] {
  return [...first].flatMap(([key, end]): Found[] => {
    const activity = key.startsWith("ended ") ? key.slice("ended ".length) : undefined;
    const start = activity === undefined ? undefined : last.get(keyOf("started", activity));
    if (activity === undefined || start === undefined || !isBefore(end.time, start.time)) return [];
    const message = `${nameText(activity)} starts at ${start.time.text}, after it ends at ${end.time.text}.`;
    return [
      { name: "start-after-end", focusNode: activity, said: [start.statement, end.statement], message },
    ];
  });
}

/** A use is at its own time, or no later than its activity ends; a generation at its own, or no earlier than its activity starts. */
function usesBeforeGenerations(
  statements: readonly Statement[],
  first: Extremes,
  last: Extremes,
  nameText: NameText,
): Found[] {
  const generated = generationsIn(statements, first);
  return statements.flatMap((statement): Found[] => {
    const { type, args } = statement;
    const { activity, entity } = args;
    if (type !== "used" || typeof entity !== "string") return [];
    const generation = generated.get(entity);
    const own = timeOf(args.time);
    const ended = typeof activity === "string" ? last.get(keyOf("ended", activity)) : undefined;
    const use = own ?? ended?.time;
    if (generation === undefined || use === undefined || !isBefore(use, generation.time)) return [];
    const by = typeof activity === "string" ? ` by ${nameText(activity)}` : "";
    const when = own === undefined ? `, which ended at ${use.text}` : ` at ${use.text}`;
    const message = `${nameText(entity)} is used${by}${when}, before it is generated at ${generation.time.text}${generation.isByStart ? " or later" : ""}.`;
    const said = [
      statement,
      ...generation.said,
      ...(own === undefined && ended !== undefined ? [ended.statement] : []),
    ];
    return [{ name: "use-before-generation", focusNode: entity, said, message }];
  });
}

interface Generation {
  readonly time: Time;
  readonly said: readonly Statement[];
  /** Whether only the start of the activity is known. */
  readonly isByStart: boolean;
}

/** Of each entity, the earliest time at which it may have been generated; all its generations are one moment (PROV-CONSTRAINTS 39). */
function generationsIn(statements: readonly Statement[], first: Extremes): ReadonlyMap<string, Generation> {
  const found = new Map<string, Generation>();
  for (const statement of statements) {
    const { type, args } = statement;
    const { activity, entity } = args;
    if (type !== "wasGeneratedBy" || typeof entity !== "string") continue;
    const own = timeOf(args.time);
    const started = typeof activity === "string" ? first.get(keyOf("started", activity)) : undefined;
    const time = own ?? started?.time;
    const known = found.get(entity);
    if (time === undefined || (known !== undefined && !isBefore(time, known.time))) continue;
    const said = own === undefined && started !== undefined ? [statement, started.statement] : [statement];
    found.set(entity, { time, said, isByStart: own === undefined });
  }
  return found;
}

function futureTimes(statements: readonly Statement[], nowMs: number, nameText: NameText): Found[] {
  const isFuture = ({ instant, hasZone }: Time) => Date.parse(instant) > nowMs + (hasZone ? 0 : mostAheadMs);
  return statements.flatMap((statement): Found[] => [
    ...eventsOf(statement).flatMap(({ thing, event, time }): Found[] => {
      if (!isFuture(time)) return [];
      const message = `${nameText(thing)} ${event} at ${time.text}, which is yet to come.`;
      return [{ name: "future-time", focusNode: thing, said: [statement], message }];
    }),
    ...futureUse(statement, isFuture, nameText),
  ]);
}

/** A time without a zone may be of where it is latest, UTC+14. */
const mostAheadMs = 14 * 3_600_000;

function futureUse(statement: Statement, isFuture: (time: Time) => boolean, nameText: NameText): Found[] {
  const { entity } = statement.args;
  const time = statement.type === "used" ? timeOf(statement.args.time) : undefined;
  if (time === undefined || !isFuture(time) || typeof entity !== "string") return [];
  const message = `${nameText(entity)} was used at ${time.text}, which is yet to come.`;
  return [{ name: "future-time", focusNode: entity, said: [statement], message }];
}
