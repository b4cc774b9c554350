import { html } from "lit";

/** Two tables joined by a key: our own mark, in the colours of a manual and a computed table. */
export const logo = html`<svg viewBox="0 0 32 32" width="26" height="26" fill="none" aria-hidden="true">
  <path d="M11 11.5 21 20.5" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" />
  <rect x="2.5" y="4" width="14" height="11" rx="3.2" fill="#3e7a52" />
  <rect x="15.5" y="17" width="14" height="11" rx="3.2" fill="#ff5113" />
</svg>`;
