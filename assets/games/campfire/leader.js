import { say } from './words.js';

/** The campfire's words on the console; there is nothing more to see than the pack itself. */
export const words = { say };
