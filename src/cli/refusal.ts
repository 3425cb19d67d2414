// Why a command was not carried out: a sentence, what the reader can do, and the exit code. Not a fault of the program.
import { exitCodes } from './exitCodes.ts';

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly remedy: string;
  readonly exitCode: number;

  constructor(message: string, remedy: string, exitCode: number = exitCodes.wrongUsage) {
    super(message);
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}
