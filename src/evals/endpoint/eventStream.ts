// Reads server-sent events from a text. Not what they say.

/**
 * The data of every event, in order; comments and other fields are left out. An event at the end without its blank line counts too.
 *
 * @source HTML Living Standard, 9.2.6 Interpreting an event stream
 */
export function eventsIn(text: string): readonly string[] {
  const events: string[] = [];
  let data: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line === '') {
      if (data.length > 0) events.push(data.join('\n'));
      data = [];
    } else if (line.startsWith('data:')) {
      data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
    } else if (line === 'data') {
      data.push('');
    }
  }
  if (data.length > 0) events.push(data.join('\n'));
  return events;
}
