import { noTerm, type TermKind, termKind } from "../../../quads/id-view.ts";
import { momentTerm } from "./date-arithmetic.ts";
import { decimalOf, textOf } from "./decimal.ts";
import type { FunctionDefinition, Kit } from "./kit.ts";
import { dayTimeDurationText, type Moment, momentOf, momentReader, timeText, zoneText } from "./moments.ts";
import { xsd } from "./term-makers.ts";

const dated: readonly TermKind[] = [termKind.dateTime, termKind.date];
const timed: readonly TermKind[] = [termKind.dateTime, termKind.time];
const any: readonly TermKind[] = [termKind.dateTime, termKind.date, termKind.time];

/** The functions on dates and times (SPARQL 1.1 §17.4.5), which take an `xsd:date` or `xsd:time` where it has the part. */
export const dateFunctions: Readonly<Record<string, FunctionDefinition>> = {
  now: {
    least: 0,
    most: 0,
    value: ({ context, make }) => {
      const text = `${context.now.toISOString().slice(0, -5)}Z`;
      return () => momentTerm(momentOf(text), termKind.dateTime, make);
    },
  },
  year: part(dated, ({ year }, { make }) => make.integer(year)),
  month: part(dated, ({ month }, { make }) => make.integer(month)),
  day: part(dated, ({ day }, { make }) => make.integer(day)),
  hours: part(timed, ({ hours }, { make }) => make.integer(hours)),
  minutes: part(timed, ({ minutes }, { make }) => make.integer(minutes)),
  seconds: part(timed, (moment, { make }, kind) => {
    // Comunica has the seconds of a time, of which SPARQL does not speak, as an integer.
    if (kind === termKind.time && moment.fraction === 0) return make.integer(moment.seconds);
    return make.decimal(textOf(decimalOf(timeText(moment).slice("hh:mm:".length))));
  }),
  timezone: part(any, ({ zone }, { make }) =>
    zone === undefined ? noTerm : make.typed(dayTimeDurationText(zone * 60), `${xsd}dayTimeDuration`),
  ),
  tz: part(any, (moment, { make }) => make.string(zoneText(moment))),
};

function part(
  kinds: readonly TermKind[],
  partOf: (moment: Moment, kit: Kit, kind: TermKind) => number,
): FunctionDefinition {
  const value = (kit: Kit) => {
    const momentAt = momentReader(kit.terms);
    return (id: number) => {
      const kind = kit.terms.kind(id);
      return kinds.includes(kind) ? partOf(momentAt(id), kit, kind) : noTerm;
    };
  };
  return { least: 1, most: 1, value };
}
