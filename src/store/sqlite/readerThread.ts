// The reader thread's own program: one read-only connection that answers questions in the order they come.
import { parentPort, workerData } from 'node:worker_threads';
import { AssayError } from '../../model/errors.ts';
import { endMessage } from './endThread.ts';
import { openDatabase } from './openDatabase.ts';
import type { ArgsOf, QuestionName } from './questions.ts';
import { answer, type ReaderReply } from './readers.ts';

interface Asked {
  readonly id: number;
  readonly name: QuestionName;
  readonly args: ArgsOf<QuestionName>;
}

const { path } = workerData as { readonly path: string };
const db = openDatabase({ path, readOnly: true });

parentPort?.on('message', (asked: Asked | typeof endMessage) => {
  if (asked === endMessage) {
    db.close();
    parentPort?.close();
  } else {
    parentPort?.postMessage(reply(asked));
  }
});

function reply(asked: Asked): ReaderReply {
  try {
    return { id: asked.id, ok: true, answer: answer(db, asked.name, asked.args) };
  } catch (reason) {
    const isRefusal = reason instanceof AssayError;
    return {
      id: asked.id,
      ok: false,
      code: isRefusal ? reason.code : null,
      message:
        reason instanceof Error
          ? isRefusal
            ? reason.message
            : (reason.stack ?? reason.message)
          : String(reason),
      details: isRefusal ? reason.details : {},
    };
  }
}
