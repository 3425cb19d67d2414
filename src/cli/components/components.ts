// `assay components list` and `assay components show`: what is evaluated, and its versions.
import type { WireComponentVersion } from 'assay-sdk/wireGate';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { agoText, momentText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { labelled } from '../runs/show/section.ts';
import { Refusal } from '../refusal.ts';

/** @returns the exit code */
export async function listComponents(context: CommandContext): Promise<number> {
  return withData(context, async ({ client }) => {
    const page = await client.components.list();
    if (context.flags.json === true) {
      sayJson(context, page);
      return exitCodes.pass;
    }
    const { style, width, now } = context;
    if (page.items.length === 0) {
      say(context, ['Nothing was evaluated yet. Run a gate: npx assay gate']);
      return exitCodes.pass;
    }
    const columns = [
      { title: 'COMPONENT', least: 12 },
      { title: 'VERSIONS', align: 'right' },
      { title: 'EVALUATED', align: 'right' },
    ] as const;
    const rows = page.items.map(({ component, versions, lastUsedAt }): Cell[] => [
      { text: visibleText(component), paint: style.accent },
      String(versions),
      agoText(lastUsedAt, now()),
    ]);
    say(context, tableLines(columns, rows, { indent: 0, width, titles: style.quiet }));
    return exitCodes.pass;
  });
}

/** `customer-faq`: its versions; `customer-faq@1.2.0`: that one with its manifest. @returns the exit code */
export async function showComponent(
  context: CommandContext,
  reference: string,
  { limit = 50, after }: { readonly limit?: number; readonly after?: string },
): Promise<number> {
  const at = reference.lastIndexOf('@');
  return withData(context, async ({ client }) => {
    if (at > 0) {
      const version = await client.components.version(reference.slice(0, at), reference.slice(at + 1));
      if (context.flags.json === true) sayJson(context, version);
      else say(context, versionLines(version, context));
      return exitCodes.pass;
    }
    const page = await client.components.versions(reference, { limit, cursor: after });
    if (page.items.length === 0 && after === undefined) {
      throw new Refusal(
        `No version of the component '${reference}' was ever evaluated.`,
        'See which there are: npx assay components list',
      );
    }
    if (context.flags.json === true) {
      sayJson(context, page);
      return exitCodes.pass;
    }
    const { style, width, now } = context;
    const columns = [
      { title: 'VERSION', least: 8 },
      { title: 'HASH' },
      { title: 'COMMIT' },
      { title: 'FIRST SEEN', align: 'right' },
    ] as const;
    const rows = page.items.map(({ label, hash, manifest, createdAt }): Cell[] => [
      { text: visibleText(label ?? '–'), paint: style.accent },
      hash.slice(0, 12),
      visibleText(manifest.commit?.slice(0, 12) ?? '–'),
      agoText(createdAt, now()),
    ]);
    say(context, tableLines(columns, rows, { indent: 0, width, titles: style.quiet }));
    if (page.next !== null) {
      say(context, [
        '',
        style.quiet(`${countText(page.items.length, 'version')} shown; more: --after ${page.next}`),
      ]);
    }
    return exitCodes.pass;
  });
}

function versionLines(version: WireComponentVersion, context: CommandContext): readonly string[] {
  const { component, label, hash, manifest, createdAt } = version;
  const { kind, component: _component, ...parts } = manifest;
  const title = label === null ? hash.slice(0, 12) : `${component}@${label}`;
  const rows = [
    ['kind', kind],
    ['hash', hash],
    ['first seen', momentText(createdAt)],
    ...Object.entries(parts)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const),
  ] as const;
  return [
    context.style.strong(visibleText(title)),
    '',
    ...labelled(
      rows.map(([name, value]) => [name, visibleText(value)] as const),
      context,
    ),
  ];
}
