/** A base for classes whose instances can be called: an instance is the function itself, with the class's members. */
export abstract class Callable {
  // biome-ignore lint/complexity/noBannedTypes: any function will do; the subclass declares its signature
  constructor(call: Function) {
    // biome-ignore lint/correctness/noConstructorReturn: this is how a function becomes the instance
    return Object.setPrototypeOf(call, new.target.prototype);
  }
}
