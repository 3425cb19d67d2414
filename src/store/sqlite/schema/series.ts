export const seriesSchema = '';
