import { css } from "lit";

export const cellOutputStyles = css`
  :host {
    display: grid;
    gap: 0.9rem;
    min-inline-size: 0;
  }

  :host > * {
    min-inline-size: 0;
  }

  .text {
    margin: 0;
    max-block-size: 26rem;
    overflow: auto;
    color: var(--code-plain);
    font: var(--code-size) / 1.6 var(--font-code);
    font-variant-ligatures: none;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    tab-size: 2;
  }

  .text.warn {
    padding-inline-start: 0.75rem;
    border-inline-start: 3px solid var(--line-strong);
  }

  .text.error {
    padding-inline-start: 0.75rem;
    border-inline-start: 3px solid var(--tier-computed);
  }

  div.error {
    display: flex;
    gap: 0.65rem;
    padding: 0.7rem 0.9rem;
    border-radius: var(--radius);
    background: var(--tier-computed-fill);
    color: var(--ink);
    font-size: 0.9375rem;
    line-height: 1.5;
  }

  div.error > .icon {
    margin-block-start: 0.2rem;
    color: var(--tier-computed-ink);
  }

  div.error > div {
    min-inline-size: 0;
  }

  div.error.expected {
    background: var(--surface);
  }

  p {
    margin: 0;
  }

  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1rem 0.5rem;
  }

  .title strong {
    color: var(--tier-computed-ink);
    font-weight: 620;
  }

  .title button {
    min-block-size: 1.5rem;
    padding-inline: 0.4rem;
    color: var(--ink-soft);
    text-decoration: underline;
    text-decoration-color: var(--line-strong);
    text-underline-offset: 0.2em;
  }

  .message {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .note {
    margin-block-start: 0.25rem;
    color: var(--ink-quiet);
    font-size: var(--small-size);
  }
`;
