/** The options of `npm run bench`. */
import { parseArgs } from 'node:util';

/** What can be left out. */
const peers = ['assay', 'mlflow', 'promptfoo'] as const;
type Peer = (typeof peers)[number];

/** What was asked for. */
export interface Options {
  readonly isQuick: boolean;
  readonly isMarkdown: boolean;
  /** Names of measures; empty: all. */
  readonly only: readonly string[];
  readonly jsonFile: string | undefined;
  readonly mlflowVenv: string | undefined;
  /** A server that is left out; the others are measured alone. */
  readonly without: Peer | undefined;
  readonly isHelp: boolean;
}

export const usage = `npm run bench -- [options]

  --quick            a small run of about four minutes; full takes about twenty
  --only a,b         only these measures: NAMES
  --json FILE        write every raw figure as JSON
  --markdown         print the tables as Markdown
  --mlflow-venv DIR  use the MLflow of this virtual environment
  --without NAME     leave out assay, mlflow or promptfoo`;

/** @throws TypeError with a sentence for an option it does not know */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      json: { type: 'string' },
      'mlflow-venv': { type: 'string' },
      without: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    isQuick: values.quick,
    isMarkdown: values.markdown,
    only: values.only.split(',').filter((name) => name !== ''),
    jsonFile: values.json,
    mlflowVenv: values['mlflow-venv'],
    without: peers.find((peer) => peer === values.without),
    isHelp: values.help,
  };
}
