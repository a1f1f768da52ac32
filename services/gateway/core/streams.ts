import { ProjectBoardChanges } from '#contracts/inventory-board.js';
import { newId } from '#kernel/ids.js';
import { Refusal, refuse } from '#kernel/refusal.js';
import { Asker } from '#messaging/ask.js';
import type { Actor } from '#permissions/actor.js';
import type { Operation } from '#permissions/operations.js';
import { mayTouch } from '#permissions/scope.js';
import { gauge } from '#telemetry/metrics.js';
import { log } from '#telemetry/log.js';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Row } from '../routes/row.js';
import { wordOn } from './admission.js';
import { type Board, BoardFeed } from './board-feed.js';
import { Door, type Entered } from './door.js';
import { type Follower, following } from './follower.js';

/** Open at once by one person in one gateway: a few windows on a few boards. */
const mostPerPerson = 8;

/** The live streams of boards: each begins where its asker left off, and ends with their right (GAT-3, INV-8). */
@Injectable()
export class Streams {
  private readonly open = new Set<Follower>();
  private readonly opening = new Map<string, number>();
  private readonly feeds = new Map<string, BoardFeed>();
  private timer?: NodeJS.Timeout;
  private closing = false;

  constructor(
    private readonly door: Door,
    private readonly asker: Asker,
  ) {}

  onModuleInit(): void {
    gauge('loupan_streams', 'Live streams that are open', () => this.size);
  }

  /** How many are open. */
  get size(): number {
    return this.open.size;
  }

  /** Throws what `problemOf` can tell, as long as nothing was sent. */
  async begin(row: Row, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const entered = await this.door.enter(row, request);
    const last = request.headers['last-event-id'];
    if (last) entered.payload.after = last;
    const leave = this.oneMoreOf(entered.caller!.personId);
    try {
      const follower = await this.follow(row, entered);
      follower.events.once('close', leave);
      if (this.closing || request.socket.destroyed) follower.leave();
      return reply.headers(streamHeaders).send(follower.events);
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Ends every stream, as before a stop; who was there comes back to another gateway. */
  closeAll(): void {
    this.closing = true;
    clearInterval(this.timer);
    for (const follower of this.open) follower.leave();
  }

  private oneMoreOf(personId: string): () => void {
    const count = this.opening.get(personId) ?? 0;
    if (count >= mostPerPerson) refuse('GAT-3.too-many-streams', { most: mostPerPerson, retryAfter: 5 });
    this.opening.set(personId, count + 1);
    return () => {
      const left = this.opening.get(personId)! - 1;
      if (left > 0) this.opening.set(personId, left);
      else this.opening.delete(personId);
    };
  }

  /** What was missed first, asked for by the asker's own right; then, without a gap, what everybody is told. */
  private async follow(row: Row, { caller, grants, payload, proof }: Entered): Promise<Follower> {
    const actor: Actor = { id: caller!.personId, name: caller!.name, operation: row.needs as Operation, grants };
    let board = await this.ask(row, payload, actor);
    const missed = [board];
    for (; this.feedOf(board).position > Number(board.position); missed.push(board))
      board = await this.ask(row, { ...payload, after: board.position }, actor);
    const check = () => this.stillMay(row, proof!, board.projectId);
    const follower = following(actor, { buildingId: payload.buildingId as string | undefined, check });
    for (const one of missed) follower.tell(one);
    follower.standAt(board.position);
    this.join(this.feedOf(board), follower);
    return follower;
  }

  private join(feed: BoardFeed, follower: Follower): void {
    this.open.add(follower);
    feed.join(follower);
    follower.events.once('close', () => {
      this.open.delete(follower);
      if (feed.leave(follower)) this.feeds.delete(feed.projectId);
      if (this.open.size === 0) this.timer = void clearInterval(this.timer);
    });
    this.timer ??= setInterval(() => this.look(), 500);
  }

  private look(): void {
    for (const follower of this.open)
      void follower.look(Date.now()).catch((error: unknown) => log.warn({ err: error }, 'a stream was not looked at'));
  }

  private feedOf({ projectId, position }: Board): BoardFeed {
    const feed = this.feeds.get(projectId);
    if (feed) return feed;
    const changes = (actor: Actor, after: string) => this.ask(feedRow, { projectId, after }, actor);
    const made = new BoardFeed(projectId, Number(position), changes);
    this.feeds.set(projectId, made);
    return made;
  }

  private async ask(row: Pick<Row, 'asks'>, payload: object, actor: Actor): Promise<Board> {
    const token = await wordOn(actor, row.asks!.subject);
    return (await this.asker.ask(row.asks!, payload, { token, key: newId() })) as Board;
  }

  /** The rights of the moment, or why there are none any more. */
  private async stillMay(row: Row, proof: NonNullable<Entered['proof']>, projectId: string): Promise<Actor | Refusal> {
    try {
      const { caller, grants } = await this.door.admitted(row, proof);
      const actor: Actor = { id: caller!.personId, name: caller!.name, operation: row.needs as Operation, grants };
      mayTouch(actor, { projectId });
      return actor;
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }
}

/** Not kept by anything on the way, and the connection is not used for anything else: a stop need not wait for it. */
const streamHeaders = { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no', connection: 'close' };

const feedRow = { asks: ProjectBoardChanges };
