// Experiments in SQLite.
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { Experiment } from '../../model/experiment.ts';
import type { LifecycleStage } from '../../model/lifecycle.ts';
import type { Tag } from '../../model/run.ts';
import type { ExperimentStore, NewExperiment } from '../experimentStore.ts';
import type { Page, SearchRequest } from '../page.ts';
import { number, type Row, text } from './columns.ts';
import { experimentNotActive, experimentNotFound, experimentOf, isRowId } from './experimentRow.ts';
import type { GroupCommit } from './groupCommit.ts';
import type { Readers } from './readers.ts';

interface Parts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
  readonly readers: Readers;
  /** Called when runs changed their life cycle behind the back of the run cache. */
  readonly onRunsChanged: () => void;
}

export function sqliteExperiments({ db, commit, readers, onRunsChanged }: Parts): ExperimentStore {
  const selectById = db.prepare('SELECT * FROM experiment WHERE id = ?');
  const selectByName = db.prepare('SELECT * FROM experiment WHERE name = ?');
  const selectTags = db.prepare('SELECT key, value FROM experiment_tag WHERE experiment = ? ORDER BY key');
  const insert = db.prepare(
    `INSERT INTO experiment (id, name, artifact_location, created, updated)
     VALUES ((SELECT coalesce(max(id), 0) + 1 FROM experiment), ?, '', ?, ?) RETURNING id`,
  );
  const setLocation = db.prepare('UPDATE experiment SET artifact_location = ? WHERE id = ?');
  const updateName = db.prepare('UPDATE experiment SET name = ?, updated = ? WHERE id = ?');
  const updateStage = db.prepare('UPDATE experiment SET deleted = ?, updated = ? WHERE id = ?');
  const updateRunStage = db.prepare(
    'UPDATE run SET deleted = ?, deleted_time = ? WHERE experiment = ? AND deleted <> ?',
  );
  const upsertTag = db.prepare(
    `INSERT INTO experiment_tag (experiment, key, value) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  );
  const removeTag = db.prepare('DELETE FROM experiment_tag WHERE experiment = ? AND key = ?');
  const touch = db.prepare('UPDATE experiment SET updated = ? WHERE id = ?');

  function read(row: Row | undefined): Experiment | undefined {
    if (row === undefined) return undefined;
    const id = number(row, 'id');
    return experimentOf(row, selectTags.all(id).map(tagOf));
  }

  function find(experimentId: string): Experiment | undefined {
    return isRowId(experimentId) ? read(selectById.get(Number(experimentId))) : undefined;
  }

  function require(experimentId: string): Experiment {
    const found = find(experimentId);
    if (found === undefined) throw experimentNotFound(experimentId);
    return found;
  }

  function requireActive(experimentId: string): Experiment {
    const found = require(experimentId);
    if (found.lifecycleStage === 'deleted') throw experimentNotActive(experimentId);
    return found;
  }

  return {
    create(experiment: NewExperiment) {
      return commit.submit(() => {
        if (selectByName.get(experiment.name) !== undefined) throw nameTaken(experiment.name);
        const row = insert.get(experiment.name, experiment.now, experiment.now);
        if (row === undefined) throw new Error('the new experiment has no id');
        const id = number(row, 'id');
        setLocation.run(experiment.artifactLocationOf(String(id)), id);
        for (const tag of experiment.tags) upsertTag.run(id, tag.key, tag.value);
        return require(String(id));
      });
    },
    async get(experimentId) {
      return find(experimentId);
    },
    async byName(name) {
      return read(selectByName.get(name));
    },
    search(request: SearchRequest): Promise<Page<Experiment>> {
      return readers.ask('searchExperiments', request);
    },
    rename(experimentId, name, now) {
      return commit.submit(() => {
        requireActive(experimentId);
        const holder = read(selectByName.get(name));
        if (holder !== undefined && holder.experimentId !== experimentId) throw nameTaken(name);
        updateName.run(name, now, Number(experimentId));
      });
    },
    setLifecycle(experimentId: string, stage: LifecycleStage, now: number) {
      return commit.submit(() => {
        require(experimentId);
        const deleted = stage === 'deleted' ? 1 : 0;
        updateStage.run(deleted, now, Number(experimentId));
        updateRunStage.run(deleted, deleted === 1 ? now : null, Number(experimentId), deleted);
        onRunsChanged();
      });
    },
    setTag(experimentId: string, tag: Tag, now: number) {
      return commit.submit(() => {
        requireActive(experimentId);
        upsertTag.run(Number(experimentId), tag.key, tag.value);
        touch.run(now, Number(experimentId));
      });
    },
    deleteTag(experimentId, key, now) {
      return commit.submit(() => {
        requireActive(experimentId);
        if (removeTag.run(Number(experimentId), key).changes === 0) {
          throw new AssayError(
            'experiment/tag-not-found',
            `No tag with name: ${key} in experiment with id ${experimentId}`,
            { key },
          );
        }
        touch.run(now, Number(experimentId));
      });
    },
  };
}

function tagOf(row: Row): Tag {
  return { key: text(row, 'key'), value: text(row, 'value') };
}

function nameTaken(name: string): AssayError {
  return new AssayError(
    'experiment/exists',
    `Experiment(name=${name}) already exists. Names stay taken while a deleted experiment has them: restore it or choose another name.`,
    { name },
  );
}
