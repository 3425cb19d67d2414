// The media type of an artifact by its name, as MLflow names it: what people read as text is text/plain. Not what the uploader said.
import mime from 'mime';

/** Read as text by the pages that show artifacts, whatever the registered type. */
const textNames = new Set(
  (
    'txt log err cfg conf cnf cf ini properties prop hocon toml yaml yml xml json js py py3 csv tsv md rst ipynb ' +
    'MLmodel MLproject mlproject'
  ).split(' '),
);

export function contentType(name: string): string {
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot + 1) : name;
  if (textNames.has(ending)) return 'text/plain';
  return (dot > 0 ? mime.getType(ending) : null) ?? 'application/octet-stream';
}
