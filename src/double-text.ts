/** The canonical text of an `xsd:double` or `xsd:float`: `1.5E0`. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "-INF" : "INF";
  if (Object.is(value, -0)) return "-0.0E0";
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}E${exponent.replace("+", "")}`;
}
