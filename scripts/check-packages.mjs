// What a package brings before it is ever run. Every entry of the lock has a digest, comes from the registry of whoever
// installs it, and has a licence that licences.json allows. Reads two files and no network.
// `node scripts/check-packages.mjs [folder]` ends with 1 after naming every problem.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import satisfies from 'spdx-satisfies';

const folder = process.argv[2] ?? '.';
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const { allowed, exceptions } = read('licences.json');
const packages = Object.entries(read('package-lock.json').packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ name: path.slice(path.lastIndexOf('node_modules/') + 13), ...entry }));

const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;

function sourceProblems({ name, integrity, resolved }) {
  return [
    ...(resolved === undefined ? [] : [`${name} names its source, ${resolved}: a lock that travels names none.`]),
    ...(SHA512.test(integrity) ? [] : [`${name} has no SHA-512 digest, so that anything could come in its place.`]),
  ];
}

function isAllowed(licence) {
  try {
    return satisfies(licence, allowed);
  } catch {
    return false;
  }
}

function licenceProblems({ name, license = null, dev = false }) {
  const exception = exceptions[name];
  if (exception === undefined)
    return isAllowed(license) ? [] : [`${name} has the licence ${license}, not on the list.`];
  if (exception.licence !== license) return [`${name} is an exception as ${exception.licence} and is now ${license}.`];
  return exception.developmentOnly && !dev ? [`${name} (${license}) is for development and would ship.`] : [];
}

const unused = Object.keys(exceptions)
  .filter((name) => packages.every((entry) => entry.name !== name))
  .map((name) => `The exception for ${name} is needed no more.`);
const problems = [...packages.flatMap((entry) => [...sourceProblems(entry), ...licenceProblems(entry)]), ...unused];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
const shipped = packages.filter(({ dev }) => !dev).length;
console.log(
  `${packages.length} packages, ${shipped} of them for production: every one with a digest and a licence that is allowed.`,
);
