import { css } from "lit";

export const databasePanelStyles = css`
  :host {
    display: block;
    min-block-size: 0;
  }

  .panel {
    box-sizing: border-box;
    block-size: 100%;
    padding: 0.7rem 1rem 1rem;
    color: var(--ink);
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-inline-end: -0.4rem;
  }

  h2 {
    margin: 0;
    font-size: 0.9375rem;
    font-weight: 620;
    outline: none;
  }

  p {
    margin: 0;
    font-size: 0.875rem;
    line-height: 1.5;
  }

  .about {
    margin-block: 0.1rem 0.6rem;
    color: var(--ink-quiet);
  }

  .empty {
    margin-block-start: 0.9rem;
    color: var(--ink-soft);
  }

  .problem {
    margin-block-end: 0.5rem;
    color: var(--tier-computed-ink);
  }

  ul {
    margin: 0 0 0.9rem;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    align-items: start;
    padding-block: 0.45rem;
    border-block-start: 1px solid var(--line);
  }

  li:last-child {
    border-block-end: 1px solid var(--line);
  }

  li button:last-child {
    margin-inline-end: -0.4rem;
  }

  .file {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
  }

  .name {
    font-size: 0.9375rem;
    font-weight: 550;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }

  .details,
  .reset-note {
    color: var(--ink-quiet);
    font-size: var(--small-size);
    line-height: 1.4;
  }

  .send {
    align-self: start;
    margin-block-start: 0.15rem;
    margin-inline-start: -0.6rem;
  }

  .actions {
    display: grid;
    justify-items: start;
    gap: 0.6rem;
  }

  .reset {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }

  .empty + .actions {
    margin-block-start: 0.9rem;
  }
`;
