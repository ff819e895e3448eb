/**
 * Everything a leader may do beside the large button, in the words of a leader.
 * What is offered is what `room.can` lists. No DOM.
 *
 * @typedef {import('./types.js').Room} Room
 *
 * @typedef {object} Control
 * @property {string} do as in `room.can`
 * @property {string} label
 * @property {string} about what will happen, in a sentence
 * @property {Record<string, any>} [more] members of the move beside `do`
 * @property {boolean} [at] only for the moment that the leader is looking at
 * @property {{title: string, text: string, yes: string}} [ask] asked first
 */

export const EXTRA_SECONDS = 15;

/**
 * The controls of «More», in their order, as they read now.
 *
 * @param {Room} room
 * @returns {Control[]}
 */
export function controls(room) {
  const can = room.can || [];
  return [...round(room), ...shown(room)].filter(
    (c) => can.indexOf(c.do) >= 0 && (c.do !== 'next' || !!room.paused),
  );
}

/**
 * @param {Room} room
 * @returns {Control[]}
 */
function round(room) {
  const begun = room.phase === 'play' || room.phase === 'reveal';
  return [
    {
      do: 'next',
      label: 'On to the next step',
      about: 'Ends what is on the screens now, without waiting.',
      at: true,
    },
    {
      do: 'redo',
      label: 'Play this round again',
      about:
        room.phase === 'reveal'
          ? 'The same round with a fresh question; its points are taken back.'
          : 'From the start; its points are taken back.',
      at: true,
    },
    begun
      ? {
          do: 'void',
          label: 'Void this round',
          about: 'It counts for nobody, and the next one comes.',
          at: true,
        }
      : { do: 'void', label: 'Skip this round', about: 'It is left out, and the next one comes.', at: true },
    {
      do: 'finish',
      label: 'Finish: to the podium now',
      about: 'The rounds that are done count.',
      at: true,
      ask: {
        title: 'To the podium now?',
        text: 'The rounds that are done count. The round that is running does not.',
        yes: 'Yes, to the podium',
      },
    },
  ];
}

/**
 * @param {Room} room
 * @returns {Control[]}
 */
function shown(room) {
  const flags = /** @type {Record<string, any>} */ (room);
  return [
    room.hidden
      ? {
          do: 'hide',
          label: 'Show the scores again',
          about: 'On every phone and on the big screen.',
          more: { on: false },
        }
      : {
          do: 'hide',
          label: 'Hide the scores',
          about: 'Nobody sees points until you show them.',
          more: { on: true },
        },
    room.break
      ? { do: 'break', label: 'End the break', about: 'Everything is where it was.', more: { on: false } }
      : {
          do: 'break',
          label: 'Break',
          about: 'Every screen shows a cosy break picture.',
          more: { on: true },
        },
    flags.muted
      ? {
          do: 'mute',
          label: 'Allow cheers again',
          about: 'Cubs may send their four cheers.',
          more: { on: false },
        }
      : {
          do: 'mute',
          label: 'No cheers for now',
          about: 'The Cubs’ cheer buttons rest.',
          more: { on: true },
        },
  ];
}

/**
 * The move that a control makes.
 *
 * @param {Control} control
 * @returns {Record<string, any>}
 */
export function moveOf(control) {
  return Object.assign({ do: control.do }, control.more);
}
