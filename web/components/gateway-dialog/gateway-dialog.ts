import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { type GatewayLine, GatewayRefusal } from "../../../core/driver/gateway/index.ts";
import { controls } from "../../styles/controls.ts";
import { dialogStyles } from "../../styles/dialog.ts";
import { formDialogStyles } from "../../styles/form-dialog.ts";
import { readGatewayAddress } from "./gateway-address.ts";
import "../copy-button/copy-button.ts";
import { gatewayDialogStyles } from "./gateway-dialog.styles.ts";

/** Where the gateway is, and who uses the server behind it. */
export interface GatewayAnswer {
  readonly address: string;
  readonly token: string;
  readonly user: string;
  readonly password: string;
}

export interface GatewayQuestion {
  /** Who wants the connection. */
  readonly purpose: "cell" | "copy";
  /** What starts a gateway. */
  readonly command: string;
  /** What the fields hold at first. */
  readonly answer: GatewayAnswer;
  /** Why what was remembered did not do. */
  readonly problem: GatewayRefusal | null;
}

/** Connects with what the reader has entered. */
export type Attempt = (answer: GatewayAnswer, isToRemember: boolean) => Promise<GatewayLine>;

type FieldName = keyof GatewayAnswer;

interface Problem {
  readonly text: string;
  /** The field in which it can be mended, if it is one. */
  readonly field: FieldName | null;
}

const wishes: Readonly<Record<GatewayQuestion["purpose"], string>> = {
  cell: "A cell wants to use a server.",
  copy: "Schemas are copied to or from a server.",
};

const fieldOf: Readonly<Record<GatewayRefusal["reason"], FieldName | null>> = {
  unreachable: "address",
  version: null,
  busy: null,
  token: "token",
  account: "password",
  server: null,
};

/**
 * Asks how to connect to a server, until a connection is made or the reader cancels. What is entered stays in its
 * fields.
 */
@customElement("dj-gateway-dialog")
export class GatewayDialogElement extends LitElement {
  @state() private question: GatewayQuestion | null = null;
  @state() private problem: Problem | null = null;
  @state() private isConnecting = false;
  @query("dialog") private readonly dialog!: HTMLDialogElement;

  private attempt: Attempt | null = null;
  private finish: ((line: GatewayLine | null) => void) | null = null;

  static override styles = [controls, dialogStyles, formDialogStyles, gatewayDialogStyles];

  /**
   * Asks, and resolves with the connection; null where the reader cancels.
   *
   * @param attempt tries what was entered; where it fails, the reader may try again
   * @param signal takes the question back
   */
  async ask(question: GatewayQuestion, attempt: Attempt, signal: AbortSignal): Promise<GatewayLine | null> {
    this.question = question;
    this.attempt = attempt;
    this.problem = question.problem === null ? null : problemOf(question.problem, question.answer.address);
    await this.updateComplete;
    signal.throwIfAborted();
    return new Promise((resolve) => {
      this.finish = (line) => {
        this.finish = null;
        this.dialog.close();
        resolve(line);
      };
      signal.addEventListener("abort", () => this.finish?.(null), { once: true });
      this.dialog.showModal();
      this.focusFirst();
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.question === null) return nothing;
    const { purpose, command, answer } = this.question;
    return html`
      <dialog aria-labelledby="title" aria-describedby="about" @close=${() => this.finish?.(null)}>
        <h2 id="title">Connect to a MySQL server</h2>
        <p id="about">
          ${wishes[purpose]} A page can’t call one by itself; a gateway on this computer does it for you. Start it in
          a terminal, and enter the token that it prints.
        </p>
        <div class="command">
          <code>${command}</code>
          <dj-copy-button .text=${command} what="the command"></dj-copy-button>
        </div>
        <form @submit=${this.submit} novalidate autocomplete="off">
          <div class="fields">
            ${this.renderField("address", "Gateway", answer.address, "is-code")}
            ${this.renderField("token", "Token", answer.token, "is-code")}
            ${this.renderField("user", "User of the server", answer.user)}
            ${this.renderField("password", "Password", answer.password)}
          </div>
          <div role="alert">
            ${this.problem === null ? nothing : html`<p class="problem" id="problem">${this.problem.text}</p>`}
          </div>
          <label class="remember">
            <input type="checkbox" name="remember" checked />
            Remember until this page is closed
          </label>
          <p class="note">In memory alone: it is never stored, shared or put into the document.</p>
          <div class="choices">
            <button type="button" class="control outlined" @click=${() => this.dialog.close()}>Cancel</button>
            <button class="control primary" aria-disabled=${this.isConnecting}>
              ${this.isConnecting ? "Connecting …" : "Connect"}
            </button>
          </div>
        </form>
      </dialog>
    `;
  }

  private renderField(name: FieldName, label: string, value: string, kind = ""): TemplateResult {
    const isInvalid = this.problem?.field === name;
    return html`<div class="field ${kind}">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        type=${name === "password" ? "password" : "text"}
        .defaultValue=${value}
        aria-invalid=${isInvalid}
        aria-describedby=${isInvalid ? "problem" : nothing}
        autocomplete=${name === "password" ? "new-password" : "off"}
        autocapitalize="off"
        spellcheck="false"
      />
    </div>`;
  }

  private input(name: FieldName): HTMLInputElement {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${name}`)!;
  }

  /** To what is wrong, or to the first field that is empty. */
  private focusFirst(): void {
    const names: readonly FieldName[] = ["address", "token", "user", "password"];
    const name = this.problem?.field ?? names.find((one) => this.input(one).value === "") ?? "address";
    this.input(name).focus();
    if (this.problem !== null) this.input(name).select();
  }

  private readonly submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.isConnecting) return;
    const written = (name: FieldName): string => this.input(name).value;
    const address = readGatewayAddress(written("address"));
    if (address === null) {
      return this.tell({
        field: "address",
        text: "The gateway runs on this computer: enter its port, or the address that it prints, which begins with ws://127.0.0.1.",
      });
    }
    const empty = (["token", "user"] as const).find((name) => written(name).trim() === "");
    if (empty !== undefined) {
      return this.tell({
        field: empty,
        text:
          empty === "token"
            ? "Enter the token that the gateway prints."
            : "Enter the name of a user of the server.",
      });
    }
    const answer = {
      address,
      token: written("token").trim(),
      user: written("user"),
      password: written("password"),
    };
    const remember = this.renderRoot.querySelector<HTMLInputElement>('[name="remember"]')!.checked;
    this.problem = null;
    this.isConnecting = true;
    try {
      const line = await this.attempt!(answer, remember);
      // Cancelled meanwhile.
      if (this.finish === null) line.close();
      else this.finish(line);
    } catch (error) {
      this.isConnecting = false;
      if (this.finish !== null) this.tell(problemOf(error, address));
    }
  };

  private async tell(problem: Problem): Promise<void> {
    this.problem = problem;
    await this.updateComplete;
    this.focusFirst();
  }
}

function problemOf(error: unknown, address: string): Problem {
  if (!(error instanceof GatewayRefusal)) return { field: null, text: String(error) };
  const { reason, message } = error;
  if (reason !== "unreachable") return { field: fieldOf[reason], text: message };
  return {
    field: "address",
    text: `No gateway answers at ${address}. Start one with the command above. If one runs, its terminal says whether it has refused this page.`,
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-gateway-dialog": GatewayDialogElement;
  }
}
