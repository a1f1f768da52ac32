/** What can go wrong on a person's machine, each with what to do about it; `{fact}` is filled in. */
const troubles = {
  'another-start': {
    zh: '楼盘系统已在使用目录 {dir}（进程 {pid}）。请先在那个终端按 Ctrl-C 停止它。',
    en: 'Another start (process {pid}) is using {dir}. Stop that one with Ctrl-C first.',
  },
  'port-taken': {
    zh: '端口 {port} 已被其他程序占用。请关闭该程序，或换一个端口：npm start -- --port {other}',
    en: 'Port {port} is taken by another program. Close that program, or choose a port: npm start -- --port {other}',
  },
  'bad-option': {
    zh: '不认识的参数 {option}。可用：--fresh（清空数据重新开始）、--port <1-65535>（网址端口）、--dir <目录>（数据目录）',
    en:
      'Unknown or incomplete option {option}. There are --fresh (begin anew), --port <1-65535> (of the web address) ' +
      'and --dir <folder> (of its data).',
  },
  'no-disk': {
    zh: '磁盘空间不足：{dir} 只剩 {free} MB，至少需要 {needed} MB。请腾出空间后重试。',
    en: 'The disk is full: {dir} has {free} MB left and {needed} MB are needed. Free some space and start again.',
  },
  'not-writable': {
    zh: '无法写入目录 {dir}（{reason}）。请检查该目录的权限后重试。',
    en: 'The folder {dir} cannot be written ({reason}). Check its permissions and start again.',
  },
  'cluster-broken': {
    zh: '数据库目录 {dir} 已损坏，无法启动：{reason}。请从备份恢复该目录，或清空数据重新开始：npm start -- --fresh',
    en:
      'The database folder {dir} is damaged and cannot start: {reason}. ' +
      'Restore the folder from a backup, or begin anew without its data: npm start -- --fresh',
  },
  'cluster-version': {
    zh: '数据库目录 {dir} 属于 PostgreSQL {found}，而本程序带的是 {ours}。请先迁移数据，或清空数据重新开始：npm start -- --fresh',
    en:
      'The database folder {dir} was made by PostgreSQL {found}, and this program brings {ours}. ' +
      'Move the data first, or begin anew without it: npm start -- --fresh',
  },
  'postgres-failed': {
    zh: 'PostgreSQL 无法启动：{reason}。日志：{log}',
    en: 'PostgreSQL did not start: {reason}. Its log: {log}',
  },
  'no-postgres-programs': {
    zh: '没有适合本机（{system}）的 PostgreSQL 程序：{reason}。请自备 PostgreSQL 15 以上版本：DATABASE_URL=postgres://… npm start',
    en:
      'There is no PostgreSQL program for this system ({system}): {reason}. ' +
      'Bring a PostgreSQL of your own, 15 or newer: DATABASE_URL=postgres://… npm start',
  },
  'root-without-user': {
    zh: 'PostgreSQL 不能以 root 身份运行，也无法创建 postgres 用户（{reason}）。请先运行：useradd --system --user-group postgres',
    en:
      'PostgreSQL refuses to run as root, and the user postgres could not be made ({reason}). ' +
      'Make it first: useradd --system --user-group postgres',
  },
  'database-url-unreachable': {
    zh: '无法连接 DATABASE_URL 指定的数据库 {server}：{reason}。请检查地址和密码，或去掉 DATABASE_URL 使用自带的数据库。',
    en:
      'The server of DATABASE_URL ({server}) cannot be reached: {reason}. ' +
      'Check its address and password, or leave DATABASE_URL out to use the embedded one.',
  },
  'database-url-old': {
    zh: '数据库 {server} 是 PostgreSQL {found}，需要 15 以上版本。',
    en: 'The server of DATABASE_URL ({server}) is PostgreSQL {found}; 15 or newer is needed.',
  },
  'database-url-rights': {
    zh: '数据库账号 {user} 缺少权限。请由管理员执行：alter role {user} createdb createrole',
    en: 'The database user {user} lacks rights. Let an administrator run: alter role {user} createdb createrole',
  },
  'not-ours': {
    zh: '{server} 不是由本程序启动的，不能由它停止或重启。',
    en: '{server} was not started by this program, so this program cannot stop or restart it.',
  },
  'no-nats-server': {
    zh: '找不到 nats-server{reason}。请先安装：{command}',
    en: 'nats-server is missing{reason}. Install it first: {command}',
  },
  'nats-failed': {
    zh: 'nats-server 无法启动：{reason}。日志：{log}',
    en: 'nats-server did not start: {reason}. Its log: {log}',
  },
  'nats-url-unreachable': {
    zh: '无法使用 NATS_URL 指定的服务器 {server}：{reason}。该服务器须启用 JetStream，并包含配置文件 {include}，然后重新加载。',
    en:
      'The server of NATS_URL ({server}) cannot be used: {reason}. It needs JetStream, and ' +
      'include "{include}" in its configuration, then a reload.',
  },
  'build-failed': {
    zh: '编译失败：{reason}。日志：{log}',
    en: 'The build failed: {reason}. Its log: {log}',
  },
  'not-running': {
    zh: '目录 {dir} 中没有正在运行的系统。请先运行：npm start',
    en: 'Nothing is running from {dir}. Start it first: npm start',
  },
  'parked-how': {
    zh: '用法：npm run parked -- list | rerun <服务> <事件> | skip <服务> <事件> <理由>。服务：{services}',
    en: 'Say npm run parked -- list, rerun <service> <event>, or skip <service> <event> <reason>. Services: {services}',
  },
  'demo-failed': {
    zh: '演示数据未能写完：{reason}。请重新开始：npm start -- --fresh',
    en: 'The demo data could not be written to its end: {reason}. Begin anew: npm start -- --fresh',
  },
  unexpected: {
    zh: '发生意外错误：{reason}。详情见 {log}',
    en: 'Something unexpected failed: {reason}. Details: {log}',
  },
  'step-failed': {
    zh: '步骤“{step}”失败：{reason}。日志：{log}',
    en: 'The step "{step}" failed: {reason}. Its log: {log}',
  },
  'process-failed': {
    zh: '{name} 未能就绪：{reason}。日志：{log}',
    en: '{name} did not become ready: {reason}. Its log: {log}',
  },
} as const;

export type TroubleId = keyof typeof troubles;

/** Something a person can mend; printed as one sentence a language, never with a stack. */
export class Trouble extends Error {
  readonly id: TroubleId;
  readonly zh: string;
  readonly en: string;

  constructor(id: TroubleId, facts: Record<string, string | number> = {}) {
    const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, fact: string) => String(facts[fact] ?? ''));
    super(fill(troubles[id].en));
    this.name = 'Trouble';
    this.id = id;
    this.zh = fill(troubles[id].zh);
    this.en = this.message;
  }
}

/** A failed file operation told as trouble, where it is one that a person can mend. */
export function troubleOf(fault: unknown, dir: string): unknown {
  const code = (fault as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Trouble('no-disk', { dir, free: 0, needed: 500 });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new Trouble('not-writable', { dir, reason: code });
  return fault;
}
