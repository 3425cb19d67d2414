// Names the methods of a verdict: raised whenever the same scores could get another one. Not the version of Assay.

export const statsVersion = 'assay-gate-1';
