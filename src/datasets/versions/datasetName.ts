// What a golden dataset and its labels may be called. Not whether the name is taken.
import { AssayError } from '../../model/errors.ts';
import { datasetNamePattern } from '../card/cardSchema.ts';

/** @throws AssayError `dataset/invalid-name` */
export function requireDatasetName(name: string): void {
  if (datasetNamePattern.test(name)) return;
  throw new AssayError('dataset/invalid-name', `'${name.slice(0, 120)}' is no name of a dataset.`);
}

/** @throws AssayError `dataset/invalid-label` */
export function requireLabel(label: string): void {
  const isWord = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/.test(label);
  if (isWord && !/^[0-9a-f]{7,}$/.test(label) && label !== 'newest' && label !== 'published') return;
  throw new AssayError('dataset/invalid-label', `'${label.slice(0, 80)}' is no label.`);
}
