// The Java client: MLflow's own, from Maven Central, compiled with the program that drives it into .cache.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { command, isThere, needSystem } from './command.ts';
import type { Program } from './scenario.ts';

const project = join(import.meta.dirname, 'java');
const built = resolve(import.meta.dirname, '../.cache/clients/java');
const sources = ['pom.xml', 'src/main/java/JavaClient.java'];

/**
 * @param python the environment with MLflow in it: the Java client moves artifacts by calling `python -m mlflow…`
 * @returns how the compiled program is called
 */
export async function prepareJavaClient(python: string): Promise<Program> {
  await needSystem(
    async () => (await isThere('javac', '-version')) && (await isThere('mvn', '--version')),
    ['default-jdk-headless', 'maven'],
    'The Java client',
  );
  const hash = createHash('sha256');
  for (const source of sources) hash.update(await readFile(join(project, source)));
  const wanted = hash.digest('hex');
  const stamp = join(built, 'sources.sha256');
  if ((await readFile(stamp, 'utf8').catch(() => 'none')) !== wanted) {
    await rm(built, { recursive: true, force: true });
    await mkdir(built, { recursive: true });
    await command('mvn', ['-B', '-q', '-f', join(project, 'pom.xml'), `-DbuildFolder=${built}`, 'package']);
    await writeFile(stamp, wanted);
  }
  return {
    command: 'java',
    args: ['-cp', `${built}/classes:${built}/lib/*`, 'JavaClient'],
    path: dirname(python),
  };
}
