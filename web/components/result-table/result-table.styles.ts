import { css } from "lit";

export const resultTableStyles = css`
  :host {
    display: block;
  }

  .scroll {
    overflow-x: auto;
    border-radius: 4px;
  }

  table {
    min-inline-size: 60%;
    border-collapse: collapse;
    font: 0.875rem / 1.45 var(--font-text);
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    padding: 0.4rem 1.5rem 0.4rem 0;
    border-block-end: 1px solid var(--line);
    text-align: start;
    vertical-align: baseline;
  }

  :is(th, td):last-child {
    padding-inline-end: 0.25rem;
  }

  :is(th, td):first-child {
    padding-inline-start: 0.25rem;
  }

  th {
    padding-block-start: 0;
    border-block-end-color: var(--line-strong);
    color: var(--ink);
    font-weight: 600;
    white-space: nowrap;
    vertical-align: bottom;
  }

  /* The type is read to screen readers as the column's description, not as part of its name. */
  th::after {
    content: attr(data-type) / "";
    display: block;
    color: var(--ink-quiet);
    font-size: 0.75rem;
    font-weight: 400;
  }

  th .icon {
    display: inline-block;
    inline-size: 0.8rem;
    block-size: 0.8rem;
    margin-inline-end: 0.3rem;
    color: var(--tier-manual);
    vertical-align: -0.08rem;
  }

  .numeric {
    text-align: end;
  }

  td {
    max-inline-size: 26rem;
    white-space: pre-wrap;
    overflow-wrap: break-word;
  }

  tbody tr:hover {
    background: var(--surface);
  }

  .null {
    color: var(--ink-quiet);
    font-size: 0.72rem;
    font-weight: 400;
    font-style: italic;
    letter-spacing: 0.04em;
  }

  .empty,
  .quiet {
    color: var(--ink-quiet);
    font-weight: 400;
  }

  .nested {
    margin-inline-start: -1.1rem;
  }

  footer {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    margin-block-start: 0.3rem;
    padding-inline-start: 0.25rem;
    color: var(--ink-quiet);
    font-size: var(--small-size);
  }

  footer button {
    color: var(--ink-soft);
    text-decoration: underline;
    text-decoration-color: var(--line-strong);
    text-underline-offset: 0.2em;
  }

  #sql:not([hidden]) {
    margin-block-start: 0.35rem;
  }

  @media print {
    .scroll {
      overflow: visible;
    }
  }
`;
