// The wires that are mounted, in order.
import type { Protocol } from '../protocols/protocol.ts';
import { mlflow } from '../protocols/mlflow/mlflow.ts';
import { native } from '../protocols/native/native.ts';
import { operations } from '../protocols/operations/operations.ts';

export const protocols: readonly Protocol[] = [operations, mlflow, native];
