import { plantTree, type PlantedTree } from '../support/planted-tree';

const { forbidden } = jest.requireActual<{ forbidden: { name: string; comment: string }[] }>(
  '../../.dependency-cruiser.cjs',
);

const TOOLS_TIMEOUT_MS = 120_000;

const CLEAN = {
  'workflows/index.ts': `export * from './conversation/workflow';\n`,
  'workflows/conversation/workflow.ts': `import { sleep } from '@temporalio/workflow';\nimport { transition } from './transition';\n\nexport async function conversation(): Promise<number> {\n  await sleep(1);\n  return transition(1);\n}\n`,
  'workflows/conversation/messages.ts': `import { defineQuery } from '@temporalio/workflow';\n\nexport const conversationQuery = defineQuery<number>('conversation');\n`,
  'workflows/conversation/transition.ts': `export function transition(state: number): number {\n  return state + new Date(0).getTime();\n}\n`,
  'activities/index.ts': `import { transition } from '../workflows/conversation/transition';\nimport { search } from './assistant/local/search';\n\nexport const createActivities = (): number => transition(search());\n`,
  'activities/assistant/local/search.ts': `export const search = (): number => 1;\n`,
  'src/config.ts': `export const port = process.env['PORT'];\n`,
  'src/worker.ts': `import { createActivities } from '../activities/index';\n\nexport const worker = createActivities();\n`,
  'src/http/app.ts': `import { conversationQuery } from '../../workflows/conversation/messages';\n\nexport const app = conversationQuery;\n`,
  'src/slack/app.ts': `export const slack = 1;\n`,
  'src/simulator/main.ts': `import { search } from '../../activities/assistant/local/search';\n\nexport const simulator = search();\n`,
  'src/demo.ts': `import { simulator } from './simulator/main';\n\nconsole.log(simulator);\n`,
  'test/support/server.ts': `import { simulator } from '../../src/simulator/main';\n\nexport const server = simulator;\n`,
  'bench/floor.ts': `import { server } from '../test/support/server';\n\nexport const floor = server;\n`,
  'scripts/tool.mjs': `export const tool = 1;\n`,
};

const importing = (path: string): string => `import * as other from '${path}';\n\nexport const planted = other;\n`;

const FORBIDDEN_IMPORTS: [rule: string, from: string, importPath: string][] = [
  ['workflows-stay-deterministic', 'workflows/conversation/plumbing/planted.ts', 'zod'],
  ['workflows-stay-deterministic', 'workflows/conversation/plumbing/reading.ts', 'node:fs'],
  ['workflows-stay-deterministic', 'workflows/planted.ts', '../activities/index'],
  ['rules-stay-pure', 'workflows/conversation/policy.ts', '@temporalio/workflow'],
  ['rules-know-no-plumbing', 'workflows/conversation/jobs.ts', './messages'],
  ['activities-never-import-src', 'activities/slack/planted.ts', '../../src/config'],
  ['edges-never-import-activities', 'src/http/planted.ts', '../../activities/index'],
  ['edges-never-import-activities', 'src/slack/planted.ts', '../../activities/index'],
  ['edges-never-import-activities', 'src/desk/planted.ts', '../../activities/index'],
  ['edges-stay-apart', 'src/slack/reads.ts', '../http/app'],
  ['edges-stay-apart', 'src/http/posts.ts', '../slack/app'],
  ['edges-stay-apart', 'src/desk/posts.ts', '../slack/app'],
  ['simulator-is-for-demo-and-tests', 'src/server.ts', './simulator/main'],
  ['simulator-knows-no-product', 'src/simulator/rules.ts', '../../workflows/conversation/transition'],
  ['simulator-knows-no-product', 'src/simulator/sends.ts', '../../activities/index'],
  ['nothing-imports-tests', 'src/planted.ts', '../test/support/server'],
  ['tools-stay-outside', 'src/measured.ts', '../bench/floor'],
  ['no-development-dependencies', 'src/generated.ts', 'fast-check'],
  ['no-cycles', 'src/first.ts', './second'],
  ['no-missing-files', 'src/lost.ts', './nowhere'],
];

const PLANTED_IMPORTS = Object.fromEntries([
  ...FORBIDDEN_IMPORTS.map(([, from, path]) => [from, importing(path)] as const),
  ['src/second.ts', importing('./first')] as const,
]);

const FUNCTION_OF_41_LINES = `export function planted(): number {\n  let sum = 0;\n${'  sum += 1;\n'.repeat(38)}  return sum;\n}\n`;

const FORBIDDEN_CODE: [rule: string, file: string, code: string][] = [
  ['no-restricted-properties', 'src/http/environment.ts', `export const key = process.env['OPENAI_API_KEY'];\n`],
  ['no-restricted-properties', 'activities/environment.ts', `const { env } = process;\n\nexport { env };\n`],
  ['no-restricted-properties', 'workflows/conversation/view.ts', `export const at = Date.now();\n`],
  ['no-restricted-properties', 'workflows/conversation/state.ts', `export const luck = Math.random();\n`],
  ['no-restricted-syntax', 'workflows/conversation/events.ts', `export const at = new Date();\n`],
  ['no-restricted-globals', 'workflows/conversation/wait.ts', `setTimeout(() => undefined, 1);\n\nexport {};\n`],
  ['no-restricted-imports', 'workflows/conversation/policy.ts', importing('@temporalio/workflow')],
  ['no-restricted-imports', 'workflows/conversation/plumbing/reading.ts', importing('node:fs')],
  ['no-restricted-imports', 'workflows/hashing.ts', importing('crypto')],
  ['no-console', 'src/server.ts', `console.log('started');\n`],
  ['max-lines', 'test/unit/long.test.ts', `${'\n'.repeat(400)}export {};\n`],
  ['max-lines-per-function', 'activities/long.ts', FUNCTION_OF_41_LINES],
  [
    '@typescript-eslint/no-floating-promises',
    'activities/floating.ts',
    `async function send(): Promise<void> {\n  await Promise.resolve();\n}\n\nexport function run(): void {\n  send();\n}\n`,
  ],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'workflows/conversation/transitions/mode.ts',
    `export function next(mode: 'active' | 'paused'): number {\n  switch (mode) {\n    case 'active':\n      return 1;\n  }\n  return 2;\n}\n`,
  ],
];

interface Linted {
  filePath: string;
  messages: { ruleId: string; severity: number }[];
}

const trees: PlantedTree[] = [];

function tree(files: Record<string, string>): PlantedTree {
  const planted = plantTree(files);
  trees.push(planted);
  return planted;
}

async function cruise(files: Record<string, string>): Promise<{ code: number; found: string[] }> {
  const args = ['--config', '.dependency-cruiser.cjs', '.'];
  const { code, output } = await tree(files).run('dependency-cruiser/bin/dependency-cruise.mjs', args);
  const found = [...output.matchAll(/^ *error (\S+): (\S+)/gm)].map(([, rule, from]) => `${rule} in ${from}`);
  return { code, found };
}

async function lint(files: Record<string, string>): Promise<{ code: number; found: string[] }> {
  const { code, output } = await tree(files).run('eslint/bin/eslint.js', ['--format', 'json', '.']);
  const found = (JSON.parse(output) as Linted[]).flatMap(({ filePath, messages }) =>
    messages
      .filter(({ severity }) => severity === 2)
      .map(({ ruleId }) => `${ruleId} in ${filePath.replaceAll('\\', '/').replace(/^.*baton-planted-[^/]*\//, '')}`),
  );
  return { code, found };
}

afterAll(() => trees.forEach((planted) => planted.remove()));

describe('the arrows between folders', () => {
  let planted: { code: number; found: string[] };

  beforeAll(async () => {
    planted = await cruise({ ...CLEAN, ...PLANTED_IMPORTS });
  }, TOOLS_TIMEOUT_MS);

  it.each(FORBIDDEN_IMPORTS)('when %s is broken by %s importing %s, the check names both', (rule, from) => {
    expect(planted.found).toContain(`${rule} in ${from}`);
    expect(planted.code).toBeGreaterThan(0);
  });

  it('when a rule exists, a violation of it is planted here', () => {
    const names = forbidden.map(({ name }) => name);
    expect(new Set(FORBIDDEN_IMPORTS.map(([rule]) => rule))).toEqual(new Set(names));
  });

  it('when a rule exists, it says in a sentence why', () => {
    for (const { comment } of forbidden) expect(comment).toMatch(/^[A-Z].{20,}\.$/);
  });

  it(
    'when nothing is planted, the check is silent',
    async () => {
      expect(await cruise(CLEAN)).toEqual({ code: 0, found: [] });
    },
    TOOLS_TIMEOUT_MS,
  );
});

describe('the rules inside a file', () => {
  let planted: { code: number; found: string[] };

  beforeAll(async () => {
    const files = Object.fromEntries(FORBIDDEN_CODE.map(([, file, code]) => [file, code]));
    planted = await lint({ ...CLEAN, ...files });
  }, TOOLS_TIMEOUT_MS);

  it.each(FORBIDDEN_CODE)('when %s is broken in %s, the check names both', (rule, file) => {
    expect(planted.found).toContain(`${rule} in ${file}`);
    expect(planted.code).toBe(1);
  });

  it(
    'when nothing is planted, the check is silent',
    async () => {
      expect(await lint(CLEAN)).toEqual({ code: 0, found: [] });
    },
    TOOLS_TIMEOUT_MS,
  );
});
