/**
 * The types of the console and the big screen, beside those of the wire. Nothing
 * runs here.
 *
 * @typedef {import('../app/types.js').ViewState} State
 * @typedef {import('../app/types.js').Room} Room
 * @typedef {import('../app/types.js').RoomPlayer} Player
 * @typedef {import('../app/types.js').RoomSix} RoomSix
 * @typedef {import('../app/types.js').SeatEvent} SeatEvent
 * @typedef {{id: string, title: string, why: string, players: string[]}} Award
 * @typedef {{sixes: {six: string, score: number, place: number}[], awards: Award[]}} Podium
 *
 * @typedef {object} Script What the leader says now.
 * @property {string[]} say a line each
 * @property {string} tip what to watch for, '' for nothing
 *
 * @typedef {object} Primary The large button.
 * @property {string} label
 * @property {boolean} [off]
 * @property {Record<string, any>} [move] sent when it is pressed
 * @property {boolean} [at] the move is meant for the present moment alone
 * @property {boolean} [choose] opens the catalogue instead
 * @property {boolean} [begin] begins what has its turn in the running order
 *
 * @typedef {object} Option
 * @property {string} id
 * @property {string} name
 * @property {'choice'|'many'|'number'|'switch'} type
 * @property {{id: string, name: string}[]} [choices]
 * @property {number} [min]
 * @property {number} [max]
 * @property {any} default
 * @property {boolean} [packs] its choices also are the leaders' own packs
 *
 * @typedef {object} Kind An entry of the catalogue.
 * @property {string} id
 * @property {string} name
 * @property {string} howto
 * @property {string} [picture] an emoji
 * @property {number[]} players fewest and most
 * @property {number[]} minutes shortest and longest
 * @property {boolean} [gathering] the campfire: nobody starts one
 * @property {Option[]} options
 *
 * @typedef {object} GameWords What a game's console module adds to the common words.
 * @property {(state: State) => string} [next] the large button, '' for the common label
 * @property {(state: State, kind: Kind | undefined) => Script | null} [say]
 * @property {'explain' | 'ready'} [aims] when the pack's target is told: at `explain`, or in the first
 *   `ready` where only its deal settles how many rounds there are
 * @property {Record<string, string>} [steps] what is going on, by `game.step` or phase
 *
 * @typedef {object} LeaderModule What `games/<kind>/leader.js` exports.
 * @property {LeaderView} [view]
 * @property {GameWords} words
 *
 * @typedef {object} LeaderContext What a game's view on the console may do.
 * @property {(body: Record<string, any>, now?: boolean) => void} move `now`: only for this moment
 * @property {() => boolean} planned whether there is a running order
 * @property {() => boolean} watched whether a big screen is up
 * @property {() => void} screens opens «Screens and leaders»
 *
 * @typedef {{render: (state: State) => void, event?: (event: SeatEvent) => void, destroy: () => void}} Shown
 * @typedef {{mount: (root: HTMLElement, ctx: LeaderContext) => Shown}} LeaderView
 */

export {};
