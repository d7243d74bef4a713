import { publishTemporalAddress, startTemporalServer, type TemporalServer } from './temporal-server';

declare global {
  var temporalServer: TemporalServer | undefined;
}

/** One Temporal server for all test files of the jest project `server`. */
export default async function globalSetup(): Promise<void> {
  globalThis.temporalServer = await startTemporalServer();
  publishTemporalAddress(globalThis.temporalServer.address);
}
