/** What `/` shows until there is a dashboard. */
export const landingPage = {
  html: `<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>楼盘 · Loupan</title>
<link rel="stylesheet" href="/landing.css">
</head>
<body>
<main>
<h1>楼盘 <span lang="en">Loupan</span></h1>
<p>新房销售：从价目表、定购、合同、收款、按揭、接楼到产权证。</p>
<p lang="en">Selling new homes: price list, subscription, contract, receipts, mortgage, keys, title.</p>
<ul>
<li><a href="/docs">接口文档 <span lang="en">API documentation</span></a></li>
<li><a href="/openapi.json">OpenAPI 3.1</a></li>
<li><a href="/healthz">运行状态 <span lang="en">Health</span></a></li>
</ul>
</main>
</body>
</html>
`,
  css: `:root { color-scheme: light dark; font: 18px/1.7 system-ui, 'Noto Sans SC', sans-serif; }
body { margin: 0; display: grid; place-items: center; min-height: 100vh; }
main { max-width: 40rem; padding: 2rem; }
h1 span, li span { font-weight: normal; opacity: 0.7; }
`,
};
