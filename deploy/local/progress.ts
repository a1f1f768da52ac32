const words: Record<string, string> = {
  build: '编译 build',
  postgres: '启动数据库服务 PostgreSQL',
  databases: '各服务的数据库与账号 databases and roles',
  nats: '启动消息服务 NATS',
  migrations: '更新数据库结构 migrations',
  simulators: '银行与登记机构模拟器 simulators of bank and registry',
  people: '人员 people',
  services: '启动各服务 services',
  demo: '演示数据 demo data',
};

/** A line a step: shown while it is under way where the screen can take it back, then with its milliseconds. */
export function progress(step: string, ms?: number): void {
  const text = words[step] ?? step;
  const live = process.stdout.isTTY;
  if (ms !== undefined) console.log(`${live ? '\r\x1b[K' : ''}  ✓ ${text}  ${ms} ms`);
  else if (!words[step]) console.log(`${live ? '\r\x1b[K' : ''}  · ${text}`);
  else if (live) process.stdout.write(`\r\x1b[K  … ${text}`);
}
