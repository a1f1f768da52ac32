import { secretsOf } from '../local/secrets.ts';

/** The volume with all secrets of the installation, mounted by the one-shot jobs only. */
export const state = process.env['STATE_DIR'] ?? '/state';

/** PostgreSQL's administrator, by the password that was made for this installation. */
export function adminUrl(): string {
  const url = new URL(process.env['POSTGRES_URL'] ?? 'postgres://postgres@postgres:5432/postgres');
  url.password = secretsOf(state).password('postgres');
  return url.href;
}
