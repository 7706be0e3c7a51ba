/** The canonical text of a finite number as an `xsd:decimal`: `1.5`, and `2.0` as XML Schema 1.0 has it (§3.2.3.2). */
export function decimalText(value: number): string {
  if (Number.isInteger(value)) return `${BigInt(value)}.0`;
  const text = String(value);
  const [digits = "", exponent] = text.split("e-");
  if (exponent === undefined) return text;
  const sign = value < 0 ? "-" : "";
  return `${sign}0.${"0".repeat(Number(exponent) - 1)}${digits.replace(/[-.]/g, "")}`;
}
