// Every engine answers the same questions the same way.
import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../store.ts';
import { engines, type OpenedStore } from './engines.ts';
import { artifactConformance } from './artifactConformance.ts';
import { calibrationConformance } from './calibrationConformance.ts';
import { evaluationConformance } from './evaluationConformance.ts';
import { evaluationDatasetConformance } from './evaluationDatasetConformance.ts';
import { experimentConformance } from './experimentConformance.ts';
import { gateRunConformance } from './gateRunConformance.ts';
import { jobConformance } from './jobConformance.ts';
import { goldenDatasetsConformance } from './goldenDatasetsConformance.ts';
import { loggedModelConformance } from './loggedModelConformance.ts';
import { registryConformance } from './registryConformance.ts';
import { runConformance } from './runConformance.ts';
import { runSearchConformance } from './runSearchConformance.ts';
import { seriesConformance } from './seriesConformance.ts';

const suites: Readonly<Record<string, (store: () => Store) => void>> = {
  experiments: experimentConformance,
  runs: runConformance,
  'searching runs': runSearchConformance,
  'metric series': seriesConformance,
  registry: registryConformance,
  'logged models': loggedModelConformance,
  'evaluation datasets': evaluationDatasetConformance,
  evaluations: evaluationConformance,
  calibrations: calibrationConformance,
  artifacts: artifactConformance,
  'golden datasets': goldenDatasetsConformance,
  'gate runs': gateRunConformance,
  jobs: jobConformance,
};

for (const engine of engines) {
  for (const [name, suite] of Object.entries(suites)) {
    describe(`${engine.name}: ${name}`, () => {
      let opened: OpenedStore;
      beforeAll(async () => {
        opened = await engine.open();
      });
      afterAll(() => opened.dispose());
      suite(() => opened.store);
    });
  }
}
