import { css } from "lit";

/** A table of tables and their numbers of rows, in a dialog. */
export const rowCountStyles = css`
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

  .rows {
    text-align: end;
    white-space: nowrap;
  }
`;
