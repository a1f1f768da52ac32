import type { Instant } from '#kernel/time.js';
import { isId } from '#kernel/ids.js';
import {
  ArrayUnique,
  IsBoolean,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
} from 'class-validator';
import { Each, IsInstant, IsPageSize, Optional } from './fields.js';
import { Command, Query, Told } from './message.js';

// The gateway answers these itself: they never travel. Passwords and tokens are in no record and no log.

const everyProjectOrSome = {
  validate: (value: unknown) => value === '*' || (Array.isArray(value) && value.every(isId)),
  defaultMessage: () => '$property must be "*" for every project, or a list of project ids',
};

/** A role, and the projects in which somebody has it: ids, or `"*"` for all of them. */
export class RoleAssignment {
  @Matches(/^[a-z_]{1,40}$/, { message: 'role must be a role of the permission matrix' }) role!: string;
  @ValidateBy({ name: 'isProjects', validator: everyProjectOrSome }) projects!: string[] | '*';
}

export class PersonAnswer {
  @IsUUID() personId!: string;
}

export class PersonRow extends PersonAnswer {
  @IsString() login!: string;
  @IsString() name!: string;
  @Each(() => RoleAssignment) assignments!: RoleAssignment[];
  @IsBoolean() mustChangePassword!: boolean;
  @Optional() @IsInstant() lockedUntil?: Instant;
  /** Left, and locked out since then (GAT-1). */
  @Optional() @IsInstant() leftAt?: Instant;
  /** Everything of theirs is in other hands. */
  @Optional() @IsInstant() closedAt?: Instant;
}

export class AccountOpened extends PersonAnswer {
  @IsString() login!: string;
  /** Shown this once, and to be changed at first use; absent when the command is sent again. */
  @Optional() @IsString() initialPassword?: string;
}

const login = /^[a-z][a-z0-9._-]{0,39}$/;
const loginForm = { message: 'login must be lower-case letters, digits, dots or dashes' };

/** Opens an account with an initial password (GAT-1). */
export class OpenAccount extends Command('gateway.open-account', AccountOpened) {
  @Matches(login, loginForm) login!: string;
  @Length(1, 60) name!: string;
  @Each(() => RoleAssignment) assignments!: RoleAssignment[];
}

/** What the person may do from now on, in place of what it was. */
export class AssignRoles extends Command('gateway.assign-roles', PersonAnswer) {
  @IsUUID() personId!: string;
  @Each(() => RoleAssignment) assignments!: RoleAssignment[];
  @Length(1, 500) reason!: string;
}

/** A leaver is out at once: every session and token of theirs ends (GAT-1). */
export class LockAccount extends Command('gateway.lock-account', PersonAnswer) {
  @IsUUID() personId!: string;
  @Length(1, 500) reason!: string;
}

/** Lets somebody in again whose account was locked, by an administrator or by failed sign-ins. */
export class UnlockAccount extends Command('gateway.unlock-account', PersonAnswer) {
  @IsUUID() personId!: string;
}

/** A new initial password for somebody who forgot theirs; their sessions and tokens end. */
export class ResetPassword extends Command('gateway.reset-password', AccountOpened) {
  @IsUUID() personId!: string;
}

export class PeoplePage {
  @Each(() => PersonRow) items!: PersonRow[];
  @Optional() @IsString() next?: string;
}

export class People extends Query('gateway.people', PeoplePage) {
  @Optional() @IsPageSize() limit?: number;
  @Optional() @Length(1, 40) after?: string;
}

export class Myself extends PersonAnswer {
  @IsString() login!: string;
  @IsString() name!: string;
  @Each(() => RoleAssignment) assignments!: RoleAssignment[];
  /** Every operation of the matrix that one of the roles holds. */
  @IsString({ each: true }) operations!: string[];
  @IsBoolean() mustChangePassword!: boolean;
}

export class Nothing {}

/** Signs in; the answer sets the session cookie. */
export class SignIn extends Command('gateway.sign-in', Myself) {
  @Length(1, 40) login!: string;
  @Length(1, 200) password!: string;
}

export class SignOut extends Command('gateway.sign-out', Nothing) {}

export class WhoAmI extends Query('gateway.who-am-i', Myself) {}

export class TokenIssued {
  @IsUUID() tokenId!: string;
  /** For `Authorization: Bearer`; shown this once. */
  @IsString() token!: string;
  @IsInstant() expiresAt!: Instant;
}

/** A token for a program that acts as this person. */
export class IssueToken extends Command('gateway.issue-token', TokenIssued) {
  @Length(1, 40) login!: string;
  @Length(1, 200) password!: string;
  /** What it is for. */
  @Length(1, 60) name!: string;
  /** 30 unless said. */
  @Optional() @IsInt() @Min(1) @Max(365) days?: number;
}

export class RevokeToken extends Command('gateway.revoke-token', Nothing) {
  @IsUUID() tokenId!: string;
}

/** Every other session and token of the person ends. */
export class ChangePassword extends Command('gateway.change-password', Nothing) {
  @Length(1, 200) old!: string;
  @Length(1, 200) new!: string;
}

export class RoleName {
  @IsString() role!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
}

export class Holder extends RoleName {
  /** `own`, `project` or `company`. */
  @IsString() scope!: string;
}

export class OperationRow {
  @IsString() operation!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
  @IsString() rule!: string;
  /** Who did one of these on a record may not do this one on it (ALL-4). */
  @ArrayUnique() @IsString({ each: true }) checkerOf!: string[];
  @Each(() => Holder) holders!: Holder[];
}

export class MatrixSheet {
  @Each(() => RoleName) roles!: RoleName[];
  @Each(() => OperationRow) operations!: OperationRow[];
}

export class Matrix extends Query('gateway.matrix', MatrixSheet) {}

export class HolderPerson {
  @IsString() name!: string;
  @IsString({ each: true }) roles!: string[];
}

/** Who may do this now, and why not me. */
export class RightSheet extends OperationRow {
  @IsBoolean() mine!: boolean;
  @IsString() whyZh!: string;
  @IsString() whyEn!: string;
  @Each(() => HolderPerson) people!: HolderPerson[];
}

export class RightByOperation extends Query('gateway.right-by-operation', RightSheet) {
  @Length(1, 60) operation!: string;
}

// Told, about the person, to the services that give people work.

/** Somebody has an account with these roles now: opened, given other roles, or let in again. */
export class PersonAdmitted extends Told('gateway.person-admitted', 1, 'personId') {
  @IsUUID() personId!: string;
  @IsString() name!: string;
  @Each(() => RoleAssignment) assignments!: RoleAssignment[];
}

/** Somebody left: locked out at once; what is theirs is handed to others, after which the account is closed (GAT-1). */
export class PersonLeft extends Told('gateway.person-left', 1, 'personId') {
  @IsUUID() personId!: string;
}
