'use strict';

// Runs a command for as long as its parent lives: a test run that is killed, however hard, closes this process's stdin.
// Usage: node guard.cjs <scratch folder to remove> <command> [arguments]
const { spawn } = require('node:child_process');
const { rmSync } = require('node:fs');

const [scratch, command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });

child.on('error', (error) => finish(error.message, 127));
child.on('exit', (code, signal) => finish('', code ?? (signal === 'SIGTERM' ? 0 : 1)));
process.stdin.resume().on('close', () => child.kill('SIGTERM'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));

function finish(message, code) {
  if (message) process.stderr.write(`${message}\n`);
  rmSync(scratch, { recursive: true, force: true });
  process.exit(code);
}
