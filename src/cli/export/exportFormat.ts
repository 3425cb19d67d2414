// The formats of an export.
export const exportFormats = ['csv', 'json', 'jsonl', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];
