// The machine that the program runs on: processor, memory, graphics, operating system, container. Only what can be known without guessing.
import { existsSync, readFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem, version } from 'node:os';
import { output } from './git.ts';

export interface Machine {
  readonly os: {
    readonly platform: string;
    readonly release: string;
    readonly name: string;
    readonly arch: string;
  };
  readonly cpu: { readonly model: string; readonly cores: number };
  readonly memoryBytes: number;
  readonly gpus: readonly { readonly name: string; readonly memory: string; readonly driver: string }[];
  /** Null outside of containers; the image where the runtime or `ASSAY_CONTAINER_IMAGE` tells it. */
  readonly container: { readonly image: string | null } | null;
}

export async function captureMachine(): Promise<Machine> {
  const processors = cpus();
  return {
    os: { platform: platform(), release: release(), name: distribution() ?? version(), arch: arch() },
    cpu: { model: processors[0]?.model.trim() ?? 'unknown', cores: processors.length },
    memoryBytes: totalmem(),
    gpus: await graphics(),
    container: container(),
  };
}

async function graphics(): Promise<Machine['gpus']> {
  const text = await output('nvidia-smi', [
    '--query-gpu=name,memory.total,driver_version',
    '--format=csv,noheader',
  ]);
  if (text === null) return [];
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(', '))
    .map(([name = 'unknown', memory = 'unknown', driver = 'unknown']) => ({ name, memory, driver }));
}

function container(): Machine['container'] {
  const image = process.env['ASSAY_CONTAINER_IMAGE'] ?? null;
  const podman = read('/run/.containerenv');
  if (podman !== null) return { image: image ?? /^image="(.+)"$/m.exec(podman)?.[1] ?? null };
  const isInside =
    existsSync('/.dockerenv') ||
    process.env['KUBERNETES_SERVICE_HOST'] !== undefined ||
    /docker|kubepods|containerd/.test(read('/proc/1/cgroup') ?? '');
  return isInside || image !== null ? { image } : null;
}

function distribution(): string | null {
  return /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(read('/etc/os-release') ?? '')?.[1] ?? null;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
