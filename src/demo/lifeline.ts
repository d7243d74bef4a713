// Loaded into every process that the demo starts: it ends when the one who started it is gone, however that came about.
process.stdin
  .resume()
  .on('error', () => undefined)
  .on('close', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.unref();
