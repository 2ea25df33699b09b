/** Whether the process has been asked to stop: it says so to whoever asks whether it is ready, and answers what comes. */
export class Draining {
  #hasBegun = false;

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  begin(): void {
    this.#hasBegun = true;
  }
}
