// The header that makes browsers save an artifact instead of showing it on the server's own origin (RFC 6266).

/** @param name the last part of a path; any Unicode */
export function contentDisposition(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `attachment; filename=${quoted(name)}`;
  const ascii = name.normalize('NFKD').replace(/[^\x20-\x7e]/g, '') || 'download';
  return `attachment; filename=${quoted(ascii)}; filename*=UTF-8''${percentEncoded(name)}`;
}

/** A token may stand bare; anything else needs quotes. */
function quoted(text: string): string {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
