import { css } from "lit";

export const confirmDialogStyles = css`
  dialog.is-wide {
    inline-size: min(34rem, calc(100vw - 2rem));
  }

  .tables {
    max-block-size: min(18rem, 45vh);
    margin-block-end: 1.25rem;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: 6px;
  }

  tbody th,
  tfoot th,
  tfoot td {
    font-weight: 600;
  }

  tbody td:first-child {
    color: var(--ink-soft);
  }

  tbody:last-child tr:last-child > *,
  tfoot tr:last-child > * {
    border-block-end: 0;
  }
`;
