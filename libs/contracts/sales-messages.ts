import type { Instant } from '#kernel/time.js';
import { IsBoolean, IsIn, IsString, IsUUID, Length } from 'class-validator';
import { IsInstant } from './fields.js';
import { Command, Told } from './message.js';

/** Why a message did not go out; `by-hand`: this place has no SMS gateway. */
export const messageFailures = ['opted-out', 'no-phone', 'by-hand', 'too-late', 'refused', 'stopped'] as const;
export type MessageFailure = (typeof messageFailures)[number];

export class MessageConsent {
  @IsUUID() customerId!: string;
  @IsBoolean() accepts!: boolean;
}

/** A customer wants no messages, or wants them again (FIN-10). */
export class SetMessageConsent extends Command('sales.set-message-consent', MessageConsent) {
  @IsUUID() customerId!: string;
  @IsBoolean() accepts!: boolean;
  @Length(1, 500) reason!: string;
}

// What is told, about the deal, which is the subscription. Neither the phone nor what it was told is in it (ALL-9).

/** A reminder went out to the customer's phone (FIN-10). */
export class MessageSent extends Told('sales.message-sent', 1, 'subscriptionId') {
  /** The reminder's id in finance. */
  @IsUUID() messageId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  /** The SMS gateway's own name for it. */
  @IsString() reference!: string;
  @IsInstant() sentAt!: Instant;
}

/** A reminder did not go out: it is somebody's task now (FIN-10). */
export class MessageFailed extends Told('sales.message-failed', 1, 'subscriptionId') {
  @IsUUID() messageId!: string;
  @IsUUID() subscriptionId!: string;
  @IsUUID() unitId!: string;
  @IsUUID() projectId!: string;
  @IsIn(messageFailures) reason!: MessageFailure;
}
