/**
 * The types of the big screen. Nothing runs here.
 *
 * @typedef {import('../leader/types.js').State} State
 * @typedef {import('../leader/types.js').Kind} Kind
 * @typedef {import('../app/types.js').SeatEvent} SeatEvent
 *
 * @typedef {object} StageContext What a game's view on the big screen may use.
 * @property {() => number} now the server's clock, ms
 * @property {() => Kind | undefined} kind the catalogue's entry of the game
 *
 * @typedef {{render: (state: State) => void, event?: (event: SeatEvent) => void, destroy: () => void}} Shown
 * @typedef {{mount: (root: HTMLElement, ctx: StageContext) => Shown}} StageView
 */

export {};
