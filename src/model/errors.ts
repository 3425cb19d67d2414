// The one table of errors: every refusal a caller can meet, its kind, what it says and what the reader can do. Not how a wire spells it.

/** What sort of refusal it is; each protocol translates the kind to its own status and code. */
export type ErrorKind = 'not-found' | 'conflict' | 'invalid' | 'forbidden' | 'busy' | 'broken';

interface ErrorEntry {
  readonly kind: ErrorKind;
  /** One sentence for the table in the docs: when this is raised. */
  readonly when: string;
  /** What the reader can do about it. */
  readonly remedy: string;
}

/** Codes are never renamed or reused; docs/errors.md is checked against this table both ways. */
export const errorTable = {
  'request/not-json': {
    kind: 'invalid',
    when: 'The body is not valid JSON.',
    remedy: 'Send a JSON object encoded in UTF-8.',
  },
  'request/invalid-field': {
    kind: 'invalid',
    when: 'A field is missing, of the wrong type or out of range.',
    remedy: 'Correct the field named in the message.',
  },
  'request/too-large': {
    kind: 'invalid',
    when: 'The body is larger than the limit of its route.',
    remedy: 'Split the request; artifacts are streamed and have no such limit.',
  },
  'request/bad-page-token': {
    kind: 'invalid',
    when: 'The page token was not made by this server for this question.',
    remedy: 'Start again from the first page without a token.',
  },
  'request/unknown-route': {
    kind: 'not-found',
    when: 'No such route.',
    remedy: 'See the API document at /api/v1/openapi.json.',
  },
  'request/only-local': {
    kind: 'forbidden',
    when: 'Only callers on the machine of the server may ask this, and not through a proxy.',
    remedy: 'Run the command on the machine of the server.',
  },
  'server/fault': {
    kind: 'broken',
    when: 'Assay failed to do what it should have done.',
    remedy: 'Look at the log of the server, and report what it says.',
  },
  'search/invalid-filter': {
    kind: 'invalid',
    when: 'The filter string cannot be understood.',
    remedy: 'Correct the filter at the position shown.',
  },
  'search/invalid-order': {
    kind: 'invalid',
    when: 'An order_by clause cannot be understood.',
    remedy: 'Use `entity.key ASC` or `entity.key DESC`.',
  },
  'experiment/not-found': {
    kind: 'not-found',
    when: 'No experiment has this id or name.',
    remedy: 'List experiments with `assay experiments list`.',
  },
  'experiment/exists': {
    kind: 'conflict',
    when: 'Another experiment, possibly a deleted one, has this name.',
    remedy: 'Choose another name, or restore the deleted experiment.',
  },
  'experiment/not-active': {
    kind: 'invalid',
    when: 'The experiment is deleted and cannot be written to.',
    remedy: 'Restore the experiment first.',
  },
  'experiment/tag-not-found': {
    kind: 'not-found',
    when: 'The experiment has no tag with this key.',
    remedy: 'Read the experiment to see its tags.',
  },
  'run/not-found': {
    kind: 'not-found',
    when: 'No run has this id.',
    remedy: 'Find the run with `assay runs list`.',
  },
  'run/exists': {
    kind: 'conflict',
    when: 'A run with this id already exists and was created with other properties.',
    remedy: 'Use a fresh run id.',
  },
  'run/not-active': {
    kind: 'invalid',
    when: 'The run is deleted and cannot be written to.',
    remedy: 'Restore the run first.',
  },
  'run/param-changed': {
    kind: 'invalid',
    when: 'A param was already logged with another value; params never change.',
    remedy: 'Log the new value in a new run, or under another key.',
  },
  'run/tag-not-found': {
    kind: 'not-found',
    when: 'The run has no tag with this key.',
    remedy: 'Read the run to see its tags.',
  },
  'gate/no-examples': {
    kind: 'invalid',
    when: 'The selection of a tier takes no example of the dataset.',
    remedy: 'Correct `slice`, `splits` or `limit` of the tier.',
  },
  'gate/infeasible': {
    kind: 'invalid',
    when: 'A demand of the gate can be met by no outcome with so few examples.',
    remedy:
      'Take one of the offered margins or sizes, or run it with --force to see its figures; it cannot pass.',
  },
  'gate-run/not-found': {
    kind: 'not-found',
    when: 'No gate run has this id.',
    remedy: 'List gate runs with `assay gate list`.',
  },
  'gate-run/exists': {
    kind: 'conflict',
    when: 'A gate run with this id was already begun.',
    remedy: 'Use a fresh id.',
  },
  'gate-run/ended': {
    kind: 'conflict',
    when: 'A gate run that has ended was about to be changed.',
    remedy: 'Run the gate again: what was decided stays as it is.',
  },
  'gate-run/results-damaged': {
    kind: 'broken',
    when: 'The results of a gate run do not have the hash that its record names.',
    remedy: 'Restore the data from a backup; do not rely on this gate run.',
  },
  'gate-run/record-damaged': {
    kind: 'broken',
    when: 'The record of a gate run is not what was kept: it was altered, or does not agree with what it is listed with.',
    remedy: 'Restore the data from a backup; do not rely on this gate run.',
  },
  'gate-run/ambiguous': {
    kind: 'invalid',
    when: 'Several gate runs have ids that begin like this.',
    remedy: 'Give more digits of the id.',
  },
  'gate-run/no-results': {
    kind: 'not-found',
    when: 'The gate run has no results: it is still running, or ended before any were kept.',
    remedy: 'Wait until it ends, or run the gate again.',
  },
  'gate-run/unknown-objective': {
    kind: 'invalid',
    when: 'The gate run has no objective of this name.',
    remedy: 'Use one of the names in the message.',
  },
  'gate-run/invalid-record': {
    kind: 'invalid',
    when: 'A gate run that was carried out elsewhere contradicts itself: its status, hashes, policy, waivers or results do not belong together.',
    remedy: 'Send the record and the results exactly as `assay gate` made them.',
  },
  'gate-run/verdict-differs': {
    kind: 'invalid',
    when: 'The verdict of a gate run is not the one its own results and policy give.',
    remedy:
      'Run the gate again with the version of Assay that the server has; a verdict is never taken on trust.',
  },
  'component/label-taken': {
    kind: 'conflict',
    when: 'A semantic name already names another version of the component.',
    remedy: 'Give the changed version a new name; names never move to other content.',
  },
  'component/not-found': {
    kind: 'not-found',
    when: 'No version of the component has this name or hash.',
    remedy: 'List the versions with `assay components show`.',
  },
  'component/file-missing': {
    kind: 'invalid',
    when: 'A file that the manifest of a version names cannot be read.',
    remedy: 'Correct the path; it is meant from the folder of the gate file.',
  },
  'job/not-found': {
    kind: 'not-found',
    when: 'No job has this id.',
    remedy: 'List jobs with `assay jobs list`.',
  },
  'job/not-ended': {
    kind: 'conflict',
    when: 'A job was to be tried again while it is queued, running or done.',
    remedy: 'Only dead and cancelled jobs are tried again; queue new work instead.',
  },
  'job/lease-lost': {
    kind: 'conflict',
    when: 'A worker spoke for a job that is no longer its own.',
    remedy: 'Stop working on it: another worker has it, or it has ended.',
  },
  'job/unknown-kind': {
    kind: 'invalid',
    when: 'No worker does jobs of this kind.',
    remedy: 'Use one of the kinds in the message; docs/jobs.md describes them.',
  },
  'job/invalid-payload': {
    kind: 'invalid',
    when: 'The payload of a job is not what jobs of its kind take.',
    remedy: 'Correct the field named in the message; docs/jobs.md describes the payloads.',
  },
  'job/worker-lost': {
    kind: 'broken',
    when: 'The worker that had a job disappeared, and no attempts are left.',
    remedy: 'Look why the server stopped, then try the job again with `assay jobs retry`.',
  },
  'job/cancelled': {
    kind: 'conflict',
    when: 'The job was asked to stop, and did.',
    remedy: 'Queue it again, or try it again with `assay jobs retry`.',
  },
  'job/gate-errored': {
    kind: 'busy',
    when: 'A queued gate run could not be carried out; it is tried again.',
    remedy: 'Look at the error of the gate run; cancel the job if waiting does not mend it.',
  },
  'job/code-not-allowed': {
    kind: 'forbidden',
    when: 'A gate run for the server names commands, modules or files, and the server was not started to run code.',
    remedy:
      'Run the gate where the code is and record it with ASSAY_URL, or start the server with --allow-code on a machine where that is safe.',
  },
  'schedule/name-taken': {
    kind: 'conflict',
    when: 'Another schedule has this name.',
    remedy: 'Choose another name, or change the schedule that has it.',
  },
  'schedule/invalid': {
    kind: 'invalid',
    when: 'A schedule has a cron expression or a time zone that cannot be understood, or that never comes.',
    remedy: 'Give five fields such as `0 3 * * 1-5`, and a zone such as `Europe/Berlin`.',
  },
  'schedule/not-found': {
    kind: 'not-found',
    when: 'No schedule has this name.',
    remedy: 'List schedules with `assay jobs schedules`.',
  },
  'waiver/invalid': {
    kind: 'invalid',
    when: 'A waiver lacks an owner, a reason or an end.',
    remedy: 'Say who answers for it, why, and until when (within a year).',
  },
  'waiver/not-found': {
    kind: 'not-found',
    when: 'No waiver has this id.',
    remedy: 'List waivers with `assay gate waivers`.',
  },
  'alert/not-found': {
    kind: 'not-found',
    when: 'No alert has this id.',
    remedy: 'List alerts with `assay alerts`.',
  },
  'run/no-thresholds': {
    kind: 'invalid',
    when: 'A run was to be held to its quality thresholds, and has none.',
    remedy: 'Record them with the run: `scorer.with_quality_threshold(0.9)` in MLflow 3.17.1 or later.',
  },
  'run/invalid-thresholds': {
    kind: 'invalid',
    when: 'The quality thresholds of a run cannot be read.',
    remedy: 'Record them again with an MLflow client; they are JSON with a list of rules.',
  },
  'registry/model-not-found': {
    kind: 'not-found',
    when: 'No registered model or prompt has this name.',
    remedy: 'Search the registry for its name; a renamed model is found under its new name only.',
  },
  'registry/model-exists': {
    kind: 'conflict',
    when: 'Another registered model or prompt has this name.',
    remedy: 'Choose another name; models and prompts share one set of names.',
  },
  'registry/version-not-found': {
    kind: 'not-found',
    when: 'The model has no version with this number, or it was deleted.',
    remedy: 'Search the versions of the model.',
  },
  'registry/alias-not-found': {
    kind: 'invalid',
    when: 'The model has no alias of this name.',
    remedy: 'Read the model to see its aliases.',
  },
  'registry/invalid-source': {
    kind: 'invalid',
    when: 'The source of a model version is a path on the server, or leaves the place it names.',
    remedy: 'Give the URI of an artifact, without `..`, or the run that made a local path.',
  },
  'logged-model/not-found': {
    kind: 'not-found',
    when: 'No logged model has this id, or it was deleted.',
    remedy: 'Search the logged models of the experiment.',
  },
  'logged-model/param-changed': {
    kind: 'invalid',
    when: 'A param of a logged model was already logged with another value; params never change.',
    remedy: 'Log the new value in a new model, or under another key.',
  },
  'logged-model/tag-not-found': {
    kind: 'not-found',
    when: 'The logged model has no tag with this key.',
    remedy: 'Read the logged model to see its tags.',
  },
  'dataset/not-found': {
    kind: 'not-found',
    when: 'No evaluation dataset has this id.',
    remedy: 'Search the evaluation datasets.',
  },
  'dataset/invalid-record': {
    kind: 'invalid',
    when: 'A record of an evaluation dataset is not of the form that records have.',
    remedy:
      'Give each record an object under `inputs`, and objects under `expectations`, `tags` and `source` where they are present.',
  },
  'dataset/invalid-examples': {
    kind: 'invalid',
    when: 'A file of examples has lines that are no examples, or inputs that occur twice; nothing of it was used.',
    remedy: 'Correct the lines named in the message; each says what is wrong and how to put it right.',
  },
  'dataset/invalid-card': {
    kind: 'invalid',
    when: 'A dataset.yaml is no YAML, or says something that cards do not have.',
    remedy: 'Correct the lines named in the message; docs/datasets.md lists what a card may say.',
  },
  'dataset/invalid-schema': {
    kind: 'invalid',
    when: 'The inputSchema of a dataset is no JSON Schema that can be used safely.',
    remedy:
      'Correct the schema; it may not refer to other documents, nor have patterns that can take for ever.',
  },
  'dataset/unreadable': {
    kind: 'invalid',
    when: 'A path names nothing that examples can be read from.',
    remedy: 'Name a .jsonl, .csv or .parquet file, a dataset.yaml, or a folder that has one.',
  },
  'dataset/too-large': {
    kind: 'invalid',
    when: 'A dataset has more examples, or a file more bytes, than one dataset may have.',
    remedy: 'Split it into several datasets.',
  },
  'dataset/hash-mismatch': {
    kind: 'conflict',
    when: 'What was read is not the version that it is pinned to, or that it was stored as.',
    remedy:
      'If the change is meant, pin the new id; if not, restore the file and look at `assay dataset diff` for what was altered.',
  },
  'dataset/unknown-name': {
    kind: 'not-found',
    when: 'No golden dataset has this name, and it is no path either.',
    remedy: 'List datasets with `assay dataset list`; begin a path with `./`.',
  },
  'dataset/unknown-version': {
    kind: 'not-found',
    when: 'The golden dataset has no version of this label or id.',
    remedy: 'List its versions with `assay dataset list <name>`.',
  },
  'dataset/ambiguous-version': {
    kind: 'invalid',
    when: 'Several versions of the dataset have ids that begin like this.',
    remedy: 'Give more digits of the id, or a label.',
  },
  'dataset/nothing-published': {
    kind: 'not-found',
    when: 'The dataset has no published version, and no version was named.',
    remedy: 'Publish one, or name the draft by its id.',
  },
  'dataset/example-missing': {
    kind: 'invalid',
    when: 'A version names an example that was not sent.',
    remedy: 'Push the dataset again.',
  },
  'dataset/wrong-standing': {
    kind: 'conflict',
    when: 'The version is not of the standing that this step begins from, such as a draft or one in review.',
    remedy: 'Look at the version with `assay dataset show`, and take the step that is next.',
  },
  'dataset/label-taken': {
    kind: 'conflict',
    when: 'Another version of the dataset has this label; labels never move.',
    remedy: 'Choose the next label.',
  },
  'dataset/invalid-label': {
    kind: 'invalid',
    when: 'A label is empty, too long, has other characters than labels have, or could be taken for a version id.',
    remedy: 'Use something like `1.2.0`: letters, digits, dots, dashes, plus and underscores.',
  },
  'dataset/invalid-name': {
    kind: 'invalid',
    when: 'The name is none that a golden dataset can have.',
    remedy:
      'Use letters, digits, dots, dashes and underscores, beginning with a letter or digit; at most 100.',
  },
  'dataset/not-reviewed': {
    kind: 'conflict',
    when: 'A version is to be published that nobody approved.',
    remedy:
      'Submit it and let somebody else approve it with `assay dataset review`, or publish it with --without-review and a reason, which is kept.',
  },
  'dataset/own-review': {
    kind: 'forbidden',
    when: 'The author of a version, or one who is not the named reviewer, approves it.',
    remedy: 'Let the reviewer do it, or publish with --without-review and a reason, which is kept.',
  },
  'dataset/unacknowledged-findings': {
    kind: 'conflict',
    when: 'Near-duplicates, or examples that leak between splits, were found and nobody said why that is right.',
    remedy:
      'Remove what `assay dataset check` lists, or give the reason with --acknowledge; it is kept with the version.',
  },
  'dataset/withdrawn': {
    kind: 'conflict',
    when: 'The version was withdrawn and is no longer used for decisions.',
    remedy: 'Use a newer version; `assay dataset show` tells why it was withdrawn.',
  },
  'dataset/unknown-slice': {
    kind: 'invalid',
    when: 'The dataset has no slice of this name.',
    remedy: 'Declare the slice in the dataset.yaml, or name one that is there.',
  },
  'dataset/unknown-split': {
    kind: 'invalid',
    when: 'No example of the dataset is of this split.',
    remedy: 'Name a split that examples have; `assay dataset show` lists them.',
  },
  'policy/invalid': {
    kind: 'invalid',
    when: 'The gate file cannot be read, or says something that cannot be; every problem is listed with its line.',
    remedy: 'Correct the lines named in the message; docs/gate.md explains every key.',
  },
  'artifact/not-found': {
    kind: 'not-found',
    when: 'No artifact lies at this path.',
    remedy: 'List the directory to see what is there.',
  },
  'artifact/is-directory': {
    kind: 'invalid',
    when: 'The path names a directory where a file is wanted.',
    remedy: 'List the directory and name one of its files.',
  },
  'artifact/invalid-path': {
    kind: 'invalid',
    when: 'The path could lead outside of its directory, or has characters that no artifact name may have.',
    remedy:
      'Use a relative path with `/` between its parts, without `..`, backslashes, `#` or control characters.',
  },
  'artifact/path-taken': {
    kind: 'conflict',
    when: 'A file would have to be a directory at the same time, or a directory a file.',
    remedy: 'Choose another path, or delete what is there first.',
  },
  'artifact/upload-interrupted': {
    kind: 'invalid',
    when: 'The upload ended before all of its bytes had come; nothing of it was kept.',
    remedy: 'Send the file again.',
  },
  'artifact/content-missing': {
    kind: 'broken',
    when: 'The path is known, but its content is not in the data directory.',
    remedy: 'Run `assay doctor`, and restore the missing file from a backup.',
  },
  'artifact/elsewhere': {
    kind: 'invalid',
    when: 'The artifacts of this run or model lie at a location that this server does not serve.',
    remedy: 'Read them directly at the artifact URI named in the message.',
  },
  'backup/target-not-empty': {
    kind: 'invalid',
    when: 'The folder for a backup, or for restoring one, has something in it.',
    remedy:
      'Name a folder that is empty or does not exist; an unfinished backup (no manifest.json) can be deleted.',
  },
  'backup/incomplete': {
    kind: 'invalid',
    when: 'The folder has no manifest, so the backup was never finished, or it is no backup.',
    remedy: 'Use another backup.',
  },
  'backup/damaged': {
    kind: 'invalid',
    when: 'A file of the backup is missing or not what the manifest says; nothing was restored.',
    remedy: 'Use another backup, or fetch the damaged file again from where the backup was copied.',
  },
  'store/in-use': {
    kind: 'busy',
    when: 'Another process owns the data directory.',
    remedy: 'Stop that process, or give this one another directory with --data.',
  },
  'store/newer-schema': {
    kind: 'invalid',
    when: 'The data directory was written by a newer Assay.',
    remedy: 'Run the newer version, or restore a backup made before the upgrade.',
  },
  'store/write-failed': {
    kind: 'broken',
    when: 'The write could not be made durable; nothing of it was kept.',
    remedy: 'Look at the disk (space, permissions) and repeat the request.',
  },
  'scores/out-of-range': {
    kind: 'invalid',
    when: 'A score is not a number, infinite, or outside the range its evaluator declares.',
    remedy: 'Correct the evaluator, or the range it declares; scores are never clipped.',
  },
  'scores/malformed': {
    kind: 'invalid',
    when: 'A score table is inconsistent: an example twice, lengths that do not fit, an index that is none.',
    remedy: 'Give every example once, and as many values as examples times epochs.',
  },
  'selftest/needs-repeats': {
    kind: 'invalid',
    when: 'A self-test has neither repeats of one version nor a second arm to permute.',
    remedy: 'Run the known-good version with at least two epochs.',
  },
  'evaluator/unknown': {
    kind: 'invalid',
    when: 'No evaluator has this name.',
    remedy:
      'Use a name listed in docs/evaluators.md; one of your own is `use: module` with `options: { module: file#export }`.',
  },
  'evaluator/invalid-options': {
    kind: 'invalid',
    when: 'An option of an evaluator is unknown, missing or cannot be understood.',
    remedy:
      'Correct the option named in the message; docs/evaluators.md lists the options of each evaluator.',
  },
  'evaluator/invalid-module': {
    kind: 'invalid',
    when: 'A module cannot be loaded or does not export an evaluator.',
    remedy: 'Export an object with `dimension` and a function `score`, as docs/evaluators.md shows.',
  },
  'evaluator/missing-input': {
    kind: 'invalid',
    when: 'The example or the answer lacks what the evaluator needs; the example is unscored, never 0.',
    remedy:
      'Give the example or the answer what is missing, or say where it is with `output` and `expected`.',
  },
  'evaluator/score-out-of-range': {
    kind: 'broken',
    when: 'An evaluator gave a score that is not a number or lies outside the range it declares; the example is unscored.',
    remedy: 'Mend the evaluator, or declare the range its scores really have.',
  },
  'evaluator/regex-too-slow': {
    kind: 'invalid',
    when: 'A regular expression or schema did not finish in time on an answer; the example is unscored.',
    remedy: 'Rewrite the pattern so that no repeated group contains another repetition, and anchor it.',
  },
  'evaluator/too-long': {
    kind: 'invalid',
    when: 'An answer or an expectation is longer than the evaluator can compare in bounded time; the example is unscored.',
    remedy: 'Point `output` at the part that matters, or use an evaluator made for long texts.',
  },
  'evaluator/too-slow': {
    kind: 'broken',
    when: 'An evaluator of your own did not answer within its time limit; the example is unscored.',
    remedy: 'Make it faster, or raise `timeoutMs` in its options.',
  },
  'evaluator/fault': {
    kind: 'broken',
    when: 'An evaluator threw an error instead of giving a score; the example is unscored.',
    remedy: 'Mend the evaluator; if it is one of the built-in ones, report what the message says.',
  },
  'evaluator/invalid-answer': {
    kind: 'broken',
    when: 'An evaluator of your own answered with something that is not a score; the example is unscored.',
    remedy:
      'Answer one JSON object a line, with the `id` that was asked and a `score` that is a number or null.',
  },
  'evaluator/process-died': {
    kind: 'broken',
    when: 'The program of an evaluator could not be started, or ended while it was asked; the example is unscored.',
    remedy: 'Read its last words in the message and mend it; it is started again for the next example.',
  },
  'endpoint/unreachable': {
    kind: 'busy',
    when: 'The endpoint refuses connections, breaks them off, or its name is not known.',
    remedy:
      'Check the address, and that the endpoint is running; what was answered is kept and not asked again.',
  },
  'endpoint/timeout': {
    kind: 'busy',
    when: 'The endpoint did not answer within the time one attempt may take.',
    remedy: 'Raise the time limit of the runner, or ask the endpoint for less at once.',
  },
  'endpoint/throttled': {
    kind: 'busy',
    when: 'The endpoint kept asking for fewer calls until the time for this call was over.',
    remedy:
      'Lower the concurrency, raise the deadline of a call, or ask the provider for a higher limit; then run again.',
  },
  'endpoint/quota-exhausted': {
    kind: 'forbidden',
    when: 'The endpoint says that the account has no credit left.',
    remedy: 'Add credit or use another key, then run again: what was answered is kept.',
  },
  'endpoint/unauthorized': {
    kind: 'forbidden',
    when: 'The endpoint refuses the key, or there is none (401 or 403).',
    remedy: 'Set the variable that the message names to a valid key.',
  },
  'endpoint/missing-secret': {
    kind: 'invalid',
    when: 'The variable that should hold a key or a header is not set.',
    remedy: 'Set the variable in the environment of this process; keys are never written in a file.',
  },
  'endpoint/failed': {
    kind: 'busy',
    when: 'The endpoint failed by its own account (5xx).',
    remedy: 'Look at the log of the endpoint, then run again: what was answered is kept.',
  },
  'endpoint/refused': {
    kind: 'invalid',
    when: 'The endpoint refuses the request (4xx), with the reason it gave in the message.',
    remedy: 'Correct what the endpoint complains about: the model, a parameter, or the length of the input.',
  },
  'endpoint/bad-body': {
    kind: 'broken',
    when: 'The endpoint answered with something that is not what its protocol says: HTML, broken JSON, invalid UTF-8.',
    remedy: 'Check that the address is that of the API and not of a web page or a proxy.',
  },
  'endpoint/truncated': {
    kind: 'busy',
    when: 'The answer broke off before its end.',
    remedy:
      'Run again; if it keeps happening, look at proxies and time limits between here and the endpoint.',
  },
  'endpoint/too-large': {
    kind: 'broken',
    when: 'The answer is larger than the limit.',
    remedy: 'Ask for shorter answers, or raise the limit of the runner for the size of outputs.',
  },
  'endpoint/no-answer': {
    kind: 'broken',
    when: 'The endpoint answered without a choice, a message or an embedding.',
    remedy: 'Look at the raw answer in the message; the model may not support what was asked.',
  },
  'endpoint/content-filter': {
    kind: 'broken',
    when: 'The provider withheld the answer by its content filter.',
    remedy: 'Look at the example; what a provider withholds is no answer of the model.',
  },
  'target/unknown': {
    kind: 'invalid',
    when: 'No kind of target has this name.',
    remedy: 'Use one of `openai`, `http`, `command`, `module` or `recorded`.',
  },
  'target/invalid-options': {
    kind: 'invalid',
    when: 'The options of a target are not what its kind understands.',
    remedy: 'Correct the option that the message names; docs/targets.md describes them.',
  },
  'target/unsupported': {
    kind: 'invalid',
    when: 'Answers cannot be read from there yet.',
    remedy: 'Use what the message names instead.',
  },
  'target/missing-file': {
    kind: 'invalid',
    when: 'A file that the target names cannot be read.',
    remedy: 'Correct the path; relative paths are meant from the folder of the gate file.',
  },
  'target/missing-field': {
    kind: 'invalid',
    when: 'A placeholder of a template names a field that the input of this example does not have.',
    remedy: 'Correct the placeholder, or the input of the example.',
  },
  'target/invalid-answer': {
    kind: 'broken',
    when: 'The target answered with something that is no answer by the contract.',
    remedy: 'Answer with `output` and only the other fields that docs/jsonl-contract.md names.',
  },
  'target/reported': {
    kind: 'broken',
    when: 'The target itself reported that it could not answer.',
    remedy: 'Mend what its message says.',
  },
  'target/threw': {
    kind: 'broken',
    when: 'The function under evaluation threw an error.',
    remedy: 'Mend the function; the message has the first lines of its stack.',
  },
  'target/timeout': {
    kind: 'busy',
    when: 'The target did not answer within the time one attempt may take, and was ended where it was a process.',
    remedy: 'Make it faster, or raise the time limit of the runner.',
  },
  'target/too-large': {
    kind: 'broken',
    when: 'The answer is larger than the limit.',
    remedy: 'Answer with less, or raise the limit of the runner for the size of outputs.',
  },
  'target/process-not-started': {
    kind: 'broken',
    when: 'The program of the target cannot be started.',
    remedy: 'Check the command, that it is installed, and that it may be executed.',
  },
  'target/process-died': {
    kind: 'broken',
    when: 'The process of the target ended while it was asked.',
    remedy: 'Look at the exit code and the end of stderr in the message.',
  },
  'target/bad-line': {
    kind: 'broken',
    when: 'The process of the target wrote a line to stdout that is no reply.',
    remedy:
      'Print to stderr instead (in Python `print(…, file=sys.stderr)`); stdout is for replies, one JSON object a line.',
  },
  'target/unknown-id': {
    kind: 'broken',
    when: 'The process of the target replied with an id that was not asked for.',
    remedy: 'Copy the `id` of the request into its reply.',
  },
  'target/invalid-module': {
    kind: 'invalid',
    when: 'The module cannot be loaded, or does not export the function.',
    remedy: 'Correct the path or the name after `#`; the message has the reason.',
  },
  'target/not-recorded': {
    kind: 'broken',
    when: 'The recording has no usable answer for this example and epoch.',
    remedy: 'Record it, or leave the example out; a recording is matched by `exampleId` or by `input`.',
  },
  'target/unusable': {
    kind: 'broken',
    when: 'The first calls of a target all failed in the same way, so that asking on would have been in vain.',
    remedy: 'Mend what the message says, then run again.',
  },
  'judge/unparseable': {
    kind: 'broken',
    when: 'A judge answered with something that is not the JSON object it was asked for; the example is unscored, never 0.',
    remedy:
      'Look at what it said in the details of the score; a clearer rubric, more tokens or another model helps. Above 2 % the judge counts as uncalibrated.',
  },
  'judge/out-of-range': {
    kind: 'broken',
    when: 'A judge gave a level that its scale does not have; the example is unscored.',
    remedy: 'Look at what it said in the details of the score, and name the levels in the rubric.',
  },
  'judge/refused': {
    kind: 'broken',
    when: 'A judge declined to judge an answer; the example is unscored.',
    remedy: 'Look at what it said in the details of the score; another model may be willing.',
  },
  'judge/not-a-judge': {
    kind: 'invalid',
    when: 'A calibration is asked for an objective that no judge scores, or that the policy does not have.',
    remedy: 'Name an objective of the policy with `use: judge`.',
  },
  'judge/invalid-labels': {
    kind: 'invalid',
    when: 'A file of labels has a line that cannot be understood, or two that contradict each other.',
    remedy: 'Correct the line that the message names; docs/judges.md shows the format.',
  },
  'judge/calibration-not-found': {
    kind: 'not-found',
    when: 'No calibration has this id, or more than one begins with it.',
    remedy: 'See `assay judge list`.',
  },
  'judge/calibration-damaged': {
    kind: 'invalid',
    when: 'A calibration is not the one that its id names.',
    remedy: 'Send it as it was made; what was changed has to be calibrated again.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;

/** A refusal from the table. `details` is plain data for the reader (positions, offending values), never secrets. */
export class AssayError extends Error {
  override readonly name = 'AssayError';
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.kind = errorTable[code].kind;
    this.details = details;
  }
}
