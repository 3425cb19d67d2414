// The reports that can be written to files. Not what is in them.

export const reportKinds = ['markdown', 'junit', 'json', 'codequality', 'text'] as const;
export type ReportKind = (typeof reportKinds)[number];

export interface ReportTarget {
  readonly kind: ReportKind;
  readonly path: string;
}
