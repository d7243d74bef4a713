// Puts what pages load beside the compiled code that serves it: the compiler leaves it out.
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
for (const page of [join('http', 'transcript'), 'desk']) {
  const assets = join('src', page, 'assets');
  cpSync(join(root, assets), join(root, 'dist', assets), { recursive: true });
}
