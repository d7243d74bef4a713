import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { knownNames } from '../../src/config';
import { buildContext, dockerInstructions } from '../support/image';
import { root } from '../support/run';

interface Service {
  image?: string;
  build?: string;
  env_file?: string;
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  volumes?: string[];
  ports?: (string | { target: number; published: string; host_ip: string })[];
  networks?: string[];
  healthcheck?: object;
  restart?: string;
  stop_grace_period?: string;
  read_only?: boolean;
  cap_drop?: string[];
}

interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
}

const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const { services } = compose;
const ours = Object.entries(services).filter(([, { image }]) => image?.startsWith('baton:'));
const manifest = JSON.parse(read('package.json')) as { version: string; engines: { node: string } };

/** The source of a file that `npm run build` makes. */
const sourceOf = (built: string): string => built.replace(/^dist\//, '').replace(/\.js$/, '.ts');

describe('docker-compose.yml', () => {
  interface Linted {
    messages: { rule: string; message: string; line: number }[];
  }

  // The order of keys is a matter of taste, and ours tells what a service is before what it needs.
  const tastes = ['service-keys-order', 'services-alphabetical-order', 'top-level-properties-order'];
  const linter = join(dirname(require.resolve('dclint/package.json')), 'bin', 'dclint.cjs');

  /** What dclint, which brings the schema of Compose along, has to say about a file. */
  function lint(...path: string[]): Linted['messages'] {
    const options = ['--formatter=json', ...tastes.map((rule) => `--disable-rule=${rule}`)];
    const { stdout } = spawnSync(process.execPath, [linter, join(root, ...path), ...options], { encoding: 'utf8' });
    return (JSON.parse(stdout) as Linted[]).flatMap(({ messages }) => messages);
  }

  it('when it is checked against the schema of Compose and against common mistakes, there is nothing to say', () => {
    expect(lint('docker-compose.yml')).toEqual([]);
  });

  it('when a key is wrong, that check says so', () => {
    const messages = lint('test', 'fixtures', 'deployment', 'wrong-key.yml');
    expect(messages.map(({ rule }) => rule)).toContain('invalid-schema');
  });

  it('when an image is named, its version is fixed, and that of ours is that of the package', () => {
    for (const { image = '' } of Object.values(services)) expect(image).toMatch(/^[\w./-]+:\d[\w.-]*$/);
    expect(new Set(ours.map(([, { image }]) => image))).toEqual(new Set([`baton:${manifest.version}`]));
    const temporal = Object.values(services).filter(({ image }) => /temporalio\/(server|admin-tools)/.test(image!));
    expect(new Set(temporal.map(({ image }) => image!.split(':')[1]))).toEqual(new Set(['1.32.0']));
  });

  it('when a name is set for one of ours, Baton or Temporal knows it', () => {
    expect(ours.map(([name]) => name)).toEqual(['gateway', 'worker', 'codec-server', 'baton-setup']);
    for (const [, { environment = {}, env_file }] of ours) {
      expect(env_file).toBe('.env');
      const unknown = Object.keys(environment).filter((name) => !knownNames.has(name) && !/^TEMPORAL_/.test(name));
      expect(unknown).toEqual([]);
    }
  });

  it('when one of ours is started, its script is one that is built', () => {
    for (const [, { command }] of ours) {
      if (command === undefined) continue;
      expect(command[0]).toBe('node');
      const [script = '', ...options] = command.slice(1).sort((one) => (one.endsWith('.js') ? -1 : 1));
      expect(existsSync(join(root, sourceOf(script)))).toBe(true);
      for (const option of options) expect(option).toMatch(/^(--max-old-space-size=\d+|setup)$/);
    }
  });

  it('when a file or folder is mounted, it is there, and a script can be run', () => {
    const mounts = Object.values(services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')));
    for (const [from = ''] of mounts) {
      if (from.startsWith('./')) expect(existsSync(join(root, from))).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(from);
      if (from.endsWith('.sh')) expect(statSync(join(root, from)).mode & 0o111).not.toBe(0);
    }
    const scripts = Object.values(services).flatMap(({ entrypoint = [] }) => entrypoint.slice(1));
    expect(scripts.every((path) => mounts.some(([, to]) => to === path))).toBe(true);
  });

  it('when a service waits for another, that one can say that it is ready or done', () => {
    for (const { depends_on = {} } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        const { healthcheck, restart } = services[name]!;
        if (condition === 'service_healthy') expect(healthcheck).toBeDefined();
        else expect([condition, restart]).toEqual(['service_completed_successfully', 'on-failure:10']);
      }
    }
  });

  it('when ports are published, only the gateway can be reached from another machine, and only where one asks for it', () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
    expect(published).toEqual([
      ['gateway', { target: 3000, published: '3000', host_ip: '${GATEWAY_ADDRESS:-127.0.0.1}' }],
      ['codec-server', '127.0.0.1:8234:8234'],
      ['temporal-ui', '127.0.0.1:8233:8080'],
    ]);
    expect(compose.networks['temporal']).toEqual({ internal: true });
    for (const name of ['postgres', 'temporal']) expect(services[name]?.networks).toEqual(['temporal']);
  });

  it('when it is stopped, gateway and worker get more than the 25 s that they may take', () => {
    for (const name of ['gateway', 'worker']) {
      const { stop_grace_period, read_only, cap_drop } = services[name]!;
      expect(Number.parseInt(stop_grace_period!, 10)).toBeGreaterThan(25);
      expect([read_only, cap_drop]).toEqual([true, ['ALL']]);
    }
  });

  it('when it is read, it holds no secret', () => {
    const values = Object.values(services).flatMap(({ environment = {} }) => Object.entries(environment));
    const secrets = values.filter(([name]) => /PASSWORD|PWD|TOKEN|SECRET|_KEY$/.test(name));
    expect(secrets.map(([name]) => name)).toEqual(['POSTGRES_PWD', 'SQL_PASSWORD', 'POSTGRES_PASSWORD']);
    for (const [, value] of secrets) expect(value).toBe('${POSTGRES_PASSWORD:?add POSTGRES_PASSWORD to .env}');
  });
});

describe('the Dockerfile', () => {
  const instructions = dockerInstructions();
  const of = (keyword: string): string[] =>
    instructions.filter((one) => one.getKeyword() === keyword).map((one) => one.getArgumentsContent() ?? '');

  it('when it is linted, there is nothing to say', () => {
    expect(validate(read('Dockerfile'))).toEqual([]);
  });

  it('when it copies something, that is there and gets into the build', () => {
    const context = buildContext();
    // What begins with a slash comes from a stage before.
    const copied = of('COPY').flatMap((words) =>
      words
        .split(' ')
        .slice(0, -1)
        .filter((path) => !path.startsWith('/')),
    );
    expect(copied.length).toBeGreaterThan(8);
    for (const path of copied) {
      expect(existsSync(join(root, path))).toBe(true);
      expect(context.has(path.split('/')[0]!)).toBe(true);
    }
  });

  it('when secrets lie beside it, they do not get into the build', () => {
    for (const name of ['.env', '.git', '.baton', 'node_modules']) expect(buildContext().has(name)).toBe(false);
  });

  it('when it is run, it is on Debian with a supported Node, not as root, and Node itself takes the signals', () => {
    expect(new Set(of('FROM').map((words) => words.split(' ')[0]))).toEqual(new Set(['node:22-bookworm-slim']));
    expect(of('USER')).toEqual(['1000:1000']);
    const [command = ''] = of('CMD');
    expect(JSON.parse(command)).toEqual(['node', 'dist/src/server.js']);
    expect(existsSync(join(root, 'src', 'server.ts'))).toBe(true);
    expect(of('ENTRYPOINT')).toEqual([]);
  });

  it('when the worker and the command line are named in it, they are there', () => {
    const named = [...read('Dockerfile').matchAll(/dist\/src\/[\w-]+\.js/g)].map(([path]) => path);
    expect(new Set(named.map(sourceOf))).toEqual(
      new Set(['src/demo.ts', 'src/server.ts', 'src/worker.ts', 'src/codec-server.ts', 'src/cli.ts']),
    );
    for (const path of named) expect(existsSync(join(root, sourceOf(path)))).toBe(true);
  });
});

describe('docs/deploy.md', () => {
  const text = read(join('docs', 'deploy.md'));

  it('when it names a setting, Baton, Temporal or the Compose file knows it', () => {
    const named = new Set([...text.matchAll(/\b[A-Z]{3,}_[A-Z_]+\b/g)].map(([name]) => name));
    const ofCompose = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
    const unknown = [...named].filter((name) => !knownNames.has(name) && !name.startsWith('TEMPORAL_'));
    expect(unknown.sort()).toEqual([...new Set(ofCompose)].filter((name) => !knownNames.has(name!)).sort());
  });

  it('when its Deployment is read, it fits the image', () => {
    const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(text)!;
    const { spec } = parse(yaml) as { spec: { template: { spec: Pod } } };
    const { terminationGracePeriodSeconds, securityContext, containers } = spec.template.spec;
    const [{ command, livenessProbe, readinessProbe }] = containers;
    expect(terminationGracePeriodSeconds).toBeGreaterThan(25);
    expect(securityContext.runAsUser).toBe(1000);
    expect(existsSync(join(root, sourceOf(command.at(-1)!)))).toBe(true);
    expect([livenessProbe.httpGet.path, readinessProbe.httpGet.path]).toEqual(['/healthz', '/readyz']);
    for (const { httpGet } of [livenessProbe, readinessProbe])
      expect(read('Dockerfile')).toContain(`=${httpGet.port}\n`);
  });
});

interface Probe {
  httpGet: { path: string; port: number };
}

interface Pod {
  terminationGracePeriodSeconds: number;
  securityContext: { runAsUser: number };
  containers: [{ command: string[]; livenessProbe: Probe; readinessProbe: Probe }];
}
