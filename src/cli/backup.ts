// `assay backup`: copies everything into a folder, through the server when one runs, else from the data directory.
import { resolve } from 'node:path';
import { type CommandContext, say, sayJson } from './command.ts';
import { exitCodes } from './exitCodes.ts';
import { bytesText, countText } from './print/numbers.ts';
import { spanText } from './print/times.ts';
import { visibleText } from './print/visibleText.ts';
import { withData } from './reach/reachData.ts';

/** @returns the exit code */
export async function backup(context: CommandContext, folder: string): Promise<number> {
  return withData(context, async ({ client, source }) => {
    const made = await client.backup(resolve(folder));
    if (context.flags.json === true) {
      sayJson(context, made);
      return exitCodes.pass;
    }
    const { style } = context;
    say(context, [
      `${style.good('Backed up')} ${source} to ${visibleText(made.folder)}`,
      `  ${countText(made.files, 'file')}, ${bytesText(made.bytes)}, in ${spanText(made.tookMs)}`,
      `  ${style.quiet(`Prove it at any time: cd ${visibleText(made.folder)} && sha256sum -c --quiet SHA256SUMS`)}`,
      `  ${style.quiet(`Bring it back:        assay restore ${visibleText(folder)} --data NEW-FOLDER`)}`,
    ]);
    return exitCodes.pass;
  });
}
