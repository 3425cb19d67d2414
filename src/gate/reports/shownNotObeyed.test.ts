// Texts of models in the log of a CI job.
import { expect, test } from 'vitest';
import { shownNotObeyed } from './shownNotObeyed.ts';

test('what a model wrote is shown in the log of GitHub and not obeyed', () => {
  expect(shownNotObeyed(['  ::error::owned'], 'token')).toEqual([
    '::stop-commands::token',
    '  ::error::owned',
    '::token::',
  ]);
});
