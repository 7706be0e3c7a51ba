import type { NameText } from "../constraints/statement-text.ts";
import type { Implausibility } from "./report.ts";
import { type Telling, topLevel } from "./tellings.ts";
import { apartMs, durationText, isBefore } from "./times.ts";

/**
 * Finds events of which two tellers say times too far apart: for each, the earliest and the latest that are told, of one
 * teller his first alone. O(tellings).
 */
export function clockSkews(
  tellings: Iterable<Telling>,
  { clockSkewMs, nameText }: { readonly clockSkewMs: number; readonly nameText: NameText },
): Implausibility[] {
  const told = new Map<string, Map<string, Telling>>();
  for (const telling of tellings) {
    const key = `${telling.event} ${telling.time.hasZone} ${telling.thing}`;
    const byTeller = told.get(key) ?? new Map<string, Telling>();
    told.set(key, byTeller);
    const known = byTeller.get(telling.teller);
    if (known === undefined || isBefore(telling.time, known.time)) byTeller.set(telling.teller, telling);
  }
  return [...told.values()].flatMap((byTeller): Implausibility[] => {
    const [first, ...others] = byTeller.values();
    if (first === undefined) return [];
    let [earliest, latest] = [first, first];
    for (const other of others) {
      if (isBefore(other.time, earliest.time)) earliest = other;
      if (isBefore(latest.time, other.time)) latest = other;
    }
    const apart = apartMs(earliest.time, latest.time) ?? 0;
    if (apart <= clockSkewMs) return [];
    const { thing, event } = earliest;
    const says = ({ teller, time }: Telling) =>
      `${teller === topLevel ? "the top level" : nameText(teller)} says ${time.text}`;
    return [
      {
        name: "clock-skew",
        focusNode: thing,
        statements: [...new Set([earliest.statement, latest.statement])],
        message: `When ${nameText(thing)} ${event}, ${says(earliest)}, and ${says(latest)}: ${durationText(apart)} apart.`,
      },
    ];
  });
}
