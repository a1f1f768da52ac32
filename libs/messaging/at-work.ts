import { Unavailable } from '#persistence/retry.js';

/** The requests at work in this process: a bounded number at once, a bounded number waiting, the rest refused. */
export class AtWork {
  private readonly most = Number(process.env.AT_WORK ?? 16);
  private readonly mostWaiting = Number(process.env.AT_WORK_WAITING ?? 2_000);
  private atWork = 0;
  private readonly waiting: (() => void)[] = [];
  private idleWaiters: (() => void)[] = [];

  /** Runs `fn` when its turn comes; Unavailable when too many wait, or when nobody waits for the answer any more. */
  async do<T>(until: number, fn: () => Promise<T>): Promise<T> {
    if (this.atWork >= this.most) await this.turn();
    else this.atWork++;
    try {
      if (Date.now() > until) throw new Unavailable('too busy: the deadline passed before it was begun');
      return await fn();
    } finally {
      this.leave();
    }
  }

  /** Resolves when nothing is at work. */
  async idle(): Promise<void> {
    if (this.atWork > 0) await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  private async turn(): Promise<void> {
    if (this.waiting.length >= this.mostWaiting) throw new Unavailable('too busy');
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) return next();
    if (--this.atWork > 0) return;
    for (const resolve of this.idleWaiters.splice(0)) resolve();
  }
}

/** This process's: the door waits for it when it closes. */
export const atWork = new AtWork();
