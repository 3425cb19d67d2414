// `assay restore`: makes a data directory out of a backup, after proving every byte of it. Not restoring deleted runs.
import { resolve } from 'node:path';
import { restoreData } from '../server/restoreData.ts';
import { readReach } from '../server/configuration.ts';
import { type CommandContext, say, sayJson } from './command.ts';
import { exitCodes } from './exitCodes.ts';
import { bytesText, countText } from './print/numbers.ts';
import { spanText } from './print/times.ts';
import { visibleText } from './print/visibleText.ts';

/** @returns the exit code: 5 when the backup is unfinished or damaged */
export async function restore(context: CommandContext, folder: string): Promise<number> {
  const { dataFolder } = readReach(context.flags, context.env);
  const startedAt = context.now();
  const { created, files, bytes } = await restoreData(resolve(folder), dataFolder);
  const restored = { folder: resolve(dataFolder), created, files, bytes, tookMs: context.now() - startedAt };
  if (context.flags.json === true) {
    sayJson(context, restored);
    return exitCodes.pass;
  }
  const { style } = context;
  say(context, [
    `${style.good('Restored')} the backup of ${created.slice(0, 19).replace('T', ' ')} UTC into ${visibleText(dataFolder)}`,
    `  ${countText(files, 'file')}, ${bytesText(bytes)}, every byte proven, in ${spanText(restored.tookMs)}`,
    `  ${style.quiet(`Use it: assay serve --data ${visibleText(dataFolder)}`)}`,
  ]);
  return exitCodes.pass;
}
