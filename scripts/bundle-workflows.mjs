// Bundles the workflows once, at build time, so that a worker in production starts without webpack.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { code } = await bundleWorkflowCode({
  workflowsPath: join(root, 'workflows', 'index.ts'),
  failureConverterPath: join(root, 'workflows', 'failure-converter.ts'),
  workflowInterceptorModules: [join(root, 'workflows', 'recorded-task.ts')],
});
mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(join(root, 'dist', 'workflow-bundle.js'), code);
