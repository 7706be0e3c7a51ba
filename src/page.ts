import { createHash } from "node:crypto";

/**
 * The one frame of every page that we write, whether served or kept as a file: no script, nothing fetched, readable in
 * light, in dark, on a narrow screen and on paper.
 */
export function page({ title, body, home }: Page): string {
  const way = home === undefined ? html`` : html`<nav><a href="${home}">Muniment</a></nav>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Muniment</title>
<style>${style}</style>
</head>
<body>
${
  html`<main>
${way}
${body}
</main>`.html
}
</body>
</html>
`;
}

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Where the way back leads; absent in a page that is kept as a file. */
  readonly home?: string;
}

/** HTML that is safe to send as it is. */
export interface Html {
  readonly html: string;
}

/** A template whose values are escaped, unless they are HTML already. Lists are joined. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  const written = values.map((value) => {
    if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
    return "html" in value ? value.html : value.map((part) => part.html).join("");
  });
  return { html: strings.reduce((text, string, i) => `${text}${written[i - 1] ?? ""}${string}`) };
}

/** An IRI as a link where a browser may follow it, else as text: `javascript:` and its like never become links. */
export function linked(iri: string, text: string, href: string | undefined): Html {
  const target = href ?? (/^https?:/i.test(iri) ? iri : undefined);
  return target === undefined
    ? html`<span title="${iri}">${text}</span>`
    : html`<a href="${target}" title="${iri}">${text}</a>`;
}

/** Escapes what has a meaning in HTML, and shows what would change the order or the look of the text around it. */
function escapeHtml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\ufffd")
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

const style = `
:root { color-scheme: light dark; --ink: #1c1b18; --paper: #fdfcf8; --line: #d9d4c5; --dim: #6b6658; --link: #7a2e12; --band: #f4f0e4; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece7da; --paper: #191815; --line: #3a372f; --dim: #a8a291; --link: #f0a27e; --band: #23211c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 84rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
nav { margin: 0 0 1.5rem; font: 600 .95rem/1 Georgia, serif; }
nav a { color: var(--dim); text-decoration: none; }
h1 { font: 600 1.6rem/1.25 Georgia, serif; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font: 600 1.1rem/1.3 Georgia, serif; margin: 2rem 0 .5rem; }
h3 { font: 600 1rem/1.4 ui-monospace, monospace; margin: 1.5rem 0 .25rem; overflow-wrap: anywhere; }
section:target { background: var(--band); outline: .5rem solid var(--band); }
p { margin: .25rem 0 .75rem; max-width: 48rem; overflow-wrap: anywhere; }
.lead { font-size: 1.1rem; color: var(--dim); }
.dim, .dim a { color: var(--dim); }
.note { border-left: 3px solid var(--link); padding-left: .75rem; }
dl { display: flex; flex-wrap: wrap; gap: .25rem 1.75rem; margin: 1rem 0 1.25rem; }
dt { font-size: .78rem; color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code { font: .85em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 8.5rem; }
th { font-weight: 600; color: var(--dim); }
thead th { white-space: nowrap; }
tbody tr:hover { background: var(--band); }
.figure { font-variant-numeric: tabular-nums; min-width: 4rem; }
.plain { list-style: none; padding: 0; margin: 1rem 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: 1rem; padding: 0; list-style: none; }
.cards li { border-top: 1px solid var(--line); padding-top: .6rem; }
.cards a { font-weight: 600; }
.cards p { margin: .15rem 0 0; font-size: .92rem; color: var(--dim); }
.badge { font-size: .75rem; font-family: system-ui, sans-serif; font-weight: 400; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; color: var(--dim); background: var(--band); white-space: nowrap; }
details ul { margin: .25rem 0; padding-left: 1rem; font: .8rem/1.5 ui-monospace, monospace; }
summary { cursor: pointer; white-space: nowrap; }
form { margin: 1rem 0 1.5rem; padding: 1rem; background: var(--band); border: 1px solid var(--line); border-radius: .4rem; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: .75rem 1.25rem; align-items: end; margin-bottom: .9rem; }
label { display: block; font-weight: 600; font-size: .85rem; }
label small { display: block; font-weight: 400; color: var(--dim); }
input, select, button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .25rem; padding: .3rem .5rem; }
input, select { width: 100%; font-weight: 400; }
button { cursor: pointer; padding: .3rem 1.1rem; border-color: var(--dim); font-weight: 600; }
@media print { :root { --ink: #000; --paper: #fff; --link: #000; --dim: #333; --band: #fff; } main { padding: 0; max-width: none; } nav, form { display: none; } thead { display: table-header-group; } tr { break-inside: avoid; } .scroll { overflow: visible; } }
`;

/** The one style that a page of ours may have, as a source of a Content-Security-Policy (CSP 3 §2.3.1). */
export const styleSource = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
