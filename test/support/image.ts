import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DockerfileParser, type Copy, type Instruction, type JSONInstruction } from 'dockerfile-ast';
import { root, searchPath } from './run';

/** What a container engine would make of the Dockerfile, as a folder. */
export interface Image {
  /** The working folder of its processes. */
  folder: string;
  environment: Record<string, string>;
  user: string;
  command: string[];
  healthcheck: string[];
}

interface Stage extends Image {
  root: string;
}

const read = (name: string): string => readFileSync(join(root, name), 'utf8');

/** The instructions of the Dockerfile, in order. */
export const dockerInstructions = (): Instruction[] => DockerfileParser.parse(read('Dockerfile')).getInstructions();

/** The files and folders at the top that .dockerignore lets into the build. Throws where it has another form than "nothing, but". */
export function buildContext(): Set<string> {
  const lines = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const [first, ...kept] = lines;
  if (first !== '*' || kept.some((line) => !line.startsWith('!'))) {
    throw new Error('.dockerignore has to keep everything out and then let single names in.');
  }
  return new Set(kept.map((line) => line.slice(1)));
}

/**
 * Carries out the Dockerfile without a container engine: every stage is a folder in `scratch`, what it copies is copied
 * and what it runs is run there. The base image is this machine. Throws with the last words of a step that fails.
 */
export function buildImage(scratch: string, say: (step: string) => void): Image {
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const instruction of dockerInstructions()) {
    const [keyword, words] = [instruction.getKeyword(), wordsOf(instruction)];
    if (keyword === 'FROM') {
      stage = newStage(join(scratch, `stage-${stages.size + 1}`));
      stages.set(words[2] ?? 'final', stage);
      continue;
    }
    if (stage === undefined) throw new Error('The Dockerfile does not begin with FROM.');
    if (keyword === 'RUN') say(instruction.getArgumentsContent() ?? '');
    carryOut(instruction, stage, stages);
  }
  const image = stages.get('final');
  if (image === undefined) throw new Error('The last stage of the Dockerfile must have no name.');
  return image;
}

const newStage = (folder: string): Stage => {
  mkdirSync(folder, { recursive: true });
  return { root: folder, folder, environment: {}, user: 'root', command: [], healthcheck: [] };
};

function carryOut(instruction: Instruction, stage: Stage, stages: Map<string, Stage>): void {
  const words = wordsOf(instruction);
  switch (instruction.getKeyword()) {
    case 'WORKDIR':
      stage.folder = join(stage.root, words[0] ?? '');
      mkdirSync(stage.folder, { recursive: true });
      return;
    case 'COPY':
      return copy(instruction as Copy, stage, stages);
    case 'RUN':
      return run(instruction.getArgumentsContent() ?? '', stage);
    case 'ENV':
      Object.assign(stage.environment, Object.fromEntries(words.map((word) => word.split('='))));
      return;
    case 'USER':
      stage.user = words[0] ?? '';
      return;
    case 'HEALTHCHECK':
      stage.healthcheck = listIn(instruction.getArgumentsContent() ?? '');
      return;
    case 'CMD':
      stage.command = (instruction as JSONInstruction).getJSONStrings().map((text) => text.getJSONValue());
      return;
    case 'EXPOSE':
      return;
    default:
      throw new Error(`Nobody has thought of ${instruction.getKeyword()} in the Dockerfile yet.`);
  }
}

const wordsOf = (instruction: Instruction): string[] => instruction.getArguments().map((word) => word.getValue());

const listIn = (text: string): string[] => JSON.parse(text.slice(text.indexOf('['))) as string[];

function copy(instruction: Copy, stage: Stage, stages: Map<string, Stage>): void {
  const words = wordsOf(instruction);
  const to = join(stage.folder, words.at(-1) ?? '');
  const from = instruction.getFromFlag()?.getValue();
  for (const source of words.slice(0, -1)) {
    const path = from == null ? contextPath(source) : join(stages.get(from)?.root ?? 'no-such-stage', source);
    const intoFolder = words.at(-1)?.endsWith('/') || existsSync(to);
    cpSync(path, intoFolder ? join(to, basename(source)) : to, { recursive: true });
  }
}

function contextPath(source: string): string {
  const [top = ''] = source.split('/');
  if (!buildContext().has(top)) throw new Error(`The Dockerfile copies ${source}, which .dockerignore keeps out.`);
  return join(root, source);
}

const LAST_WORDS = 2_000;

function run(command: string, { folder, environment }: Stage): void {
  const { PATH = searchPath, HOME } = process.env;
  // npm may be configured by names of its own, such as a mirror.
  const npm = Object.entries(process.env).filter(([name]) => /^npm_config_(registry|cache|userconfig)$/i.test(name));
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH, HOME, ...Object.fromEntries(npm), ...environment },
  });
  if (status !== 0) throw new Error(`"${command}" failed: ${`${stdout}${stderr}`.slice(-LAST_WORDS)}`);
}
