import { Injectable } from '@nestjs/common';

/** Wakes the relay once a commit may have left something in the outbox; polling is the safety net. */
@Injectable()
export class AfterCommit {
  private wakers: (() => void)[] = [];

  add(waker: () => void): void {
    this.wakers.push(waker);
  }

  wake(): void {
    for (const waker of this.wakers) waker();
  }
}
