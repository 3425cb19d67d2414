// Brings the dataset of a gate from the server that keeps it to where the gate runs. Not the gate.
import type { GateFile } from '../../gate/policy/gateFile.ts';
import type { Tier } from '../../model/gatePolicy.ts';
import type { OpenGate } from '../gate/openGate.ts';
import { bringDataset } from './bringDataset.ts';

export async function bringForGate(
  { server, gate: { store } }: Pick<OpenGate, 'server' | 'gate'>,
  file: GateFile,
  tier: Tier,
  actor: string | null,
): Promise<void> {
  const reason = `a gate of ${file.component.name}, tier ${tier}`;
  const reference = file.tiers[tier].dataset ?? file.dataset;
  await bringDataset({ server, store, folder: file.source.folder, actor, reason }, reference);
}
