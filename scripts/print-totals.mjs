// Prints jest's totals as one last line. Fails where a test was skipped or a test file could not run at all.
//   node scripts/print-totals.mjs <files written by jest --json --outputFile>
import { readFileSync } from 'node:fs';

const runs = process.argv.slice(2).map(read);
const total = (count) => runs.reduce((sum, run) => sum + run[count], 0);
const skipped = total('numPendingTests') + total('numTodoTests');
const broken = total('numRuntimeErrorTestSuites');
if (skipped > 0) console.log(`${skipped} skipped: every test has to run.`);
if (broken > 0) console.log(`${broken} test files could not run.`);
if (skipped > 0 || !runs.every(({ success }) => success)) process.exitCode = 1;
console.log(`${total('numPassedTests')} passed, ${total('numFailedTests')} failed`);

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    console.log('jest ended without a result.');
    return {
      ...{ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 },
      ...{ numRuntimeErrorTestSuites: 0, success: false },
    };
  }
}
