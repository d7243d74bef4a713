import { compileProduct } from './compiled';
import { workflowBundle } from './workflow-bundle';
import { publishTemporalAddress, startTemporalServer, type TemporalServer } from './temporal-server';

declare global {
  var temporalServer: TemporalServer | undefined;
  var removeCompiledProduct: (() => void) | undefined;
}

/** One Temporal server and one compiled product for all test files of the jest project `server`. */
export default async function globalSetup(): Promise<void> {
  globalThis.removeCompiledProduct = compileProduct();
  [globalThis.temporalServer] = await Promise.all([startTemporalServer(), workflowBundle()]);
  publishTemporalAddress(globalThis.temporalServer.address);
}
