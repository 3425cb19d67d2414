// Reads all that a run holds, over HTTP, as an MLflow client would: params, tags and every point of every series.

export interface Records {
  /** By `key@step`. */
  readonly points: ReadonlyMap<string, number>;
  readonly params: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
}

interface Point {
  readonly key: string;
  readonly step?: number;
  readonly value: number;
}

interface RunAnswer {
  readonly run: {
    readonly data: {
      readonly metrics?: readonly Point[];
      readonly params?: readonly { readonly key: string; readonly value: string }[];
      readonly tags?: readonly { readonly key: string; readonly value: string }[];
    };
  };
}

interface HistoryAnswer {
  readonly metrics?: readonly Point[];
  readonly next_page_token?: string;
}

/** @throws Error when the server does not answer well */
export async function readRecords(url: string, runId: string): Promise<Records> {
  const { data } = (await ask<RunAnswer>(`${url}/api/2.0/mlflow/runs/get?run_id=${runId}`)).run;
  const points = new Map<string, number>();
  for (const { key } of data.metrics ?? []) {
    let token = '';
    do {
      const query = new URLSearchParams({
        run_id: runId,
        metric_key: key,
        max_results: '25000',
        page_token: token,
      });
      const page = await ask<HistoryAnswer>(`${url}/api/2.0/mlflow/metrics/get-history?${query.toString()}`);
      for (const { step, value } of page.metrics ?? []) points.set(`${key}@${step ?? 0}`, value);
      token = page.next_page_token ?? '';
    } while (token !== '');
  }
  return {
    points,
    params: new Map((data.params ?? []).map(({ key, value }) => [key, value])),
    tags: new Map((data.tags ?? []).map(({ key, value }) => [key, value])),
  };
}

async function ask<Answer>(url: string): Promise<Answer> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  // The wire's own tests hold the shapes of these answers.
  return (await answer.json()) as Answer;
}
