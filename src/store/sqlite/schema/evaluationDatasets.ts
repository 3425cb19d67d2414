export const evaluationDatasetSchema = '';
