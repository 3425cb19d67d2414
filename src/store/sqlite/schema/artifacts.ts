export const artifactSchema = '';
