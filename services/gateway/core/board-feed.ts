import type { BoardChangesAnswer } from '#contracts/inventory-board.js';
import { log } from '#telemetry/log.js';
import type { Actor } from '#permissions/actor.js';
import type { Plain } from '#messaging/ask.js';
import type { Follower } from './follower.js';

/** Changes of a board as they come over the wire. */
export type Board = Plain<BoardChangesAnswer> & {
  projectId: string;
  changes: { position: string; buildingId: string }[];
  position: string;
  reset: boolean;
};

const everyMs = Number(process.env.BOARD_POLL_MS ?? 300);

/** Asks for the changes of one project for all who follow it, and does so only while somebody does. */
export class BoardFeed {
  private readonly followers = new Set<Follower>();
  private timer?: NodeJS.Timeout;
  private failed = false;

  constructor(
    readonly projectId: string,
    /** Up to here everybody who follows has been told. */
    public position: number,
    private readonly changes: (actor: Actor, after: string) => Promise<Board>,
  ) {}

  join(follower: Follower): void {
    this.followers.add(follower);
    this.timer ??= setTimeout(() => void this.poll(), everyMs);
  }

  /** Whether nobody is left. */
  leave(follower: Follower): boolean {
    this.followers.delete(follower);
    if (this.followers.size > 0) return false;
    this.timer = void clearTimeout(this.timer);
    return true;
  }

  private async poll(): Promise<void> {
    const [first] = this.followers;
    if (!first) return;
    try {
      const board = await this.changes(first.actor, String(this.position));
      this.position = Number(board.position);
      for (const follower of this.followers) follower.tell(board);
      this.failed = false;
    } catch (error) {
      // The next look asks after the same position: nothing is missed, it only comes later.
      if (!this.failed) log.warn({ err: error, project: this.projectId }, 'the board cannot be followed now');
      this.failed = true;
    }
    if (this.followers.size > 0) this.timer = setTimeout(() => void this.poll(), everyMs);
  }
}
