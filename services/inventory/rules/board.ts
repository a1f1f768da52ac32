import type { BoardState } from '#contracts/inventory.js';

/** How far a unit has come (INV-5); what inventory itself says of it comes before every hold. */
const place: Record<BoardState, number> = {
  withheld: 0,
  available: 0,
  reserved: 1,
  subscribed: 2,
  contracted: 3,
  'handed-over': 4,
  titled: 5,
};

/** Whether somebody has the unit, so that it can be neither withheld nor repriced (INV-3, INV-5). */
export function isHeld(state: BoardState): boolean {
  return place[state] > 0;
}

/** Within a hold states only move forward; what is heard late changes nothing. */
export function isForward(from: BoardState, to: BoardState): boolean {
  return place[to] > place[from];
}

export const boardNames: Record<BoardState, string> = {
  withheld: '销控',
  available: '可售',
  reserved: '已预留',
  subscribed: '已定购',
  contracted: '已签约',
  'handed-over': '已接楼',
  titled: '已办证',
};

/** How many units are in each state, in the order of a unit's life. */
export function countsOf(units: { state: BoardState }[]) {
  const found = new Map<BoardState, number>();
  for (const { state } of units) found.set(state, (found.get(state) ?? 0) + 1);
  const states = Object.keys(boardNames) as BoardState[];
  return states.map((state) => ({ state, stateZh: boardNames[state], units: found.get(state) ?? 0 }));
}
