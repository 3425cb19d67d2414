// Forces the names in a folder to disk, so that a file made or renamed there survives power loss.
import { open } from 'node:fs/promises';

export async function syncFolder(folder: string): Promise<void> {
  // Windows offers no such call; its file systems journal names themselves.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
