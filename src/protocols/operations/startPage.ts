// The page at `/`: that Assay runs, and the lines that connect a program to it. Not the app.

export function startPage(url: string, version: string): string {
  const address = escapeHtml(url);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Assay</title>
<link rel="stylesheet" href="/start.css">
<main>
  <h1>Assay <small>${escapeHtml(version)}</small></h1>
  <p>The lab notebook and the gate of AI work is running and ready to record.</p>
  <h2>Log a run with MLflow, unchanged</h2>
  <pre><code>export MLFLOW_TRACKING_URI=${address}
python train.py</code></pre>
  <h2>Find it again</h2>
  <pre><code>npx assay runs list
npx assay runs show &lt;run id&gt;</code></pre>
  <h2>From TypeScript</h2>
  <pre><code>import { startRun } from 'assay-sdk';

const run = startRun({
  url: '${address}',
  experiment: 'first',
  purpose: 'try Assay',
});
run.param('lr', 0.1);
run.metric('loss', 0.42, { step: 1 });
await run.end();</code></pre>
  <p><a href="/api/v1/openapi.json">API document</a> · <a href="/metrics">Prometheus figures</a> · <a href="/health">health</a></p>
</main>
</html>
`;
}

startPage.styles = `:root { color-scheme: light dark; --ink: #16181d; --quiet: #5a6170; --paper: #fcfcfb; --line: #d9dbe0; --code: #f1f2f4; --link: #1a56c4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e9ec; --quiet: #a0a6b3; --paper: #14161a; --line: #30343c; --code: #1d2026; --link: #8ab4ff; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { font-size: 1.7rem; margin: 0 0 .25rem; letter-spacing: -.01em; }
h1 small { font-size: .9rem; font-weight: 400; color: var(--quiet); }
h2 { font-size: 1rem; margin: 2rem 0 .5rem; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace; }
a { color: var(--link); }
`;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
