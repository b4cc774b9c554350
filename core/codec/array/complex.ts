/** A complex number: Python's `complex`, and an element of a complex array. */
export class Complex {
  readonly re: number;
  readonly im: number;

  /**
   * @param re the real part
   * @param im the imaginary part
   */
  constructor(re: number, im: number) {
    this.re = re;
    this.im = im;
  }

  /** `1.5-2i`. */
  toString(): string {
    const im = Object.is(this.im, -0) ? "-0" : String(this.im);
    return `${this.re}${im.startsWith("-") ? "" : "+"}${im}i`;
  }
}
