/**
 * The shapes that cross the wire, for the type checker: nothing here runs, and no
 * page loads this file. They follow the wire contract; what may be absent is
 * optional here.
 *
 * @typedef {'lobby'|'explain'|'ready'|'play'|'reveal'|'podium'} Phase
 * @typedef {'red'|'blue'|'green'|'yellow'|'grey'|'brown'|''} Six
 *
 * @typedef {object} RoomPlayer
 * @property {string} name
 * @property {string} icon
 * @property {string} six
 * @property {boolean} online
 * @property {boolean} [resting]
 * @property {boolean} [late]
 * @property {number} [points]
 *
 * @typedef {object} RoomSix
 * @property {string} [name]
 * @property {number} [score]
 * @property {number} [place]
 *
 * @typedef {object} Room
 * @property {string} code
 * @property {string} kind
 * @property {Phase} phase
 * @property {number} round
 * @property {number} rounds
 * @property {number} moment
 * @property {boolean} [paused]
 * @property {string} [why]
 * @property {number} [left] ms, while paused
 * @property {number} [resumes] server time in ms, during the 3-2-1
 * @property {number} [deadline] server time in ms
 * @property {boolean} [hidden]
 * @property {boolean} [break]
 * @property {boolean} [saving]
 * @property {string[]} [can]
 * @property {Object<string, RoomSix>} [sixes]
 * @property {Object<string, RoomPlayer>} [players]
 *
 * @typedef {object} Pending A move that was tapped and is not decided yet.
 * @property {number} id
 * @property {number} [at]
 * @property {any} move
 *
 * @typedef {object} SeatState What a view renders: whole, and never changed in place.
 * @property {Room} room
 * @property {any} game
 * @property {any} mine
 * @property {{id: string, seat: string}} you
 * @property {number} v
 * @property {number} acked
 * @property {Pending[]} pending in the order in which they were tapped
 *
 * @typedef {object} ViewState The SeatState and what only a page knows.
 * @property {Room} room
 * @property {any} game
 * @property {any} mine
 * @property {{id: string, seat: string}} you
 * @property {number} acked
 * @property {Pending[]} pending
 * @property {boolean} live whether the socket is open and welcomed
 * @property {() => number} now the server's clock, Unix ms
 *
 * @typedef {object} ViewContext What a view may do.
 * @property {(body: any, opts?: {at?: number}) => number} move returns its id, 0 when there is no game
 * @property {(body: any) => void} spark
 * @property {(text: string) => void} toast a sentence for the eyes and the screen reader
 * @property {(text: string) => void} say a sentence for the screen reader alone
 *
 * @typedef {object} MountedView
 * @property {(state: ViewState) => void} render
 * @property {(event: SeatEvent) => void} [event]
 * @property {() => void} destroy
 *
 * @typedef {object} View What `games/<kind>/<page>.js` exports as `view`.
 * @property {(root: HTMLElement, ctx: ViewContext) => MountedView} mount
 *
 * @typedef {{type: 'ack', id: number}
 *   | {type: 'refused', id: number, code: string, message: string}
 *   | {type: 'spark', from: string, body: any}
 *   | {type: 'go', code: string, kind: string}} SeatEvent
 *
 * @typedef {object} Player As `/api/me` lists them.
 * @property {string} id
 * @property {string} name
 * @property {string} icon
 * @property {string} six
 * @property {string} [game]
 *
 * @typedef {object} Me
 * @property {string} user
 * @property {string} role
 * @property {string} [match]
 * @property {string} meeting
 * @property {Player[]} players
 */
export {};
