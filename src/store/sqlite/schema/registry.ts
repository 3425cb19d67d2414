export const registrySchema = '';
