import { fileTypeFromBuffer } from 'file-type';
import type { DetectFileType } from '../activities/files/content';

/** What the first bytes of a file say that it is. */
export const detectFileType: DetectFileType = (head) => fileTypeFromBuffer(head);
