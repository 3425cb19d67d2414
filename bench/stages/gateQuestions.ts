/** The questions of the gate's measures and the answers that versions give to them: plain functions of a number, the same for every tool. */

/** One golden example. */
export interface GateQuestion {
  readonly question: string;
  /** The whole answer that is expected, as text. */
  readonly answer: string;
  /** What it must mention. */
  readonly city: string;
  readonly topic: string;
}

/** The two versions: one answer in ten of the first is wrong, one in twelve of the second. */
export const versions = { candidate: 'candidate', baseline: 'baseline' } as const;

const wrongEvery: Readonly<Record<string, number>> = { [versions.candidate]: 10, [versions.baseline]: 12 };

/** The topics are twenty slices. */
export const topics = Array.from({ length: 20 }, (_, at) => `topic ${at + 1}`);

/** Every answer is JSON of this shape. */
export const answerSchema = {
  type: 'object',
  required: ['id', 'city', 'because'],
  properties: {
    id: { type: 'integer' },
    city: { type: 'string', minLength: 1 },
    because: { type: 'string' },
    sources: { type: 'array', items: { type: 'string' } },
  },
} as const;

/** What every answer matches. */
export const answerPattern = '"city":"[A-Z][a-z]+ of district';

export function gateQuestions(count: number): readonly GateQuestion[] {
  return Array.from({ length: count }, (_, at) => ({
    question: `Which city is the seat of district ${at}?`,
    answer: answerText(at, true),
    city: `Seat of district ${at}`,
    topic: topics[at % topics.length] ?? '',
  }));
}

/** What a version answers. */
export function answerTo(question: string, version: string): string {
  const at = Number(/district (\d+)/.exec(question)?.[1] ?? 0);
  return answerText(at, at % (wrongEvery[version] ?? 10) !== 0);
}

function answerText(at: number, isRight: boolean): string {
  const city = isRight ? `Seat of district ${at}` : `Port of district ${at + 1}`;
  return JSON.stringify({
    id: at,
    city,
    because: `The register of districts names it, and the map of ${1900 + (at % 100)} shows it on the river ${(at * 7) % 997}.`,
    sources: [`register/${at}`, `maps/${(at * 31) % 1009}`],
  });
}
