import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** A secret of one run of the gateway: who was not told it can't connect. */
export class Token {
  readonly text = randomBytes(18).toString("base64url");
  readonly #digest = digest(this.text);

  /** Takes equally long however much of the text is right. */
  matches(text: string): boolean {
    return timingSafeEqual(digest(text), this.#digest);
  }
}
