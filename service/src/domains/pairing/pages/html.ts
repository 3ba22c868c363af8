/** Escapes for HTML text and attributes. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign]!);

const style = `
:root{color-scheme:light dark}*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;background:#f3f2ef;color:#1d1d1b}
main{background:#fff;padding:2.25rem;border-radius:14px;max-inline-size:27rem;inline-size:calc(100% - 2rem);box-shadow:0 1px 2px #0001,0 12px 40px #0001}
.mark{font-weight:700;letter-spacing:.14em;font-size:.78rem;text-transform:uppercase;color:#6b5b4b}
h1{font-size:1.4rem;line-height:1.25;margin:.4rem 0 1rem}
label{display:block;margin:1rem 0 .3rem;font-weight:600}
input[type=text],input[type=email],input[type=password]{inline-size:100%;font:inherit;padding:.6rem .7rem;border:1px solid #8a8178;border-radius:7px;background:#fff;color:inherit}
input:focus-visible,button:focus-visible{outline:3px solid #2f5bea;outline-offset:2px}
.hint{font-size:.88rem;color:#5c554e;margin:.3rem 0 0}
.error{border-inline-start:4px solid #b3261e;background:#fdeceb;color:#7a1712;padding:.6rem .8rem;border-radius:5px;margin:0 0 1rem}
ul{padding-inline-start:1.2rem}li{margin:.35rem 0}
.site{border:1px solid #ddd6cd;border-radius:9px;padding:.8rem 1rem;margin:1rem 0}
.site b{display:block}.site span{color:#5c554e;word-break:break-all;font-size:.92rem}
.row{display:flex;gap:.6rem;margin-block-start:1.6rem;flex-wrap:wrap}
button{font:inherit;font-weight:600;padding:.65rem 1.2rem;border-radius:7px;border:1px solid #1d1d1b;background:#1d1d1b;color:#fff;cursor:pointer}
button.quiet{background:none;color:inherit}
.check{display:flex;gap:.5rem;align-items:start;font-weight:400}
@media(prefers-color-scheme:dark){body{background:#171614;color:#eee}main{background:#22201e}.hint,.site span,.mark{color:#b8aea3}
input[type=text],input[type=email],input[type=password]{background:#2b2826}button{background:#f3efe9;color:#1d1d1b}.site{border-color:#4a443e}.error{background:#4a1f1c;color:#ffd9d6}}
`;

/** One small page; `content` is trusted HTML that its maker escaped. */
export const layout = (title: string, content: string, error?: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)} · DevSkyy</title><style>${style}</style></head>
<body><main><p class="mark">DevSkyy service</p><h1>${escape(title)}</h1>
${error ? `<p class="error" role="alert">${escape(error)}</p>` : ''}${content}</main></body></html>`;
