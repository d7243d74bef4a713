import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { root } from './run';

/** The workflows of a release that knew no rule set later than this one, as a bundle in a file. */
export async function earlierRelease(newestRules: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-earlier-'));
  cpSync(join(root, 'workflows'), join(folder, 'workflows'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const rules = join(folder, 'workflows', 'conversation', 'rules.ts');
  const sets = Array.from({ length: newestRules }, (_, index) => newestRules - index).join(', ');
  writeFileSync(rules, readFileSync(rules, 'utf8').replace(/RULE_SETS = \[[^\]]*\]/, `RULE_SETS = [${sets}]`));
  const workflowsPath = join(folder, 'workflows', 'index.ts');
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  rmSync(folder, { recursive: true });
  const path = join(mkdtempSync(join(tmpdir(), 'baton-bundle-')), 'workflows.js');
  writeFileSync(path, code);
  return path;
}
