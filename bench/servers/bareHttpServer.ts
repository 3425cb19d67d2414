/** The least a Node server can do: reads the body, parses it when asked with --parse, answers `{}`; it stores nothing. */
import http from 'node:http';

const isParsing = process.argv.includes('--parse');
const port = Number(process.argv[2]);

const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    if (isParsing && body.length > 0) JSON.parse(body.toString('utf8'));
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 2 });
    response.end('{}');
  });
});
server.listen(port, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
