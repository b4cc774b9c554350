import { css } from "lit";

export const documentsPanelStyles = css`
  :host {
    --panel-space: 0.6rem;
  }

  header {
    padding-inline: 0.5rem 0;
  }

  h3 {
    margin: 1rem 0 0.2rem;
    padding-inline: 0.5rem;
    color: var(--ink-quiet);
    font-size: 0.75rem;
    font-weight: 600;
  }

  p {
    padding-inline: 0.5rem;
  }

  .actions {
    display: flex;
    gap: 0.4rem;
    margin-block-start: 0.4rem;
    padding-inline: 0.4rem;
  }

  .actions .control {
    flex: 1;
  }

  .quiet {
    color: var(--ink-quiet);
    font-size: var(--small-size);
  }

  .hint {
    margin-block-start: 0.9rem;
  }

  li {
    align-items: center;
    border-radius: 7px;
  }

  li:hover {
    background: var(--surface-pressed);
  }

  li:has([aria-current]) {
    background: var(--tier-imported-fill);
  }

  a {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
    padding: 0.42rem 0.5rem;
    border-radius: 7px;
    color: inherit;
    text-decoration: none;
  }

  a:focus-visible {
    outline-offset: -2px;
  }

  li:has([aria-current]) .details {
    color: var(--ink-soft);
  }

  form {
    display: flex;
    flex: 1;
    gap: 0.3rem;
    padding: 0.3rem 0.4rem;
  }

  input {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 2rem;
    padding: 0 0.5rem;
    border: 1px solid var(--line-strong);
    border-radius: 6px;
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    font-size: 0.9375rem;
  }

`;
