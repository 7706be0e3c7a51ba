/** What kind of plain value follows in a record. */
export const tagOf = {
  absent: 0,
  null: 1,
  false: 2,
  true: 3,
  /** A whole number from 0 to 2^53. */
  whole: 4,
  /** Any other number, as text. */
  number: 5,
  text: 6,
  list: 7,
  record: 8,
} as const;
