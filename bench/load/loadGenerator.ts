/** The bench's handle on a load generator process, kept for many windows so that every server meets warm code. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { resultSchema, type LoadResult, type Plan } from './plan.ts';

/** One generator process; one window at a time. */
export class LoadGenerator {
  private readonly child: ChildProcess;

  constructor() {
    this.child = fork(fileURLToPath(new URL('generator.ts', import.meta.url)), { stdio: 'inherit' });
  }

  /** Drives a server through one window. @throws when the generator's process ends before its answer */
  run(plan: Plan): Promise<LoadResult> {
    return new Promise((resolve, reject) => {
      const ended = (): void => reject(new Error('the load generator ended before it answered'));
      this.child.once('exit', ended);
      this.child.once('message', (message) => {
        this.child.off('exit', ended);
        resolve(resultSchema.parse(message));
      });
      this.child.send(plan);
    });
  }

  /** Ends the process. */
  stop(): void {
    this.child.kill();
  }
}
