import { css } from "lit";

export const pageHeaderStyles = css`
  :host {
    position: sticky;
    inset-block-start: 0;
    z-index: 10;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
    block-size: var(--header-height);
    padding-inline: 1rem 0.75rem;
    border-block-end: 1px solid var(--line);
    background: var(--paper);
  }

  .title {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    min-inline-size: 0;
  }

  #documents {
    flex: none;
    margin-inline-start: 0.3rem;
  }

  dj-menu-button {
    flex: none;
  }

  .mark {
    flex: none;
    padding: 0.2rem 0.5rem;
    border-radius: 99px;
    background: var(--tier-lookup-fill);
    color: var(--ink-soft);
    font: 500 0.75rem / 1.2 var(--font-text);
  }

  .mark[data-problem] {
    background: var(--tier-computed-fill);
    color: var(--tier-computed-ink);
  }

  .title a {
    display: block;
    border-radius: 6px;
    color: var(--ink);
  }

  .title svg {
    display: block;
  }

  .heading {
    overflow: hidden;
    font: 600 0.9375rem / 1.3 var(--font-text);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .actions {
    display: flex;
    flex: none;
    align-items: center;
    gap: 0.15rem;
  }

  .primary {
    min-block-size: 2.1rem;
    margin-inline: 0.4rem;
  }

  .state {
    display: flex;
    align-items: center;
    gap: 0.45rem;
    margin-inline-end: 0.5rem;
    color: var(--ink-quiet);
    font: var(--small-size) / 1 var(--font-text);
  }

  .dot {
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: 50%;
    background: var(--line-strong);
  }

  .state[data-state="running"] .dot {
    background: var(--tier-imported);
    animation: pulse var(--pulse) ease-in-out infinite alternate;
  }

  .state[data-state="done"] .dot {
    background: var(--tier-manual);
  }

  .state[data-state="failed"] {
    color: var(--tier-computed-ink);
  }

  .state[data-state="failed"] .dot {
    background: var(--tier-computed);
  }

  .state[data-state="stopped"] .dot {
    border-radius: 1.5px;
    background: var(--ink-quiet);
  }

  @keyframes pulse {
    from {
      opacity: 0.35;
    }
  }

  .progress {
    position: absolute;
    inset: auto 0 -1px;
    block-size: 2px;
  }

  .progress div {
    block-size: 100%;
    background: var(--tier-imported);
    transition: inline-size var(--motion);
  }

  @media (width <= 76rem) {
    #documents .label {
      display: none;
    }

    #documents {
      inline-size: 2rem;
      padding: 0;
    }
  }

  @media (width <= 56rem) {
    .compact .label {
      display: none;
    }

    .compact {
      inline-size: 2rem;
      padding: 0;
    }
  }

  @media (width <= 76rem) and (pointer: coarse) {
    #documents {
      inline-size: 2.75rem;
    }
  }

  @media (width <= 56rem) and (pointer: coarse) {
    .compact {
      inline-size: 2.75rem;
    }
  }

  @media (width <= 40rem) {
    :host {
      gap: 0.5rem;
      padding-inline: 0.75rem 0.5rem;
    }

    .heading {
      display: none;
    }

    .primary {
      margin-inline: 0.2rem;
    }

    .actions {
      gap: 0;
    }

    #documents {
      margin-inline-start: 0;
    }

    .title {
      gap: 0;
    }

    /* The dot alone says it; the words are still there for screen readers. */
    .state {
      position: relative;
      margin-inline-end: 0.2rem;
    }

    .state [role="status"] {
      position: absolute;
      inline-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }

    .stop[aria-disabled="true"],
    [data-hidden-on-phone] {
      display: none;
    }

    .mark {
      inline-size: 0.5rem;
      block-size: 0.5rem;
      padding: 0;
      overflow: hidden;
      background: var(--tier-lookup);
      color: transparent;
    }

    .mark[data-problem] {
      background: var(--tier-computed);
      color: transparent;
    }
  }

  @media print {
    :host {
      display: none;
    }
  }
`;
