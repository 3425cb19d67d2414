#!/usr/bin/env node
// The program `assay`: loads only what the asked command needs, so that starting is quick. Not the commands.
import { enableCompileCache } from 'node:module';

enableCompileCache();

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `assay needs Node 24 or newer; this is ${process.version}. In a checkout, run it through npm (npx assay …).\n`,
  );
  process.exit(3);
}

const { runProgram } = await import('./program.ts');
process.exitCode = await runProgram(process.argv.slice(2));
