import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { BuildingBoardChanges, ProjectBoardChanges } from '#contracts/inventory-board.js';
import { natsOptions } from '#messaging/connection.js';
import type { AnswerEnvelope, AskEnvelope } from '#messaging/envelope.js';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, type MicroserviceOptions, Transport } from '@nestjs/microservices';

const [projectId, buildingId] = [randomUUID(), randomUUID()];

/** For tests: what a stand-in for inventory has to tell, its positions counting from 1, and how often it was asked. */
export const board = {
  ...{ projectId, buildingId },
  shown: [] as { position: string; buildingId: string; code: string; text: string }[],
  asked: 0,
  down: false,

  change(where: string = buildingId, text = ''): void {
    const position = String(board.shown.length + 1);
    board.shown.push({ position, buildingId: where, code: `3-${position}`, text });
  },

  after(from?: string): { changes: { buildingId: string }[]; [more: string]: unknown } {
    const position = from ?? String(board.shown.length);
    board.asked++;
    const reset = board.shown.length - Number(position) > 50;
    const changes = reset ? [] : board.shown.slice(Number(position));
    return { projectId, changes, position: String(board.shown.length), reset };
  },
};

@Controller()
class StandIn {
  @MessagePattern(ProjectBoardChanges.subject)
  ofProject({ payload }: AskEnvelope): AnswerEnvelope {
    return board.down ? { unavailable: 'down' } : { answer: board.after((payload as ProjectBoardChanges).after) };
  }

  @MessagePattern(BuildingBoardChanges.subject)
  ofBuilding({ payload }: AskEnvelope): AnswerEnvelope {
    const { after, buildingId: where } = payload as BuildingBoardChanges;
    const found = board.after(after);
    return { answer: { ...found, changes: found.changes.filter((change) => change.buildingId === where) } };
  }
}

@Module({ controllers: [StandIn] })
class StandInModule {}

/** Answers in inventory's place, over the real broker. */
export async function boardInTest(): Promise<INestMicroservice> {
  process.env.NATS_SEED_FILE = join(process.env.TEST_NATS_SEEDS!, 'inventory.seed');
  const options = { transport: Transport.NATS, options: natsOptions('inventory') } as MicroserviceOptions;
  const made = await NestFactory.createMicroservice<MicroserviceOptions>(StandInModule, { ...options, logger: false });
  await made.listen();
  return made;
}
