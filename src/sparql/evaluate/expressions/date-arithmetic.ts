import { noTerm, type TermId, type TermKind, termKind } from "../../../quads/id-view.ts";
import type { TermFunction } from "./compiled.ts";
import type { Kit } from "./kit.ts";
import {
  dateText,
  dayTimeDurationText,
  durationOf,
  type Moment,
  momentOf,
  plus,
  secondsOf,
  timeText,
  zoneText,
} from "./moments.ts";
import { xsd } from "./term-makers.ts";

/**
 * `+` and `-` of moments and durations: not in SPARQL 1.1, but in XPath and in Comunica. A duration must be an
 * `xsd:dayTimeDuration` or an `xsd:yearMonthDuration`.
 */
export function dateSum(direction: 1 | -1): (kit: Kit) => TermFunction {
  return (kit) => {
    const { terms, make, read } = kit;
    return (a, b) => {
      const kind = terms.kind(a);
      if (!isMoment(kind) || terms.kind(b) !== termKind.duration) return noTerm;
      const datatype = read.datatype(b);
      if (datatype === `${xsd}duration`) return noTerm;
      if (kind === termKind.time && datatype === `${xsd}yearMonthDuration`) return noTerm;
      const { months, seconds } = durationOf(terms.text(b));
      const moment = plus(momentOf(terms.text(a)), {
        months: months * direction,
        seconds: seconds * direction,
      });
      return momentTerm(moment, kind, make);
    };
  };
}

/** A moment less a duration, or the `xsd:dayTimeDuration` between two moments of one datatype. */
export function dateDifference(kit: Kit): TermFunction {
  const { terms, make } = kit;
  const less = dateSum(-1)(kit);
  const secondsAt = (id: TermId) => secondsOf(momentOf(terms.text(id)));
  return (a, b, c, d) => {
    const kind = terms.kind(a);
    if (!isMoment(kind) || kind !== terms.kind(b)) return less(a, b, c, d);
    const seconds = Number((secondsAt(a) - secondsAt(b)).toFixed(6));
    return make.typed(dayTimeDurationText(seconds), `${xsd}dayTimeDuration`);
  };
}

/** A dateTime, date or time, in its canonical text but for the zone, which it keeps. */
export function momentTerm(moment: Moment, kind: TermKind, make: Kit["make"]): TermId {
  const zone = zoneText(moment);
  if (kind === termKind.date) return make.typed(dateText(moment) + zone, `${xsd}date`);
  if (kind === termKind.time) return make.typed(timeText(moment) + zone, `${xsd}time`);
  return make.typed(`${dateText(moment)}T${timeText(moment)}${zone}`, `${xsd}dateTime`);
}

function isMoment(kind: TermKind): boolean {
  return kind === termKind.dateTime || kind === termKind.date || kind === termKind.time;
}
