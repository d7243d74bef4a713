'use strict';

// The plumbing and the messages know Temporal. Every other file of a conversation is rules and plain data.
const RULES = '^workflows/conversation/';
const PLUMBING = '^workflows/(index\\.ts$|conversation/(workflow|messages)\\.ts$|conversation/plumbing/)';
const TEMPORAL = 'node_modules/@temporalio/(workflow|common)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'workflows-stay-deterministic',
      comment: 'Workflow code is replayed: it may import itself, @temporalio/workflow and @temporalio/common, no more.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { pathNot: ['^workflows/', TEMPORAL] },
    },
    {
      name: 'rules-stay-pure',
      comment: 'The rules of a conversation run anywhere, so they do not even import Temporal.',
      severity: 'error',
      from: { path: RULES, pathNot: PLUMBING },
      to: { path: 'node_modules/@temporalio/' },
    },
    {
      name: 'rules-know-no-plumbing',
      comment:
        'The plumbing calls the rules; a rule that imports more than its types brings Temporal in by the back door.',
      severity: 'error',
      from: { path: RULES, pathNot: PLUMBING },
      to: { path: PLUMBING, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'activities-never-import-src',
      comment: 'Arrows run one way, src → activities → workflows: what an activity needs is handed to it.',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^src/' },
    },
    {
      name: 'edges-never-import-activities',
      comment:
        'The webhook, the Slack listeners and the desk page reach a conversation through its messages; only entry points compose.',
      severity: 'error',
      from: { path: '^src/(http|slack|desk)/' },
      to: { path: '^activities/' },
    },
    {
      name: 'edges-stay-apart',
      comment:
        'What two edges need is in src itself; pages are made in one way, and the desk shows the transcript as src/http does.',
      severity: 'error',
      from: { path: '^src/(http|slack|desk)/' },
      to: {
        path: '^src/(http|slack|desk)/',
        pathNot: ['^src/$1/', '^src/http/(assets|html|document|event-stream)\\.ts$', '^src/http/transcript/'],
      },
    },
    {
      name: 'simulator-is-for-demo-and-tests',
      comment: 'The simulator is a fake vendor behind a base URL: production code does not know that it exists.',
      severity: 'error',
      from: { pathNot: '^(src/simulator/|src/demo(\\.ts$|/)|test/|bench/|chaos/)' },
      to: { path: '^src/simulator/' },
    },
    {
      name: 'simulator-knows-no-product',
      comment:
        'A fake vendor that shares code with the product shares its mistakes; the stand-in model alone may use the local engine.',
      severity: 'error',
      from: { path: '^src/simulator/' },
      to: { path: '^(workflows|activities)/', pathNot: '^activities/assistant/local/' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'Tests look at the product, never the other way round; benchmarks and chaos may borrow what they start.',
      severity: 'error',
      from: { pathNot: '^(test|bench|chaos)/' },
      to: { path: '^test/' },
    },
    {
      name: 'tools-stay-outside',
      comment: 'What ships does not lean on benchmarks or scripts.',
      severity: 'error',
      from: { path: '^(workflows|activities|src)/' },
      to: { path: '^(bench|chaos|scripts)/' },
    },
    {
      name: 'no-development-dependencies',
      comment: 'What ships runs after `npm ci --omit=dev`.',
      severity: 'error',
      from: { path: '^(workflows|activities|src)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one file: move what both need to a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-missing-files',
      comment: 'An import that leads nowhere fails at run time.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.temporal|\\.baton)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] },
  },
};
