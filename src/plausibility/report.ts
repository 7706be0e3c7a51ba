/** What the plausibility profile finds of a document. It is ours: nothing of it is a constraint of W3C's. */
export interface PlausibilityReport {
  readonly plausible: boolean;
  readonly implausibilities: readonly Implausibility[];
}

/** One thing that clocks say and that can hardly be; the form is that of a violation of PROV-CONSTRAINTS, without a number. */
export interface Implausibility {
  readonly name: ImplausibilityName;
  /** The bundle in which it is; absent for the top level. */
  readonly bundle?: string;
  /** The activity or entity that it is about. */
  readonly focusNode?: string;
  /** The statements that say so, much as PROV-N writes them. */
  readonly statements: readonly string[];
  /** One sentence for a person. */
  readonly message: string;
}

export type ImplausibilityName =
  /** An activity that starts after it ends. */
  | "start-after-end"
  /** A use of an entity at a time before it was generated, or by an activity that had ended by then. */
  | "use-before-generation"
  /** A time that is yet to come. */
  | "future-time"
  /** Two producers that tell the same event of a thing, at times too far apart. */
  | "clock-skew";

export interface PlausibilityOptions {
  /** The time of the check, in milliseconds since 1970. */
  readonly nowMs: number;
  /** How far the clocks of two producers may differ. */
  readonly clockSkewMs: number;
}

/** Five minutes: what Kerberos lets clocks differ by (RFC 4120 §7.5). */
export const defaultClockSkewMs = 5 * 60 * 1000;

/** How a document is checked at this moment. */
export function plausibilityNow(): PlausibilityOptions {
  return { nowMs: Date.now(), clockSkewMs: defaultClockSkewMs };
}
