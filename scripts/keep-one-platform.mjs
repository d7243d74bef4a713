// Deletes the builds of Temporal's core for every other platform: about 110 MB that an image would carry for nothing.
// Run in the folder that holds node_modules.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const RELEASES = join('node_modules', '@temporalio', 'core-bridge', 'releases');
const PLATFORMS = { x64: 'x86_64-unknown-linux-gnu', arm64: 'aarch64-unknown-linux-gnu' };

const kept = PLATFORMS[process.arch];
const found = readdirSync(RELEASES);
if (process.platform !== 'linux' || !found.includes(kept)) {
  console.error(
    `Temporal's core has no build for ${process.platform} ${process.arch}: build the image for linux x64 or arm64.`,
  );
  process.exit(1);
}
for (const platform of found) if (platform !== kept) rmSync(join(RELEASES, platform), { recursive: true });
console.log(`Kept ${kept}.`);
