import { css } from "lit";

export const sqlViewStyles = css`
  :host {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr));
    gap: 1px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--line);
    overflow: hidden;
  }

  section {
    min-inline-size: 0;
    background: var(--paper);
  }

  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 0.25rem 0.35rem 0.25rem 0.9rem;
  }

  h3 {
    margin: 0;
    color: var(--ink-quiet);
    font: 600 var(--small-size) / 1 var(--font-text);
  }

  pre {
    margin: 0;
    padding: 0 0.9rem 0.9rem;
    overflow-x: auto;
    font: 12.5px / 1.55 var(--font-code);
    font-variant-ligatures: none;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  pre:focus-visible {
    outline-offset: -2px;
  }

  code {
    font: inherit;
  }

  .code-plain {
    color: var(--code-plain);
  }

  .code-keyword {
    color: var(--code-keyword);
  }

  .code-string {
    color: var(--code-string);
  }

  .code-number {
    color: var(--code-number);
  }

  .code-comment {
    color: var(--code-comment);
  }

  .code-punctuation {
    color: var(--code-punctuation);
  }

  .code-reference {
    color: var(--code-reference);
  }
`;
