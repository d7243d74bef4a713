// Prints jest's totals as one last line. Fails where a test was skipped or a test file could not run at all.
//   node scripts/print-totals.mjs <file written by jest --json --outputFile>
import { readFileSync } from 'node:fs';

const results = read(process.argv[2]);
const skipped = results.numPendingTests + results.numTodoTests;
if (skipped > 0) console.log(`${skipped} skipped: every test has to run.`);
if (results.numRuntimeErrorTestSuites > 0)
  console.log(`${results.numRuntimeErrorTestSuites} test files could not run.`);
if (skipped > 0 || !results.success) process.exitCode = 1;
console.log(`${results.numPassedTests} passed, ${results.numFailedTests} failed`);

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    console.log('jest ended without a result.');
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, success: false };
  }
}
