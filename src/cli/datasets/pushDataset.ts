// `assay dataset push`: keeps a file or folder as a version of a dataset, a draft until it is published.
import type { ResolvedDataset } from '../../model/dataset.ts';
import { openFiles } from '../../datasets/opening/openFiles.ts';
import type { ColumnMapping } from '../../datasets/reading/readRow.ts';
import { exampleLine } from '../../datasets/writing/exampleLine.ts';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { visibleText } from '../print/visibleText.ts';
import { type ActorFlags, actorOf } from './actor.ts';
import { shortId } from './printing.ts';
import { withStore } from './withStore.ts';

export interface PushDatasetFlags extends ActorFlags {
  readonly name?: string;
  readonly map?: ColumnMapping;
  readonly note?: string;
}

/** @returns the exit code */
export async function pushDataset(
  context: CommandContext,
  path: string,
  flags: PushDatasetFlags,
): Promise<number> {
  const dataset = await openFiles(path, process.cwd(), flags.map);
  const name = flags.name ?? dataset.name;
  return withStore(context, async ({ client, source }) => {
    const header = {
      card: dataset.card,
      slices: dataset.slices,
      inputSchema: dataset.inputSchema,
      author: actorOf(context, flags),
      note: flags.note ?? null,
    };
    const pushed = await client.datasets.push(name, ReadableStream.from(linesOf(header, dataset)));
    if (context.flags.json === true) {
      sayJson(context, pushed);
      return exitCodes.pass;
    }
    const { version, isNew, isCardKept } = pushed;
    const { style } = context;
    const what = isNew ? 'Kept' : 'Was there already:';
    say(context, [
      `${what} ${style.strong(visibleText(name))} ${style.accent(shortId(version.versionId))}, ${countText(version.coverage.examples, 'example')}, ${version.standing}, in ${source}.`,
      ...(isCardKept
        ? [
            style.warning(
              'It is published and keeps the card it was published with; the card of the files differs.',
            ),
          ]
        : []),
      ...(version.standing === 'draft'
        ? [
            style.quiet(
              `Next: assay dataset review ${name} --submit, or assay dataset publish ${name} --without-review "why"`,
            ),
          ]
        : []),
    ]);
    return exitCodes.pass;
  });
}

const charactersPerChunk = 256 * 1024;
const encoder = new TextEncoder();

/** In chunks: a request of one line a chunk takes longer than its content. */
function* linesOf(header: object, { examples }: ResolvedDataset): Generator<Uint8Array> {
  let text = `${JSON.stringify(header)}\n`;
  for (const example of examples) {
    text += `${exampleLine(example)}\n`;
    if (text.length < charactersPerChunk) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text);
}
