import { css } from "lit";

export const databasePanelStyles = css`
  header {
    margin-inline-end: -0.4rem;
  }

  .about {
    margin-block: 0.1rem 0.6rem;
    color: var(--ink-quiet);
  }

  .empty {
    margin-block-start: 0.9rem;
    color: var(--ink-soft);
  }

  ul {
    margin-block-end: 0.9rem;
  }

  li {
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
