import { Readable } from 'node:stream';
import { Refusal } from '#kernel/refusal.js';
import type { Actor } from '#permissions/actor.js';
import type { Board } from './board-feed.js';

const heartbeatMs = () => Number(process.env.STREAM_HEARTBEAT_MS ?? 15_000);
const recheckMs = () => Number(process.env.STREAM_RECHECK_MS ?? 3_000);
/** The right is not known to stand for longer than this: the stream ends. */
const uncheckedMostMs = 30_000;
/** Of text that the other side has not taken; who is slower is cut off, and resumes where they were. */
const mostBuffered = 1 << 20;

/** Somebody who follows a board. */
export interface Follower {
  /** In whose name it is asked. */
  actor: Actor;
  /** What is sent to them. */
  events: Readable;
  /** Tells what they have not been told, or that they are to read the board anew. */
  tell(board: Board): void;
  /** Where they resume when nothing more comes. */
  standAt(position: string): void;
  /** A heartbeat when nothing else was sent, and from time to time whether they still may follow. */
  look(now: number): Promise<void>;
  /** Ends it. */
  leave(refusal?: Refusal): void;
}

interface Following {
  /** Only what happens in this building. */
  buildingId?: string | undefined;
  check(): Promise<Actor | Refusal>;
}

export function following(actor: Actor, { buildingId, check }: Following): Follower {
  const events = new Readable({ read: () => undefined });
  let position = -1;
  let [sentAt, checkedAt, lookedAt] = [Date.now(), Date.now(), Date.now()];
  const send = (text: string) => {
    if (events.destroyed || events.readableEnded) return;
    if (events.readableLength > mostBuffered) return void events.destroy();
    sentAt = Date.now();
    events.push(text);
  };
  const follower: Follower = {
    actor,
    events,
    tell(board) {
      if (board.reset) send(eventOf('reset', board.position, { position: board.position }));
      const fresh = board.changes.filter((change) => Number(change.position) > position);
      const ours = fresh.filter((change) => !buildingId || change.buildingId === buildingId);
      if (ours.length > 0) send(ours.map((change) => eventOf('change', change.position, change)).join(''));
      position = board.reset ? Number(board.position) : Math.max(position, Number(board.position));
    },
    standAt: (at) => send(`retry: 1000\nid: ${at}\n\n`),
    async look(now) {
      if (now - sentAt >= heartbeatMs()) send(':\n\n');
      if (now - lookedAt < recheckMs()) return;
      lookedAt = now;
      if (now - checkedAt > uncheckedMostMs) return follower.leave();
      const right = await check();
      if (right instanceof Refusal) return follower.leave(right);
      checkedAt = now;
      follower.actor = right;
    },
    leave(refusal) {
      if (events.destroyed || events.readableEnded) return;
      if (refusal) events.push(`event: end\ndata: ${JSON.stringify({ code: refusal.code })}\n\n`);
      events.push(null);
      setTimeout(() => events.destroy(), 1_000).unref();
    },
  };
  return follower;
}

/** One event of the stream; JSON has no line breaks. */
function eventOf(event: string, id: string, data: object): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
