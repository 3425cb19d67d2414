// Who a step is noted for: as said with --as, else the user that the CI job or this machine names. Not a proof of who it was.
import { userInfo } from 'node:os';
import type { CommandContext } from '../command.ts';

export interface ActorFlags {
  readonly as?: string;
}

export function actorOf({ env }: CommandContext, flags: ActorFlags): string | null {
  const names = [
    flags.as,
    env['GITHUB_ACTOR'],
    env['GITLAB_USER_LOGIN'],
    env['USER'],
    env['USERNAME'],
    nameOfUser(),
  ];
  return names.find((name) => name !== undefined && name.trim() !== '')?.trim() ?? null;
}

function nameOfUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the system's list, as in some containers.
    return undefined;
  }
}
