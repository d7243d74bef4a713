// Puts what pages load beside the compiled code that serves it: the compiler leaves it out.
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const assets = join('src', 'http', 'transcript', 'assets');
cpSync(join(root, assets), join(root, 'dist', assets), { recursive: true });
