import { relative } from 'node:path';
import { checkKnowledge, type CheckReport } from '../../activities/knowledge/check/check';
import type { Finding } from '../../activities/knowledge/check/findings';
import { KNOWLEDGE_FOLDERS, REPLIES_FOLDER } from '../../activities/knowledge/load';
import { readKnowledgeConfig, type Environment } from '../config';
import { readFolder } from '../folder';
import { FoundWrongError, UsageError, type Print } from './command';
import { readOptions } from './options';

const OPTIONS = { json: { type: 'boolean', default: false } } as const;

/**
 * `baton knowledge check`: what the business should look at in its own facts and texts. Throws UsageError,
 * ConfigurationError, and FoundWrongError where something should be mended.
 */
export async function knowledge(environment: Environment, print: Print, args: string[]): Promise<void> {
  const { values, positionals } = readOptions(args, OPTIONS);
  if (positionals.join(' ') !== 'check') throw new UsageError('`knowledge` is followed by check, and maybe --json.');
  const { knowledgeDir } = readKnowledgeConfig(environment);
  const folders = [...KNOWLEDGE_FOLDERS, REPLIES_FOLDER];
  const { files, problems } = await readFolder(knowledgeDir, { folders, isWanted: () => true });
  const report = checkKnowledge(files, Date.now(), problems);
  if (values.json) print(JSON.stringify({ folder: knowledgeDir, ...report }, null, 2));
  else linesOf(knowledgeDir, report).forEach((line) => print(line));
  const count = report.findings.filter(isWrong).length;
  if (count > 0) throw new FoundWrongError(count === 1 ? 'One thing to mend.' : `${count} things to mend.`);
}

const isWrong = ({ severity }: Finding): boolean => severity === 'wrong';

/** Everything about a file below its name. */
function byFile(findings: Finding[]): string[] {
  const files = [...new Set(findings.map(({ file }) => file))];
  return files.flatMap((name) => [
    '',
    name,
    ...findings.filter(({ file }) => file === name).map(({ sentence }) => `  ${sentence}`),
  ]);
}

function linesOf(dir: string, { findings, topics, coverage }: CheckReport): string[] {
  const wrong = findings.filter(isWrong);
  const notices = findings.filter((finding) => !isWrong(finding));
  const needed =
    coverage.needed > 0
      ? `, which answer ${coverage.answered} of the ${coverage.needed} things in needed-topics.yml`
      : '';
  return [
    `${relative('', dir) || dir}: ${topics} ${topics === 1 ? 'topic' : 'topics'}${needed}.`,
    ...byFile(wrong),
    ...(notices.length > 0 ? ['', 'Worth knowing:', ...byFile(notices)] : []),
    ...(wrong.length === 0 ? ['', 'Nothing to mend.'] : ['']),
  ];
}
