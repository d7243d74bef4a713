/** How failures are written down: words and stack in one payload, so that they go through the payload codec as well. */
import { DefaultFailureConverter } from '@temporalio/common';

/** Named as the SDK expects it of the file that a worker, a client and the bundle are given. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
