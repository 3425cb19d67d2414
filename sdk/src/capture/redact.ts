// Command lines without their secrets. It errs on the side of hiding.

const secretName = /token|secret|passw|credential|api[-_]?key|access[-_]?key|private[-_]?key|auth/i;
/** Beginnings that issuers give their keys, so that scanners can find them. */
const secretText = /^(sk-|ghp_|gho_|ghs_|github_pat_|glpat-|xox[abprs]-|AKIA|ASIA|hf_|npm_|eyJ[\w-]+\.)/;

/** The arguments with `***` in place of what could be a secret. */
export function redact(args: readonly string[]): string[] {
  return args.map((arg, i) => {
    const before = args[i - 1];
    if (before !== undefined && /^--?[^=]+$/.test(before) && secretName.test(before) && !arg.startsWith('-'))
      return '***';
    const assignment = /^(-{0,2}[\w.-]+)=(.*)$/s.exec(arg);
    if (assignment !== null) {
      const [, name = '', value = ''] = assignment;
      if (secretName.test(name) || secretText.test(value)) return `${name}=***`;
    }
    if (secretText.test(arg)) return '***';
    return arg.replace(/(\w+:\/\/)[^/@\s]+@/g, '$1***@');
  });
}
