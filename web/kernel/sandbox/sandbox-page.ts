/**
 * The policy of the sandboxed page, which its workers inherit: code may be evaluated, SQLite's WebAssembly be
 * compiled and workers be made of text that is already there. Nothing can be loaded from or sent to anywhere.
 *
 * @param scriptHash the base64 text of the SHA-256 hash of the page's one script
 */
export function sandboxPolicy(scriptHash: string): string {
  return [
    "default-src 'none'",
    `script-src 'sha256-${scriptHash}' 'unsafe-eval' 'wasm-unsafe-eval' blob:`,
    "worker-src blob:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** The whole HTML page for the sandboxed frame. */
export function sandboxPage(script: string, scriptHash: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${sandboxPolicy(scriptHash)}">
<meta name="referrer" content="no-referrer">
<title>Kernel</title>
</head>
<body><script>${script}</script></body>
</html>
`;
}
