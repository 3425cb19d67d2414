// A program as a user writes it: reads answers, writes scores. What it does is told by its argument, to be hostile on demand.
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

const [behaviour = 'honest'] = process.argv.slice(2);
let asked = 0;

for await (const line of createInterface({ input: process.stdin })) {
  const item = JSON.parse(line);
  asked += 1;
  if (item.expected === null) say({ id: item.id, score: null, reason: 'nothing is expected' });
  else if (behaviour === 'honest' || asked > 1) {
    say({ id: item.id, score: item.output === item.expected ? 1 : 0.25, reason: 'compared' });
  } else if (behaviour === 'prints') process.stdout.write('Loading model…\n');
  else if (behaviour === 'wrong-id') say({ id: 'somebody', score: 1 });
  else if (behaviour === 'nan') process.stdout.write(`{"id": ${JSON.stringify(item.id)}, "score": NaN}\n`);
  else if (behaviour === 'out-of-range') say({ id: item.id, score: 42 });
  else if (behaviour === 'text') say({ id: item.id, score: 'good' });
  else if (behaviour === 'no-score') say({ id: item.id });
  else if (behaviour === 'reports') say({ id: item.id, error: 'the model is not loaded' });
  else if (behaviour === 'huge') say({ id: item.id, score: 1, reason: 'x'.repeat(3_000_000) });
  else if (behaviour === 'dies') {
    process.stderr.write('out of memory\n');
    process.exit(3);
  } else if (behaviour === 'hangs') await wait(1e9);
}

function say(reply) {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
