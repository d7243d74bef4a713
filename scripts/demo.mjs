// `npm run demo`: the setup, then the demo in this same process.
import './setup.mjs';

const SHELL_CHECK_MS = 250;

if (!process.exitCode) {
  if (process.env.npm_lifecycle_event) endWithShell(process.ppid);
  await import('tsx');
  await import('../src/demo.ts');
}

// npm runs a script in a shell. Asked to end, npm ends that shell, which does not pass the signal on.
function endWithShell(shell) {
  const check = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(check);
    process.kill(process.pid, 'SIGTERM');
  }, SHELL_CHECK_MS);
  check.unref();
}
