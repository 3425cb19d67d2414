// Several processes of one program, each asked by whoever is next; the least busy is asked first. Not one process.
import type { JsonObject } from '../../model/json.ts';
import { LineProcess, type LineProcessOptions } from '../process/lineProcess.ts';
import type { ProcessReply } from '../process/processReply.ts';

export class ProcessPool {
  readonly #members: { readonly process: LineProcess; busy: number }[];

  /** @param size how many processes; integer ≥ 1. Each starts at its first request. */
  constructor(size: number, options: LineProcessOptions) {
    this.#members = Array.from({ length: size }, () => ({ process: new LineProcess(options), busy: 0 }));
  }

  /** As {@link LineProcess.request}. */
  async request(payload: JsonObject, signal: AbortSignal): Promise<ProcessReply> {
    const member = this.#members.reduce((least, each) => (each.busy < least.busy ? each : least));
    member.busy++;
    try {
      return await member.process.request(payload, signal);
    } finally {
      member.busy--;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ process }) => process.close()));
  }
}
