// UTF-8 as text, in blocks of whole lines; what is no UTF-8 is told with its line. Not what the text says.
import { type ByteSource, lineBlocks, mostLineBytes } from './lineBlocks.ts';
import type { ReadProblems } from './readProblems.ts';

export interface TextBlock {
  readonly firstLine: number;
  readonly text: string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const byteOrderMark = '\uFEFF';

/** A byte order mark is passed over. Lines that are too long or not UTF-8 become problems and are left out. */
export async function* textBlocks(source: ByteSource, problems: ReadProblems): AsyncGenerator<TextBlock> {
  for await (const { firstLine, bytes } of lineBlocks(source)) {
    if (bytes === null) {
      const limit = mostLineBytes / 1024 / 1024;
      problems.add(
        firstLine,
        `the line is longer than ${limit} MiB.`,
        'Keep large content outside, and a reference to it in the example.',
      );
      continue;
    }
    if (firstLine === 1) {
      const fault = wrongKind(bytes);
      if (fault !== undefined) {
        problems.add(null, fault.message, fault.fix);
        return;
      }
    }
    const text = decode(bytes);
    if (text !== undefined) {
      yield { firstLine, text: firstLine === 1 && text.startsWith(byteOrderMark) ? text.slice(1) : text };
    } else yield* goodLines(bytes, firstLine, problems);
  }
}

function* goodLines(bytes: Buffer, firstLine: number, problems: ReadProblems): Generator<TextBlock> {
  let line = firstLine;
  for (let at = 0; at < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, at);
    const part = bytes.subarray(at, end < 0 ? bytes.length : end + 1);
    at += part.length;
    const text = decode(part);
    if (text === undefined)
      problems.add(
        line,
        'the line is not UTF-8.',
        'Save the file as UTF-8 (from Latin-1: `iconv -f latin1 -t utf-8`).',
      );
    else yield { firstLine: line, text };
  }
}

function decode(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError) return undefined;
    throw cause;
  }
}

function wrongKind(bytes: Buffer): { readonly message: string; readonly fix: string } | undefined {
  const [first, second] = bytes;
  if (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (first !== 0 && second === 0)
  ) {
    return { message: 'the file is UTF-16.', fix: 'Save it as UTF-8 (`iconv -f utf-16 -t utf-8`).' };
  }
  if (first === 0x1f && second === 0x8b)
    return { message: 'the file is compressed with gzip.', fix: 'Decompress it first (`gunzip`).' };
  if (first === 0x50 && second === 0x4b)
    return { message: 'the file is a ZIP archive or a spreadsheet.', fix: 'Export the sheet as CSV.' };
  if (bytes.subarray(0, 4).toString('latin1') === 'PAR1')
    return { message: 'the file is Parquet.', fix: 'Give it the ending .parquet.' };
  return undefined;
}
