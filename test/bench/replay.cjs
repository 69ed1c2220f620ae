'use strict';

// The floor of a command: sends again what the command has sent, with nothing but node:http, and prints the rows of the answers, with
// tabs or as JSON, a line each. Arguments: a file with the requests (floor.ts), and `lines` or `json`.
const { readFileSync } = require('node:fs');
const http = require('node:http');

const [, , file, form] = process.argv;
const requests = JSON.parse(readFileSync(file, 'utf8'));
const line = form === 'json' ? JSON.stringify : (row) => row.join('\t');

function send([next, ...later]) {
  if (next === undefined) return;
  const { body, ...options } = next;
  const request = http.request({ ...options, host: 'localhost', method: 'POST' });
  request.on('response', (response) => {
    const chunks = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () => {
      if (response.statusCode !== 200)
        throw new Error(`HTTP ${response.statusCode}: ${Buffer.concat(chunks)}`);
      // The first result belongs to the statement that begins every request and holds nothing to show.
      const [, ...results] = JSON.parse(Buffer.concat(chunks).toString()).results;
      for (const { rows } of results) process.stdout.write(rows.map((row) => `${line(row)}\n`).join(''));
      send(later);
    });
  });
  request.end(body);
}

send(requests);
