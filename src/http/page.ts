/** The frame of every page that we serve: one file, no script, readable in light, dark and on paper. */
export function page({ title, body }: { readonly title: string; readonly body: Html }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Muniment</title>
<style>${style}</style>
</head>
<body>
<main>
${body.html}
</main>
</body>
</html>
`;
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

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

const style = `
:root { color-scheme: light dark; --ink: #1c1b18; --paper: #fdfcf8; --line: #d9d4c5; --dim: #6b6658; --link: #7a2e12; --band: #f4f0e4; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece7da; --paper: #191815; --line: #3a372f; --dim: #a09a89; --link: #f0a27e; --band: #23211c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font: 600 1.6rem/1.25 Georgia, serif; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font: 600 1.1rem/1.3 Georgia, serif; margin: 2rem 0 .5rem; }
p { margin: .25rem 0 .75rem; max-width: 48rem; }
.dim, .dim a { color: var(--dim); }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
code { font: .85em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 600; color: var(--dim); }
thead th { position: sticky; top: 0; background: var(--paper); }
.badge { font-size: .75rem; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; color: var(--dim); background: var(--band); white-space: nowrap; }
@media print { body { background: #fff; color: #000; } main { padding: 0; } thead th { position: static; } }
`;
