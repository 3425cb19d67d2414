// Who a step is noted for: as said with --as, else the user of this machine. Not a proof of who it was.
import type { CommandContext } from '../command.ts';

export interface ActorFlags {
  readonly as?: string;
}

export function actorOf({ env }: CommandContext, flags: ActorFlags): string | null {
  const names = [flags.as, env['ASSAY_USER'], env['USER'], env['LOGNAME'], env['USERNAME']];
  return names.find((name) => name !== undefined && name.trim() !== '')?.trim() ?? null;
}
