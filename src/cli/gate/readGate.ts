// The gate file that a command is about: named, or found where it usually lies. YAML or a module.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { GateFile } from '../../gate/policy/gateFile.ts';
import { readGateFile } from '../../gate/policy/readGateFile.ts';
import { Refusal } from '../refusal.ts';

const usualNames = ['assay.yaml', 'assay.yml'] as const;
const moduleName = /\.[cm]?[jt]s$/;

/** @throws AssayError `policy/invalid`; Refusal when there is no such file */
export async function readGate(path: string | undefined): Promise<GateFile> {
  const found = path === undefined ? usualFile('.') : fileAt(path);
  if (found === undefined) {
    throw new Refusal(
      path === undefined ? 'There is no assay.yaml in this folder.' : `There is no gate file at ${path}.`,
      'Name one, such as `assay gate examples/docs-assistant/assay.yaml`; docs/gate.md tells how to write it.',
    );
  }
  if (moduleName.test(found)) {
    const { readEvalModule } = await import('../../gate/evalModule/readEvalModule.ts');
    return readEvalModule(found);
  }
  return readGateFile(readFileSync(found), found);
}

function fileAt(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  return statSync(path).isDirectory() ? usualFile(path) : path;
}

function usualFile(folder: string): string | undefined {
  return usualNames.map((name) => (folder === '.' ? name : join(folder, name))).find(existsSync);
}
