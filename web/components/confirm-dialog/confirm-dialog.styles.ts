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

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.875rem;
    line-height: 1.4;
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    padding: 0.35rem 0.75rem;
    border-block-end: 1px solid var(--line);
    color: var(--ink);
    font-weight: 400;
    text-align: start;
    overflow-wrap: anywhere;
  }

  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--surface-raised);
    color: var(--ink-soft);
    font-size: 0.8125rem;
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

  .rows {
    text-align: end;
    white-space: nowrap;
  }
`;
