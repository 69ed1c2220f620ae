'use strict';

// The floor for a command with one request: it asks the database in DATABASE_URL for `select 1` the way Neon's driver does, with
// nothing but Node.
const http = require('node:http');

const { port } = new URL(process.env.DATABASE_URL);
const body = JSON.stringify({ query: 'select 1', params: [] });
const request = http.request({
  host: 'localhost',
  port,
  path: '/sql',
  method: 'POST',
  headers: {
    'Neon-Connection-String': process.env.DATABASE_URL,
    'Neon-Raw-Text-Output': 'true',
    'Neon-Array-Mode': 'true',
    'Content-Length': Buffer.byteLength(body),
  },
});
request.on('response', (response) => {
  const chunks = [];
  response.on('data', (chunk) => chunks.push(chunk));
  response.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    process.exitCode = response.statusCode === 200 ? 0 : 1;
  });
});
request.end(body);
