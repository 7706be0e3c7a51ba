import { compareInstants, readInstant } from "../../instant.ts";
import { dcat, prov } from "../../vocabulary.ts";
import type { Name } from "../rest/names.ts";
import type { Known } from "../rule.ts";

/** From one instant to another, both included; an end that is absent is open. */
export interface Period {
  readonly from?: string;
  readonly until?: string;
}

/**
 * Reads a `dcterms:valid`. Understood are:
 * - a date, month, year or date and time: valid until then, that day, month or year included, and from the assessment's
 *   own `prov:generatedAtTime` on where it has one;
 * - an ISO 8601 interval `2026-01-01/2026-12-31`, either end of which may be `..` or empty;
 * - a DCMI Period, `start=2026-01-01; end=2026-12-31`;
 * - a node with `dcat:startDate` and `dcat:endDate` (DCAT 3, `dcterms:PeriodOfTime`).
 *
 * Anything else is no period, and an assessment without one validates nothing.
 */
export function periodOf(valid: Name, assessment: Name, known: Known): Period | undefined {
  const { names } = known;
  if (names.term(valid).termType !== "Literal") return periodOfNode(valid, known);
  const text = names.text(valid).trim();
  const [start, end, ...rest] = text.split("/");
  if (end !== undefined) return rest.length > 0 ? undefined : period(start, end);

  const members = new Map(
    text
      .split(";")
      .map((part) => part.split("="))
      .flatMap(([name = "", value]) =>
        value === undefined ? [] : [[name.trim().toLowerCase(), value] as const],
      ),
  );
  if (members.size > 0)
    return members.has("start") || members.has("end")
      ? period(members.get("start"), members.get("end"))
      : undefined;

  const made = known.facts(assessment, prov.generatedAtTime)[0]?.object;
  return period(made === undefined ? undefined : names.text(made), text, "single");
}

/** Whether an instant lies in a period. */
export function contains({ from, until }: Period, instant: string): boolean {
  return (
    (from === undefined || compareInstants(from, instant) <= 0) &&
    (until === undefined || compareInstants(instant, until) <= 0)
  );
}

function periodOfNode(node: Name, known: Known): Period | undefined {
  const [start, end] = [dcat.startDate, dcat.endDate].map((predicate) => {
    const said = known.facts(node, predicate)[0]?.object;
    return said === undefined ? undefined : known.names.text(said);
  });
  return start === undefined && end === undefined ? undefined : period(start, end);
}

function period(start: string | undefined, end: string | undefined, form?: "single"): Period | undefined {
  const isOpen = (text: string | undefined) => text === undefined || ["", ".."].includes(text.trim());
  const from = isOpen(start) ? undefined : boundary(start ?? "", "first");
  const until = isOpen(end) ? undefined : boundary(end ?? "", "last");
  if (!isOpen(start) && from === undefined) return undefined;
  if (!isOpen(end) && until === undefined) return undefined;
  if (form === "single" && until === undefined) return undefined;
  return {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}

/** The first or the last instant of a year, month, day or instant. */
function boundary(text: string, side: "first" | "last"): string | undefined {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(Z|[+-]\d\d:\d\d)?$/.exec(text.trim());
  if (parts === null) return readInstant(text)?.instant;
  const [, year = "", month, day, zone = "Z"] = parts;
  if (side === "first")
    return readInstant(`${year}-${month ?? "01"}-${day ?? "01"}T00:00:00${zone}`)?.instant;
  const lastMonth = month ?? "12";
  const lastDay = day ?? String(new Date(Date.UTC(Number(year), Number(lastMonth), 0)).getUTCDate());
  return readInstant(`${year}-${lastMonth}-${lastDay}T23:59:59.999999999${zone}`)?.instant;
}
