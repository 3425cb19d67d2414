// Enough of a run to name it, as the native API says it.
import { toWireInt64 } from 'assay-sdk/wire';
import type { WireRunReference } from 'assay-sdk/wireEvidence';
import type { RunInfo } from '../../../model/run.ts';

export function encodeRunReference(info: RunInfo): WireRunReference {
  return {
    runId: info.runId,
    experimentId: info.experimentId,
    name: info.name,
    status: info.status,
    startTime: toWireInt64(info.startTime),
    endTime: info.endTime === null ? null : toWireInt64(info.endTime),
  };
}
